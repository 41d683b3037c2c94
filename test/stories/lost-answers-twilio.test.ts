// Twilio's answer is lost: the text is looked for before it is sent again, and nobody gets it twice.

import { Customer } from '../../src/simulator/people.ts';
import type { Fault } from '../../src/simulator/stand-in/faults.ts';
import type { MessageRecord } from '../../src/simulator/twilio/state.ts';
import { ACCOUNT_SID, AUTH_TOKEN, type World } from '../../src/simulator/world.ts';
import { describe, expect, test } from '../support/jest-globals.ts';
import { begin, closeStages, notesOf, stage } from '../support/story.ts';

closeStages();

const HOUR = 3_600_000;
const sending = /\/Messages\.json$/;
const send = { method: 'POST', path: sending } as const;

const posts = (world: World) => world.traffic.count('twilio', 'POST', sending);

async function states(world: World): Promise<string[]> {
  const query = world.app.ctx.database.owner
    .selectFrom('messages')
    .select('state')
    .where('direction', '=', 'out')
    .orderBy('id');
  return (await query.execute()).map((row) => row.state);
}

async function sources(world: World): Promise<string[]> {
  const rows = await world.app.ctx.database.owner
    .selectFrom('message_events')
    .select(['state', 'source'])
    .orderBy('id')
    .execute();
  return rows.map(({ state, source }) => `${state} ${source}`);
}

/** Does at Twilio what our last request asked for, as if its work had been done behind the error. */
async function doTheWork(world: World): Promise<void> {
  const lost = world.traffic.exchanges.findLast((one) => one.service === 'twilio' && one.method === 'POST');
  const authorization = `Basic ${Buffer.from(`${ACCOUNT_SID}:${AUTH_TOKEN}`).toString('base64')}`;
  const headers = { authorization, 'content-type': 'application/x-www-form-urlencoded' };
  const answer = await fetch(`${world.twilio.url}${lost?.path}`, {
    method: 'POST',
    headers,
    body: lost?.requestBody ?? '',
  });
  expect(answer.status).toBe(201);
}

describe('Twilio’s answer is lost', () => {
  test.each<[string, Omit<Fault, 'method' | 'path' | 'times'>, boolean, number]>([
    ['the line breaks after the work', { kind: 'hang-up-after' }, false, 1],
    ['the line breaks before the work', { kind: 'hang-up-before' }, false, 2],
    ['an error without the work', { kind: 'status', status: 500 }, false, 2],
    [
      'an error behind which the work was done',
      { kind: 'status', status: 502, body: '<html>Bad gateway</html>' },
      true,
      2,
    ],
    ['a time-out of a server in between', { kind: 'status', status: 408 }, false, 2],
  ])('%s: the text arrives once, and so does the next', async (_what, fault, done, requests) => {
    const cast = await begin();
    const { world, maya, theo } = cast;
    world.twilio.fare(maya.number, { silent: true });
    world.twilio.faults.add({ ...send, ...fault, times: 1 });
    theo.replies('Tomorrow.');
    await world.settle(0);
    if (done) await doTheWork(world);
    await world.pass(60_000);
    expect(maya.sees()).toEqual(['Tomorrow.']);
    expect(posts(world)).toBe(requests);
    const found = done || fault.kind === 'hang-up-after';
    expect(await sources(world)).toEqual([found ? 'sent lookup' : 'queued answer']);
    theo.replies('At noon.');
    await world.settle();
    expect(maya.sees()).toEqual(['Tomorrow.', 'At noon.']);
    expect(notesOf(cast)).toEqual([]);
  });

  test('two replies of the same words, each answer lost, arrive once each; so does the same text said again', async () => {
    const { world, maya, theo } = await begin();
    world.twilio.fare(maya.number, { silent: true });
    theo.replies('Yes.');
    await world.settle();
    world.twilio.faults.add({ ...send, kind: 'hang-up-after', times: 2 });
    theo.replies('Yes.');
    theo.replies('Yes.');
    await world.pass(60_000);
    expect(maya.sees()).toEqual(['Yes.', 'Yes.', 'Yes.']);
    expect(posts(world)).toBe(3);
    world.twilio.faults.add({ ...send, kind: 'hang-up-before', times: 2 });
    theo.replies('Yes.');
    theo.replies('Yes.');
    await world.pass(60_000);
    expect(maya.sees()).toHaveLength(5);
    expect(await states(world)).toEqual(['queued', 'sent', 'sent', 'queued', 'queued']);
  });

  test('a callback tells what the lost answer would have told: nothing is looked up', async () => {
    const { world, maya, theo } = await begin();
    world.twilio.faults.add({ ...send, kind: 'hang-up-after', times: 1 });
    world.twilio.fare(maya.number, { after: [100, 200] });
    theo.replies('Tomorrow.');
    await world.pass(60_000);
    expect(maya.sees()).toEqual(['Tomorrow.']);
    expect(await sources(world)).toEqual(['sent callback', 'delivered callback']);
    expect([posts(world), world.traffic.count('twilio', 'GET')]).toEqual([1, 0]);
  });

  test.each<[string, Partial<Fault>]>([
    ['is down', { kind: 'status', status: 503 }],
    [
      'refuses our credentials',
      { kind: 'status', status: 401, body: { code: 20003, message: 'Authenticate', status: 401 } },
    ],
  ])('the list of texts %s for a while: nothing is sent again blindly', async (_what, fault) => {
    const { world, maya, theo } = await begin();
    world.twilio.fare(maya.number, { silent: true });
    world.twilio.faults.add({ ...send, kind: 'hang-up-after', times: 1 });
    const repair = world.twilio.faults.add({ method: 'GET', path: sending, kind: 'status', ...fault });
    theo.replies('Tomorrow.');
    theo.replies('At noon.');
    await world.pass(20 * 60_000);
    expect([posts(world), maya.sees()]).toEqual([1, ['Tomorrow.']]);
    repair();
    await world.pass(6 * 60_000);
    expect(maya.sees()).toEqual(['Tomorrow.', 'At noon.']);
    expect(posts(world)).toBe(2);
  });

  test('a long reply keeps its order when the answer to a part in its middle is lost', async () => {
    const { world, maya, theo } = await begin();
    const words = Array.from({ length: 700 }, (_, index) => `word${index}`).join(' ');
    let taken = 0;
    world.twilio.on(({ kind: what, message }) => {
      if (what !== 'message' || message.direction === 'inbound') return;
      taken += 1;
      if (taken === 1) world.twilio.faults.add({ ...send, kind: 'hang-up-after', times: 1 });
      if (taken === 2) world.twilio.faults.add({ ...send, kind: 'hang-up-before', times: 1 });
    });
    theo.replies(words);
    theo.replies('And one more.');
    await world.pass(5 * 60_000);
    expect(maya.sees().slice(0, -1).join(' ')).toBe(words);
    expect(maya.sees()).toHaveLength(5);
    expect(maya.sees().at(-1)).toBe('And one more.');
  });
});

/** Puts a text there that is not ours, as another system of the same account would. */
async function textByOthers(world: World, to: string, body: string): Promise<void> {
  const authorization = `Basic ${Buffer.from(`${ACCOUNT_SID}:${AUTH_TOKEN}`).toString('base64')}`;
  const answer = await fetch(`${world.twilio.url}/2010-04-01/Accounts/${ACCOUNT_SID}/Messages.json`, {
    method: 'POST',
    headers: { authorization, 'content-type': 'application/x-www-form-urlencoded' },
    body: new URLSearchParams({ To: to, From: world.ourNumber, Body: body }).toString(),
  });
  expect(answer.status).toBe(201);
}

const unknown =
  /^note: Threadwire: Twilio's answer was lost, so this reply may not have reached .* open the SMS panel: Try again/;

describe('Twilio’s list shows something else', () => {
  test('a trial account puts a sentence before the words: the text is known again', async () => {
    const cast = await begin();
    const { world, maya, theo } = cast;
    const account = world.twilio.account(ACCOUNT_SID);
    account.makeTrial();
    account.verify(maya.number);
    world.twilio.fare(maya.number, { silent: true });
    world.twilio.faults.add({ ...send, kind: 'hang-up-after', times: 1 });
    theo.replies('Hello');
    await world.pass(60_000);
    expect(maya.sees()).toEqual(['Sent from your Twilio trial account - Hello']);
    expect([await sources(world), notesOf(cast)]).toEqual([['sent lookup'], []]);
  });

  test.each<[string, { hidesWords?: boolean; hidesNumbers?: boolean; lagMs?: number }]>([
    ['no words', { hidesWords: true }],
    ['masked numbers', { hidesNumbers: true }],
    ['neither words nor whole numbers', { hidesWords: true, hidesNumbers: true }],
    ['nothing for a moment', { lagMs: 5_000 }],
  ])('%s: the text is known by its time and pair, and the next one goes', async (_what, listing) => {
    const cast = await begin();
    const { world, maya, theo } = cast;
    world.twilio.account(ACCOUNT_SID).setListing(listing);
    world.twilio.fare(maya.number, { silent: true });
    world.twilio.faults.add({ ...send, kind: 'hang-up-after', times: 1 });
    theo.replies('Tomorrow.');
    theo.replies('At noon.');
    await world.pass(60_000);
    expect(maya.sees()).toEqual(['Tomorrow.', 'At noon.']);
    expect([posts(world), notesOf(cast)]).toEqual([2, []]);
  });

  test.each([
    ['no words', { hidesWords: true }],
    ['neither words nor whole numbers', { hidesWords: true, hidesNumbers: true }],
  ])('%s, and a text that did not go: it is sent, once', async (_what, listing) => {
    const cast = await begin();
    const { world, maya, theo } = cast;
    world.twilio.account(ACCOUNT_SID).setListing(listing);
    world.twilio.faults.add({ ...send, kind: 'hang-up-before', times: 1 });
    theo.replies('Tomorrow.');
    await world.pass(60_000);
    expect([maya.sees(), notesOf(cast)]).toEqual([['Tomorrow.'], []]);
  });

  test.each<[string, Fault['kind'], { hidesWords?: boolean }, string[]]>([
    ['one text of somebody else beside ours, no words', 'hang-up-after', { hidesWords: true }, ['Code 1', 'Tomorrow.']],
    ['one text of somebody else, words that are not ours', 'hang-up-before', {}, ['Code 1']],
  ])('%s: it is held as unknown with a note, and never sent on a guess', async (_what, kind, listing, seen) => {
    const cast = await begin();
    const { world, maya, theo } = cast;
    world.twilio.account(ACCOUNT_SID).setListing(listing);
    world.twilio.fare(maya.number, { silent: true });
    await textByOthers(world, maya.number, 'Code 1');
    world.twilio.faults.add({ ...send, kind: kind as 'hang-up-after', times: 1 });
    theo.replies('Tomorrow.');
    await world.pass(60_000);
    expect(maya.sees()).toEqual(seen);
    expect(await states(world)).toEqual(['given-up']);
    expect(notesOf(cast)).toEqual([expect.stringMatching(unknown)]);
    theo.replies('At noon.');
    await world.pass(60_000);
    expect(maya.sees()).toEqual([...seen, 'At noon.']);
  });

  test('a callback that names the text says more than the list in which another was taken for it', async () => {
    const cast = await begin();
    const { world, maya, theo } = cast;
    world.twilio.account(ACCOUNT_SID).setListing({ hidesWords: true });
    world.twilio.fare(maya.number, { silent: true });
    await textByOthers(world, maya.number, 'Code 1');
    world.twilio.fare(maya.number, { end: 'undelivered', errorCode: 30003, after: [30_000, 40_000] });
    // The list does not have ours yet: the other one is taken for it.
    world.twilio.on(({ kind, message }) => {
      if (kind === 'message' && message.body === 'Tomorrow.')
        world.twilio.account(ACCOUNT_SID).setListing({ lagMs: 60_000 });
    });
    for (const message of world.twilio.messages()) Object.assign(message, { createdAt: world.now() - 55_000 });
    world.twilio.faults.add({ ...send, kind: 'hang-up-after', times: 1 });
    theo.replies('Tomorrow.');
    await world.pass(90_000);
    expect(maya.sees()).not.toContain('Tomorrow.');
    expect(await sources(world)).toEqual(['sent lookup', 'sent callback', 'undelivered callback']);
    expect(notesOf(cast).at(-1)).toMatch(/did not reach/);
  });

  test('a number that is written in two ways: the text is known in the form that it was sent to', async () => {
    const { world, theo } = await stage();
    const ana = new Customer(world, '+5215512345678');
    ana.texts('Hola');
    await world.settle();
    world.twilio.fare(ana.number, { silent: true });
    world.twilio.faults.add({ ...send, kind: 'hang-up-after', times: 1 });
    theo.replies('Mañana.');
    await world.pass(60_000);
    expect([ana.sees(), await sources(world)]).toEqual([['Mañana.'], ['sent lookup']]);
  });

  test.each<[string, string, Partial<MessageRecord>]>([
    ['the number without its plus', 'Hello', { to: '14155550132' }],
    ['the number as its country writes it', 'Hello', { to: '(415) 555-0132' }],
    ['our number as its country writes it', 'Hello', { from: '(415) 555-0100' }],
    ['both numbers masked but for the country', 'Hello', { to: '+1XXXXXXXXXX', from: '+1XXXXXXXXXX' }],
    ['another sender', 'Hello', { from: 'Example' }],
    ['words that are cut', 'Hello there, your order leaves today', { body: 'Hello there, your ord…' }],
    ['signs as they stand in HTML', 'a < b & c', { body: 'a &lt; b &amp; c' }],
    ['question marks for letters', 'Привет 👋', { body: '?????? ?' }],
  ])('%s: it is never sent a second time', async (_what, words, change) => {
    const { world, maya, theo } = await begin();
    world.twilio.fare(maya.number, { silent: true });
    world.twilio.on(({ kind, message }) => {
      if (kind === 'message' && message.direction !== 'inbound') Object.assign(message, change);
    });
    world.twilio.faults.add({ ...send, kind: 'hang-up-after', times: 1 });
    theo.replies(words);
    await world.pass(90_000);
    expect(posts(world)).toBe(1);
  });

  test('the other form of a number that is written in two ways: the text is known', async () => {
    const { world, theo } = await stage();
    const ana = new Customer(world, '+5215512345678');
    ana.texts('Hola');
    await world.settle();
    world.twilio.fare(ana.number, { silent: true });
    world.twilio.on(({ kind, message }) => {
      if (kind === 'message' && message.direction !== 'inbound') Object.assign(message, { to: '+525512345678' });
    });
    world.twilio.faults.add({ ...send, kind: 'hang-up-after', times: 1 });
    theo.replies('Mañana.');
    await world.pass(60_000);
    expect([posts(world), await sources(world)]).toEqual([1, ['sent lookup']]);
  });

  test('a callback that comes first names the text, whatever the list shows', async () => {
    const cast = await begin();
    const { world, maya, theo } = cast;
    world.twilio.account(ACCOUNT_SID).setListing({ hidesWords: true, hidesNumbers: true });
    world.twilio.fare(maya.number, { after: [3_000, 6_000] });
    await textByOthers(world, maya.number, 'Code 1');
    await textByOthers(world, maya.number, 'Code 2');
    world.twilio.faults.add({ ...send, kind: 'hang-up-after', times: 1 });
    theo.replies('Tomorrow.');
    await world.pass(60_000);
    expect([await sources(world), notesOf(cast)]).toEqual([['sent callback', 'delivered callback'], []]);
  });

  test('a clock that is ahead of Twilio’s by minutes: the text is found all the same', async () => {
    const cast = await begin();
    const { world, maya, theo } = cast;
    world.twilio.fare(maya.number, { silent: true });
    for (const message of world.twilio.messages()) Object.assign(message, { createdAt: 0 });
    world.twilio.on(({ kind, message }) => {
      if (kind === 'message') Object.assign(message, { createdAt: message.createdAt - 240_000 });
    });
    world.app.ctx.clockSkew.note('twilio', new Date(world.now() - 240_000).toUTCString());
    const note = world.app.ctx.clockSkew.note;
    world.app.ctx.clockSkew.note = (vendor, date) =>
      note(vendor, vendor === 'twilio' ? new Date(world.now() - 240_000).toUTCString() : date);
    world.twilio.faults.add({ ...send, kind: 'hang-up-after', times: 1 });
    theo.replies('Tomorrow.');
    await world.pass(60_000);
    expect([maya.sees(), await sources(world)]).toEqual([['Tomorrow.'], ['sent lookup']]);
  });

  describe('held as unknown', () => {
    const hold = async (words: string) => {
      const cast = await begin();
      const { world, maya, theo } = cast;
      world.twilio.fare(maya.number, { silent: true });
      await textByOthers(world, maya.number, 'Code 1');
      world.twilio.faults.add({ ...send, kind: 'hang-up-before', times: 1 });
      theo.replies(words);
      await world.pass(60_000);
      expect(maya.sees()).toEqual(['Code 1']);
      return { ...cast, panel: await theo.opensPanel() };
    };

    test('an agent sends it again at a click', async () => {
      const { world, maya, panel } = await hold('Tomorrow.');
      expect(panel.reads().join('\n')).toContain('nobody knows whether the text arrived');
      await panel.clicks('Try again');
      await world.pass(60_000);
      expect(maya.sees()).toEqual(['Code 1', 'Tomorrow.']);
    });

    test('an agent says that they have it: it is not sent, and the conversation tells', async () => {
      const { world, maya, theo, panel } = await hold('Tomorrow.');
      const tags = () => theo.conversation().tags.map(({ tag }) => tag.name);
      expect(tags()).toEqual(['sms-channel', 'sms-failed']);
      await panel.clicks('They have it');
      expect(panel.reads().join('\n')).toContain('it is not sent again');
      await world.pass(60_000);
      expect(tags()).toEqual(['sms-channel']);
      expect(maya.sees()).toEqual(['Code 1']);
      expect(await states(world)).toEqual(['sent']);
      expect(notesOf({ theo }).at(-1)).toBe(
        'note: Threadwire: An agent says that (415) 555-0132 has this reply. It is not sent again.',
      );
      expect(() => panel.idOf('They have it')).toThrow('Nothing to click');
    });

    test('they have the first part of a long one: the rest goes', async () => {
      const words = Array.from({ length: 400 }, (_, index) => `word${index}`).join(' ');
      const { world, maya, panel } = await hold(words);
      await panel.clicks('They have it');
      expect(panel.reads().join('\n')).toContain('the SMS after it go out now');
      await world.pass(60_000);
      const [first = '', ...rest] = maya.sees().slice(1);
      expect(words.endsWith([first, ...rest].join(' '))).toBe(true);
    });
  });
});

describe('Twilio is away for long', () => {
  test('back after five hours: what had gone out is found, what is older than four is held with a note, the rest is sent', async () => {
    const cast = await begin();
    const { world, maya, theo } = cast;
    world.twilio.fare(maya.number, { silent: true });
    world.twilio.faults.add({ ...send, kind: 'hang-up-after', times: 1 });
    const repair = world.twilio.faults.add({ kind: 'status', status: 503 });
    theo.replies('Good morning.');
    theo.replies('Come now, we close in an hour.');
    theo.replies(Array.from({ length: 300 }, (_, index) => `word${index}`).join(' '));
    await world.pass(3 * HOUR);
    theo.replies('Come tomorrow.');
    await world.pass(2 * HOUR);
    repair();
    await world.pass(10 * 60_000);
    expect(maya.sees()).toEqual(['Good morning.', 'Come tomorrow.']);
    expect(await states(world)).toEqual(['delivered', 'held', 'held', 'refused', 'queued']);
    const told =
      /^note: Threadwire: This reply to \(415\) 555-0132 waited .*more than 4 hours, so it was not texted.*Try again/;
    expect(notesOf(cast)).toEqual([expect.stringMatching(told), expect.stringMatching(told)]);
    theo.replies('Here again.');
    await world.settle();
    expect(maya.sees()).toEqual(['Good morning.', 'Come tomorrow.', 'Here again.']);
  });

  test('after a day of not knowing it is a dead letter with a note, and the thread goes on', async () => {
    const cast = await begin();
    const { world, maya, theo } = cast;
    world.twilio.faults.add({ ...send, kind: 'hang-up-before' });
    // Asked to come back so late, we look seldom.
    const wait = {
      status: 429,
      headers: { 'retry-after': '7200' },
      body: { code: 20429, message: 'Too Many Requests' },
    };
    world.twilio.faults.add({ method: 'GET', path: sending, kind: 'status', ...wait });
    theo.replies('Tomorrow.');
    await world.pass(23.5 * HOUR);
    expect(notesOf(cast)).toEqual([]);
    await world.pass(2 * HOUR);
    expect(notesOf(cast)).toEqual([
      'note: Threadwire: Twilio did not answer for a day, so this reply may not have reached (415) 555-0132. ' +
        'Ask the customer. Then open the SMS panel: Try again, or They have it.',
    ]);
    const letters = await world.app.ctx.database.owner.selectFrom('dead_letters').select(['queue', 'reason']).execute();
    expect(letters).toEqual([{ queue: 'deliver-text', reason: expect.stringMatching(/^twilio [^:]+: 429 20429$/) }]);
    world.twilio.faults.clear();
    theo.replies('Here again.');
    await world.settle();
    expect(maya.sees()).toEqual(['Here again.']);
  });

  test('a text that was given up turns out to have gone: the note is put right', async () => {
    const cast = await begin();
    const { world, maya, theo } = cast;
    world.twilio.fare(maya.number, { after: [25 * HOUR, 26 * HOUR] });
    world.twilio.faults.add({ ...send, kind: 'hang-up-after', times: 1 });
    const repair = world.twilio.faults.add({ method: 'GET', path: sending, kind: 'status', status: 503 });
    theo.replies('Tomorrow.');
    await world.pass(24.6 * HOUR);
    expect(notesOf(cast)).toEqual([expect.stringMatching(/^note: Threadwire: .*this reply may not have reached/)]);
    repair();
    await world.pass(2 * HOUR);
    expect(await states(world)).toEqual(['delivered']);
    expect(notesOf(cast).slice(1)).toEqual([
      'note: Threadwire: This reply went out to (415) 555-0132 after all. You do not need to send it again.',
    ]);
  });
});
