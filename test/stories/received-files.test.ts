// A customer's pictures and files reach the inbox once, beside their text or right after it, and hold up no text.
import { Customer } from '../../src/simulator/people.ts';
import { ageJobs } from '../support/database/stored.ts';
import { describe, expect, test } from '../support/jest-globals.ts';
import { begin, type Cast, closeStages, conversationWith, lettersOf, notesOf, stage } from '../support/story.ts';

closeStages();

const MINUTE = 60_000;
const REPLY = { method: 'POST', path: /\/reply$/ } as const;

const PNG = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
);
const picture = { contentType: 'image/jpeg', bytes: PNG };
const file = (contentType: string, words: string) => ({ contentType, bytes: Buffer.from(words) });
const CARD = 'BEGIN:VCARD\r\nVERSION:3.0\r\nFN:Ann Lee\r\nTEL:+1 415 555 0177\r\nEND:VCARD\r\n';

/** The customer's words there, each with the files beside it. */
function saidWithFiles({ world, theo }: Cast, conversationId = theo.conversation().id): [string, string[]][] {
  const parts = world.workspace.parts(conversationId).filter(({ author, body }) => author.type === 'user' && body);
  const words = theo.sees(conversationId).flatMap((line) => (/^customer: (.*)$/s.exec(line) ?? []).slice(1));
  return parts.map((part, at) => [
    words[at] ?? '',
    part.attachments.map(({ name, content_type }) => `${name} ${content_type}`),
  ]);
}

describe('a text with files', () => {
  test('shows them in its own part, by their bytes', async () => {
    const cast = await begin();
    const { world, maya, theo } = cast;
    maya.texts('Look', { media: [picture, file('image/png', '%PDF-1.7\nsome'), file('application/x', CARD)] });
    await world.settle();
    maya.texts('', { media: [picture] });
    maya.texts('', { media: [file('text/plain', 'A long story\nof two lines')] });
    await world.settle();
    maya.texts('Last');
    await world.settle();
    expect(saidWithFiles(cast)).toEqual([
      ['Is my order out?', []],
      [
        'Look\nContact card: Ann Lee\n+1 415 555 0177',
        ['picture-1.png image/png', 'file-2.pdf application/pdf', 'contact-3.vcf text/vcard'],
      ],
      ['Picture received', ['picture-1.png image/png']],
      ['A long story\nof two lines', []],
      ['Last', []],
    ]);
    const [first] = world.workspace.parts(theo.conversation().id)[1]?.attachments ?? [];
    expect(Buffer.from(await (await fetch(first?.url ?? '')).arrayBuffer()).equals(PNG)).toBe(true);
    // An ordinary text after them finds its place without asking.
    expect(notesOf(cast)).toEqual([]);
    const panel = await theo.opensPanel();
    await panel.clicks('All texts');
    await panel.clicks(/Look/);
    expect(panel.reads().join('\n')).toMatch(/file-2\.pdf, 13 bytes\ncontact-3\.vcf, 70 bytes/);
    const shown = panel.components.find(({ type }) => type === 'image') as { url?: string } | undefined;
    expect(shown).toMatchObject({ width: 1, height: 1 });
    const opened = await fetch((shown?.url ?? '').replace(/^https?:\/\/[^/]+/, world.serviceUrl));
    expect(Buffer.from(await opened.arrayBuffer()).equals(PNG)).toBe(true);
  });

  test('that starts a conversation is followed by them at once', async () => {
    const cast = await stage();
    const { world, maya } = cast;
    maya.texts('', { media: [picture, picture] });
    maya.texts('And this');
    await world.settle();
    expect(saidWithFiles(cast)).toEqual([
      ['Picture received\nPicture received', []],
      ['(2 pictures)', ['picture-1.png image/png', 'picture-2.png image/png']],
      ['And this', []],
    ]);
    expect(await cast.theo.readsPanel()).not.toContain('chat');
  });

  test('shows them once, whatever answer is lost', async () => {
    const cast = await begin();
    const { world, maya, theo } = cast;
    for (const [index, kind] of (['hang-up-after', 'hang-up-before', 'hang-up-after'] as const).entries()) {
      world.intercom.faults.add({ ...REPLY, kind, times: 1 });
      maya.texts(`Number ${index}`, { media: [picture] });
      await world.pass(MINUTE);
    }
    const withFile = (words: string): [string, string[]] => [words, ['picture-1.png image/png']];
    expect(saidWithFiles(cast).slice(1)).toEqual([
      withFile('Number 0'),
      // The lost call may have been too long for Intercom, so the words go first.
      ['Number 1', []],
      withFile('(1 picture)'),
      withFile('Number 2'),
    ]);

    world.intercom.faults.add({ method: 'POST', path: '/conversations', kind: 'hang-up-after', times: 1 });
    world.intercom.faults.add({ ...REPLY, kind: 'hang-up-after', times: 1 });
    new Customer(world, '+14155550155').texts('A stranger', { media: [picture] });
    await world.pass(10 * MINUTE);
    const theirs = conversationWith(theo, 'customer: A stranger');
    expect(saidWithFiles(cast, theirs)).toEqual([['A stranger', []], withFile('(1 picture)')]);
    world.twilio.repeat(world.twilio.messages().at(-1)?.sid ?? '');
    await world.settle();
    expect(saidWithFiles(cast, theirs)).toHaveLength(2);
  });

  test('that Intercom refuses goes without them, and a link opens them', async () => {
    const cast = await begin();
    const { world, maya } = cast;
    world.intercom.faults.add({ ...REPLY, kind: 'status', status: 413, times: 1 });
    maya.texts('Look', { media: [picture] });
    await world.settle();
    const [, words, link] = saidWithFiles(cast);
    expect(words).toEqual(['Look', []]);
    const [, url = ''] = /^picture-1\.png \(70 bytes\): (\S+)$/.exec(link?.[0] ?? '') ?? [];
    const opened = await fetch(url.replace(/^https?:\/\/[^/]+/, world.serviceUrl));
    expect(Buffer.from(await opened.arrayBuffer()).equals(PNG)).toBe(true);
  });
});

describe('words in a file', () => {
  test('count as words of the text: a STOP stops', async () => {
    const cast = await begin();
    const { world, maya, theo } = cast;
    maya.texts('', { media: [file('text/plain', ' Stop. ')] });
    await world.settle();
    expect(theo.sees()).toContain('customer: Stop.');
    expect(notesOf(cast).join()).toContain('has opted out');
    theo.replies('But');
    await world.settle();
    // Twilio read no STOP, so that the confirmation is ours.
    expect(maya.sees()).toEqual([expect.stringContaining('no more texts from us')]);
  });

  test('that come late count, too', async () => {
    const cast = await begin();
    const { world, maya } = cast;
    world.twilio.breakMedia({ kind: 'late', ms: 30_000 });
    maya.texts('Here', { media: [file('text/plain', 'please take me off your list')] });
    await world.pass(5 * MINUTE);
    expect(saidWithFiles(cast).slice(1)).toEqual([
      ['Here\nFile received (not shown here)', []],
      ['please take me off your list', []],
    ]);
    expect(notesOf(cast).join()).toContain('may want no more texts');
  });
});

describe('a file that does not come', () => {
  test('holds up its text for seconds, and follows when it comes', async () => {
    const cast = await begin();
    const { world, maya } = cast;
    world.twilio.breakMedia({ kind: 'late', ms: 10 * MINUTE });
    maya.texts('Look', { media: [picture] });
    maya.texts('Do you see it?');
    await world.pass(11_000);
    const late: [string, string[]][] = [
      ['Look\nPicture received (not shown here)', []],
      ['Do you see it?', []],
    ];
    expect(saidWithFiles(cast).slice(1)).toEqual(late);
    await world.pass(2 * MINUTE);
    expect(notesOf(cast)).toEqual([
      'note: Threadwire: A file of the customer’s text is not here yet. Twilio does not have it. Threadwire goes on trying for a day, and shows it here then.',
    ]);
    await world.pass(20 * MINUTE);
    expect(saidWithFiles(cast).slice(1)).toEqual([...late, ['(1 picture)', ['picture-1.png image/png']]]);
    expect(notesOf(cast)).toHaveLength(1);
  });

  test.each([
    ['gone', 'Twilio does not have it.'],
    ['too-large', 'It is larger than 20 MB'],
    ['private-address', 'leads to a private network'],
  ] as const)('leaves the text and a note: %s', async (kind, cause) => {
    const cast = await begin();
    const { world, maya } = cast;
    world.twilio.breakMedia({ kind });
    maya.texts('Look', { media: [picture] });
    await world.pass(MINUTE);
    await ageJobs(world, 'fetch-media', 25);
    await world.pass(2 * MINUTE);
    expect(saidWithFiles(cast).slice(1)).toEqual([['Look\nPicture received (not shown here)', []]]);
    const note = notesOf(cast).at(-1);
    expect(note).toContain(cause);
    expect(note).toContain('Ask the customer to send it again');
    expect(await lettersOf(world)).toHaveLength(kind === 'gone' ? 1 : 0);
  });

  test('is told with its cause, and lies about its type in vain', async () => {
    const cast = await begin();
    const { world, maya } = cast;
    world.twilio.breakMedia({ kind: 'protected' });
    maya.texts('', { media: [picture] });
    await world.pass(3 * MINUTE);
    expect(notesOf(cast).join()).toContain('Twilio does not let Threadwire read it');
    world.twilio.breakMedia({ kind: 'lying-type' });
    await world.pass(10 * MINUTE);
    expect(saidWithFiles(cast).at(-1)).toEqual(['<!doctype html><script>alert(1)</script>', []]);
  });

  test('follows once the store is back, if the store was away', async () => {
    const cast = await begin();
    const { world, maya } = cast;
    const { media } = world.app.ctx;
    const { write, read } = media;
    media.write = () => Promise.reject(new Error('The store is away.'));
    maya.texts('One', { media: [picture] });
    await world.pass(12_000);
    expect(saidWithFiles(cast).at(-1)).toEqual(['One\nPicture received (not shown here)', []]);
    media.write = write;
    let reads = 0;
    media.read = (...which) => {
      reads += 1;
      // It goes away once the picture is measured.
      if (reads > 1) throw new Error('The store is away.');
      return read(...which);
    };
    maya.texts('Two', { media: [picture] });
    await world.pass(2 * MINUTE);
    expect(saidWithFiles(cast).at(-1)).toEqual(['Two', []]);
    media.read = read;
    await world.pass(10 * MINUTE);
    expect(saidWithFiles(cast).slice(-2)).toEqual([
      ['(1 picture)', ['picture-1.png image/png']],
      ['(1 picture)', ['picture-1.png image/png']],
    ]);
  });
});
