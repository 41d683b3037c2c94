// Twilio's answer is lost: the text is looked for before it is sent again, and nobody gets it twice.

import type { Fault } from '../../src/simulator/stand-in/faults.ts';
import { storedStates } from '../support/database/stored.ts';
import { describe, expect, test } from '../support/jest-globals.ts';
import { countSends, doLostWork, lookUp, send, stepsOf } from '../support/lost-answers.ts';
import { begin, closeStages, lettersOf, manyWords, notesOf } from '../support/story.ts';

closeStages();

const HOUR = 3_600_000;

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
    if (done) await doLostWork(world);
    await world.pass(60_000);
    expect(maya.sees()).toEqual(['Tomorrow.']);
    expect(countSends(world)).toBe(requests);
    const found = done || fault.kind === 'hang-up-after';
    expect(await stepsOf(world)).toEqual([found ? 'sent lookup' : 'queued answer']);
    theo.replies('At noon.');
    await world.settle();
    expect(maya.sees()).toEqual(['Tomorrow.', 'At noon.']);
    expect(notesOf(cast)).toEqual([]);
  });

  test('equal replies whose answers are lost arrive once each', async () => {
    const { world, maya, theo } = await begin();
    world.twilio.fare(maya.number, { silent: true });
    theo.replies('Yes.');
    await world.settle();
    world.twilio.faults.add({ ...send, kind: 'hang-up-after', times: 2 });
    theo.replies('Yes.');
    theo.replies('Yes.');
    await world.pass(60_000);
    expect(maya.sees()).toEqual(['Yes.', 'Yes.', 'Yes.']);
    expect(countSends(world)).toBe(3);
    world.twilio.faults.add({ ...send, kind: 'hang-up-before', times: 2 });
    theo.replies('Yes.');
    theo.replies('Yes.');
    await world.pass(60_000);
    expect(maya.sees()).toHaveLength(5);
    expect(await storedStates(world, 'out')).toEqual(['queued', 'sent', 'sent', 'queued', 'queued']);
  });

  test('a callback stands for the lost answer: nothing is looked up', async () => {
    const { world, maya, theo } = await begin();
    world.twilio.faults.add({ ...send, kind: 'hang-up-after', times: 1 });
    world.twilio.fare(maya.number, { after: [100, 200] });
    theo.replies('Tomorrow.');
    await world.pass(60_000);
    expect(maya.sees()).toEqual(['Tomorrow.']);
    expect(await stepsOf(world)).toEqual(['sent callback', 'delivered callback']);
    expect([countSends(world), world.traffic.count('twilio', 'GET')]).toEqual([1, 0]);
  });

  test.each<[string, Partial<Fault>]>([
    ['is down', { kind: 'status', status: 503 }],
    [
      'refuses our credentials',
      { kind: 'status', status: 401, body: { code: 20003, message: 'Authenticate', status: 401 } },
    ],
  ])('the list of texts %s for a while: nothing is sent again', async (_what, fault) => {
    const { world, maya, theo } = await begin();
    world.twilio.fare(maya.number, { silent: true });
    world.twilio.faults.add({ ...send, kind: 'hang-up-after', times: 1 });
    const repair = world.twilio.faults.add({ ...lookUp, kind: 'status', ...fault });
    theo.replies('Tomorrow.');
    theo.replies('At noon.');
    await world.pass(20 * 60_000);
    expect([countSends(world), maya.sees()]).toEqual([1, ['Tomorrow.']]);
    repair();
    await world.pass(6 * 60_000);
    expect(maya.sees()).toEqual(['Tomorrow.', 'At noon.']);
    expect(countSends(world)).toBe(2);
  });

  test('a long reply keeps its order when a middle answer is lost', async () => {
    const { world, maya, theo } = await begin();
    const words = manyWords(700);
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
  test('back after five hours, texts over four hours old are held', async () => {
    const cast = await begin();
    const { world, maya, theo } = cast;
    world.twilio.fare(maya.number, { silent: true });
    world.twilio.faults.add({ ...send, kind: 'hang-up-after', times: 1 });
    const repair = world.twilio.faults.add({ kind: 'status', status: 503 });
    theo.replies('Good morning.');
    theo.replies('Come now, we close in an hour.');
    theo.replies(manyWords(300));
    await world.pass(3 * HOUR);
    theo.replies('Come tomorrow.');
    await world.pass(2 * HOUR);
    repair();
    await world.pass(10 * 60_000);
    expect(maya.sees()).toEqual(['Good morning.', 'Come tomorrow.']);
    expect(await storedStates(world, 'out')).toEqual(['delivered', 'held', 'held', 'refused', 'queued']);
    const told =
      /^note: Threadwire: This reply to \(415\) 555-0132 waited .*more than 4 hours, so it was not texted.*Try again/;
    expect(notesOf(cast)).toEqual([expect.stringMatching(told), expect.stringMatching(told)]);
    theo.replies('Here again.');
    await world.settle();
    expect(maya.sees()).toEqual(['Good morning.', 'Come tomorrow.', 'Here again.']);
  });

  test('after a day without an answer it is a dead letter', async () => {
    const cast = await begin();
    const { world, maya, theo } = cast;
    world.twilio.faults.add({ ...send, kind: 'hang-up-before' });
    // Asked to come back so late, we look seldom.
    const wait = {
      status: 429,
      headers: { 'retry-after': '7200' },
      body: { code: 20429, message: 'Too Many Requests' },
    };
    world.twilio.faults.add({ ...lookUp, kind: 'status', ...wait });
    theo.replies('Tomorrow.');
    await world.pass(23.5 * HOUR);
    expect(notesOf(cast)).toEqual([]);
    await world.pass(2 * HOUR);
    expect(notesOf(cast)).toEqual([
      'note: Threadwire: Twilio did not answer for a day, so this reply may not have reached (415) 555-0132. ' +
        'Ask the customer. Then open the SMS panel: Try again, or They have it.',
    ]);
    const letters = (await lettersOf(world)).map(({ queue, reason }) => [queue, reason]);
    expect(letters).toEqual([['deliver-text', expect.stringMatching(/^twilio [^:]+: 429 20429$/)]]);
    world.twilio.faults.clear();
    theo.replies('Here again.');
    await world.settle();
    expect(maya.sees()).toEqual(['Here again.']);
  });

  test('a text that was given up and arrived gets a correction', async () => {
    const cast = await begin();
    const { world, maya, theo } = cast;
    world.twilio.fare(maya.number, { after: [25 * HOUR, 26 * HOUR] });
    world.twilio.faults.add({ ...send, kind: 'hang-up-after', times: 1 });
    const repair = world.twilio.faults.add({ ...lookUp, kind: 'status', status: 503 });
    theo.replies('Tomorrow.');
    await world.pass(24.6 * HOUR);
    expect(notesOf(cast)).toEqual([expect.stringMatching(/^note: Threadwire: .*this reply may not have reached/)]);
    repair();
    await world.pass(2 * HOUR);
    expect(await theo.readsPanel()).toMatch(/^Delivered · /m);
    expect(notesOf(cast).slice(1)).toEqual([
      'note: Threadwire: This reply went out to (415) 555-0132 after all. You do not need to send it again.',
    ]);
  });
});
