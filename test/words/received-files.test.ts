// A customer's files in words: beside their text, by name and size, and by what is written in them.
import type { MediaFile } from '../../src/domain/media/file.ts';
import {
  appointmentsInWords,
  cardsInWords,
  fileLine,
  fileName,
  filesInWords,
  plainFileInWords,
  textWithFiles,
  withoutLink,
} from '../../src/words/received-files.ts';
import { describe, expect, test } from '../support/jest-globals.ts';

const told = (given: Partial<MediaFile>) => ({
  claimedType: 'image/jpeg',
  type: null,
  words: null,
  isTold: true,
  ...given,
});

describe('a text with its files', () => {
  test.each([
    ['words and a picture that is here', 'Look', [told({})], 'Look'],
    ['a picture alone', '', [told({})], 'Picture received'],
    ['a picture that is not here', 'Look', [told({ isTold: false })], 'Look\nPicture received (not shown here)'],
    ['the words of a file', '\ufffc', [told({ words: 'A story' }), told({})], 'A story'],
    [
      'words, the words of a file, and what is missing',
      'See',
      [told({ isTold: false, claimedType: 'text/calendar' }), told({ words: 'Contact card: Ann' })],
      'See\nContact card: Ann\nAppointment received (not shown here)',
    ],
    ['what it is by its bytes', '', [told({ type: 'application/pdf' })], 'PDF received'],
  ])('says %s', (_what, body, files, expected) => {
    expect(textWithFiles(body, files)).toBe(expected);
  });

  test('says nothing of the bytes of a missing file', () => {
    const missing = told({ isTold: false });
    expect(textWithFiles('', [missing])).toBe(textWithFiles('', [{ ...missing, type: 'text/plain', words: 'STOP' }]));
  });
});

test('files without words that follow are counted', () => {
  const file = { name: null, position: 0, words: null, problem: null };
  const [jpeg, pdf] = [
    { ...file, type: 'image/jpeg' },
    { ...file, type: 'application/pdf' },
  ];
  expect(filesInWords([jpeg])).toBe('(1 picture)');
  expect(filesInWords([jpeg, jpeg])).toBe('(2 pictures)');
  expect(filesInWords([jpeg, pdf, { ...pdf, words: 'Contact card: Ann' }])).toBe('Contact card: Ann\n(2 files)');
  const linked = { ...pdf, problem: 'not-taken', words: 'A card\na.pdf (1 KB): https://x/media/t' } as const;
  expect(filesInWords([linked, { ...linked, words: 'a.pdf (1 KB): https://x/media/t' }].map(withoutLink))).toBe(
    'A card\n(1 file)',
  );
});

test.each([
  [{ name: null, type: 'image/jpeg', position: 0 }, 'picture-1.jpg'],
  [{ name: '../../etc/passwd\u202e', type: 'text/plain', position: 0 }, '.. .. etc passwd'],
  [{ name: ' \u0000 ', type: 'audio/x-wav', position: 2 }, 'audio-3.wav'],
  [{ name: 'x'.repeat(300), type: 'image/png', position: 0 }, `${'x'.repeat(99)}…`],
  [{ name: null, type: 'application/x-something-odd', position: 9 }, 'file-10.bin'],
])('a file has a harmless name: %o', (file, name) => {
  expect(fileName(file)).toBe(name);
});

test('a file that cannot be opened says why', () => {
  const file = { name: 'a.pdf', type: 'application/pdf', position: 0, size: 72_000 };
  const states = ['kept', 'waiting', 'gone', 'too-large', 'expired'] as const;
  expect(states.map((state) => fileLine({ ...file, state }))).toEqual([
    'a.pdf, 72 KB',
    'a.pdf, not here yet',
    'a.pdf, never came',
    'a.pdf, too large to fetch',
    'a.pdf, erased by now',
  ]);
});

test('cards and appointments are told in lines', () => {
  const card = { name: '', organization: '', phones: ['1'], emails: [], addresses: [], urls: [], note: 'Hi' };
  expect(cardsInWords([card, { ...card, name: 'Ann', organization: 'Shop', note: '' }])).toBe(
    'Contact card: no name\n1\nHi\nContact card: Ann, Shop\n1',
  );
  const event = {
    title: 'Fitting',
    place: 'Shop',
    from: '2026-12-01T09:00:00',
    to: '',
    zone: 'Europe/Berlin',
    note: '',
  };
  expect(appointmentsInWords([event, { ...event, title: '', from: '2026-12-03', zone: null, place: '' }])).toBe(
    'Appointment: Fitting\nDec 1, 2026 at 9:00AM (Europe/Berlin)\nShop\nAppointment: no title\nDec 3, 2026',
  );
  expect(appointmentsInWords([{ ...event, from: 'nonsense', place: '' }])).toContain('nonsense (Europe/Berlin)');
});

test('a long text file shows its beginning, cut between characters', () => {
  expect(plainFileInWords(` ${'a'.repeat(1_999)}😀b`, false)).toBe(`${'a'.repeat(1_999)}�…`);
  expect(plainFileInWords('short\n', true)).toBe('short');
});
