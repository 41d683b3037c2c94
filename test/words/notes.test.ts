// Internal notes tell the cause, who acts, and the way out, in whole sentences.
import type { NotTexted } from '../../src/domain/media/not-texted.ts';
import type { FailureNote, Note } from '../../src/domain/notes/note.ts';
import { textsBefore } from '../../src/domain/notes/texts-before.ts';
import type { Fault } from '../../src/domain/texts/fault.ts';
import type { Refusal } from '../../src/domain/texts/refusal.ts';
import { addressInWords } from '../../src/words/addresses.ts';
import { noteInWords } from '../../src/words/notes.ts';
import { describe, expect, test } from '../support/jest-globals.ts';

const address = '+14155550132';
const sender = '+14155550100';

describe('an address', () => {
  test.each([
    ['+14155550132', '(415) 555-0132'],
    ['+447700900123', '+44 7700 900123'],
    ['24273', '24273'],
    ['Shop24', 'Shop24'],
    ['whatsapp:+14155550132', 'whatsapp:+14155550132'],
    ['rcs:brand_agent', 'rcs:brand_agent'],
  ])('%s is called %s', (raw, shown) => {
    expect(addressInWords(raw)).toBe(shown);
  });
});

describe('a note', () => {
  test('on an opt-out names both numbers and the way back', () => {
    const note = noteInWords({
      kind: 'opted-out',
      address,
      sender,
      isOursAlone: false,
      isConfirmed: false,
      coversAll: false,
    });
    expect(note).toMatch(/^Threadwire: \(415\) 555-0132 has opted out of texts from \(415\) 555-0100\. /);
    expect(note).toContain('START');
    expect(noteInWords({ kind: 'opted-in', address, sender, isStillBlocked: false, heldBack: 0 })).toContain(
      'texted from (415) 555-0100 again',
    );
  });

  test.each([
    ['24273', /came from 24273, a short code, .* cannot text\. Replies in this conversation are not texted\./],
    ['Shop24', /came from Shop24, a sender name, which nobody can text\./],
    ['tel;ext=é', /came from tel;ext=é, a sender that cannot be texted\./],
  ])('on a text from %s says why it cannot be answered', (raw, expected) => {
    expect(noteInWords({ kind: 'not-answerable', address: raw })).toMatch(expected);
  });

  test('on automatic texts has a short line for each of the newest', () => {
    const text = { state: 'delivered', sender, partNo: 1, createdAt: new Date(0) } as const;
    const sent = Array.from({ length: 12 }, (_, index) => ({ ...text, body: `${index} ${'long '.repeat(100)}` }));
    const note = noteInWords({ kind: 'texts-before', address, ...textsBefore(sent, sender), zone: 'UTC' });
    expect(note).toMatch(/^Threadwire: 12 automatic texts had gone to .*…\n\nThese .* for the 2 texts before\.$/s);
    expect(note.length).toBeLessThan(4_000);
    const parts = [1, 2].map((partNo) => ({ ...text, partNo, body: `part ${partNo}` }));
    const told = { at: new Date(0), from: sender, words: 'part 1 part 2', outcome: 'went-out' };
    expect(textsBefore(parts, '')).toEqual({ texts: [told], more: 0 });
  });

  const refusals: Refusal[] = ['opted-out', 'not-answerable', 'no-sender', 'own-number', 'nothing-to-text'];
  test('on a refused reply says which reason it was', () => {
    const told = refusals.map((reason) => noteInWords({ kind: 'refused', what: 'reply', address, sender, reason }));
    expect(new Set(told).size).toBe(refusals.length);
    for (const note of told) expect(note).toMatch(/^Threadwire: [^.]+\. This reply was not texted\. .+[.]$/);
    expect(told[0]).toContain('(415) 555-0100');
  });

  test('on files that were not texted names the limit', () => {
    const letter = {
      name: 'menu.pdf',
      type: 'application/pdf',
      why: { kind: 'no-mms-type', type: 'application/pdf' },
    } as const;
    const film = { name: null, type: 'video/mp4', why: { kind: 'over-mms', size: 4_200_000, most: 500_000 } } as const;
    const photo = { name: null, type: 'image/png', why: { kind: 'over-link', most: 20_000_000 } } as const;
    const told = (files: NotTexted[], isAnySent: boolean) =>
      noteInWords({ kind: 'files-not-texted', files, isAnySent });
    expect(told([film], true)).toBe(
      'Threadwire: The file in this reply was not texted, because it has 4.2 MB, and an MMS from this number carries 500 KB. An admin can have such files sent as links, in the settings under Pictures and files. The rest of it was texted.',
    );
    expect(told([photo], false)).toBe(
      'Threadwire: The picture in this reply was not texted, because the files of a text may have 20 MB together. Paste a link to it instead.',
    );
    expect(told([letter, film], true)).toMatch(
      /^Threadwire: 2 files in this reply were not texted \(file “menu.pdf”: phones do not get .*; file: it has 4.2 MB/,
    );
  });

  test('on a reply that stayed here says "not texted"', () => {
    const untexted: Note[] = [
      ...refusals.map((reason) => ({ kind: 'refused' as const, what: 'reply' as const, address, sender, reason })),
      { kind: 'held', address, hours: 4, what: 'reply' },
      { kind: 'no-number', why: 'none' },
      { kind: 'uninstalled', address, what: 'reply' },
      { kind: 'unread', isReply: true },
    ];
    for (const note of untexted) expect(noteInWords(note)).toMatch(/\bnot texted\b/);
  });

  test('on an unread reply says whether there was one', () => {
    expect(noteInWords({ kind: 'unread', isReply: true })).toMatch(
      /: This reply was not texted, because Threadwire could not/,
    );
    expect(noteInWords({ kind: 'unread', isReply: false })).toMatch(/: A reply in this conversation may not have been/);
  });

  const fault: Fault = {
    kind: 'phone-off',
    code: 30003,
    page: 'https://www.twilio.com/docs/api/errors/30003',
    fixedBy: 'customer',
    retry: 'later',
  };
  const failed: FailureNote = {
    kind: 'failed',
    address,
    fault,
    what: 'reply',
    remedies: ['again'],
    part: { no: 1, of: 1 },
    isRestUnsent: false,
  };
  test('on a failure ends with next step, button and code', () => {
    expect(noteInWords(failed)).toBe(
      'Threadwire: The customer’s phone is off, has no signal or cannot receive texts. ' +
        'This reply did not reach (415) 555-0132. Send it once more later, or reach the customer another way. ' +
        'Open the SMS panel: Try again. (Twilio error 30003)',
    );
  });

  test('on a failed part says which, and what became of the rest', () => {
    const part = { no: 2, of: 3 };
    const note = noteInWords({ ...failed, fault: { ...fault, code: 0 }, part, isRestUnsent: true });
    expect(note).toMatch(/SMS 2 of 3 of this reply did not reach \(415\) 555-0132, and the rest was not sent\./);
    expect(note).not.toContain('error');
  });

  test('on a text from the panel never calls it a reply', () => {
    const part = { no: 1, of: 1 };
    const what = { address, what: 'text' } as const;
    const notes: Note[] = [
      { ...failed, ...what },
      { kind: 'refused', sender, reason: 'opted-out', ...what },
      { kind: 'held', hours: 24, ...what },
      { kind: 'uninstalled', ...what },
      { kind: 'unanswered', ...what },
      { kind: 'unsure', ...what },
      { kind: 'said-arrived', ...what },
      { kind: 'arrived', part: { no: 2, of: 3 }, wasSentAgain: false, ...what },
      { kind: 'went-out', part, wasSentAgain: false, ...what },
    ];
    for (const note of notes) {
      expect(noteInWords(note)).toMatch(/this text/i);
      expect(noteInWords(note)).not.toMatch(/reply/i);
    }
  });

  test('on a scheduled text names its time and the zone of that', () => {
    const what = { scheduledFor: new Date('2026-12-01T17:00:00Z'), zone: 'America/Los_Angeles' };
    expect(noteInWords({ kind: 'refused', address, sender, what, reason: 'opted-out' })).toMatch(
      /The text that was scheduled for Dec 1, 2026 at 9:00AM in Los Angeles was not sent\./,
    );
    expect(noteInWords({ kind: 'held', address, what, hours: 24 })).toMatch(
      /: The text to \(415\) 555-0132 that was scheduled for Dec 1, 2026 at 9:00AM in Los Angeles waited for more than 24 hours, so it was not sent\. .*Write a text\.$/,
    );
  });

  test('on a text that was held says how long it had waited', () => {
    const held: Note = { kind: 'held', address, what: 'reply', hours: 4 };
    expect(noteInWords(held)).toMatch(/more than 4 hours, so it was not texted\. .*SMS panel: Try again\.$/);
    expect(noteInWords({ kind: 'unanswered', address, what: 'reply' })).toMatch(
      /Ask the customer\. Then open the SMS panel: Try again/,
    );
  });
});
