// Twilio's answer is lost: the text is looked for before it is sent again, and nobody gets it twice.

import type { Fault } from '../../src/simulator/stand-in/faults.ts';
import { ACCOUNT_SID, AUTH_TOKEN, type World } from '../../src/simulator/world.ts';
import { describe, expect, test } from '../support/jest-globals.ts';
import { begin, closeStages, notesOf } from '../support/story.ts';

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
    const told = /^note: This reply to \(415\) 555-0132 was not texted: .*more than 4 hours.*Send it again/;
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
      'note: It is not known whether this reply reached (415) 555-0132: Twilio did not answer for a day. ' +
        'Ask the customer before sending it again.',
    ]);
    const letters = await world.app.ctx.database.owner.selectFrom('dead_letters').select(['queue', 'reason']).execute();
    expect(letters).toEqual([
      { queue: 'deliver-text', reason: expect.stringMatching(/^Twilio answered .* with 429 \(20429\)/) },
    ]);
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
    expect(notesOf(cast)).toEqual([expect.stringMatching(/^note: It is not known whether this reply reached/)]);
    repair();
    await world.pass(2 * HOUR);
    expect(await states(world)).toEqual(['delivered']);
    expect(notesOf(cast).slice(1)).toEqual([
      'note: This reply went out to (415) 555-0132 after all. There is no need to send it again.',
    ]);
  });
});
