// A text that does not arrive: one note in plain words, and nothing waits behind it.

import { Customer } from '../../src/simulator/people.ts';
import { type Fare, magicNumberFor } from '../../src/simulator/twilio/fares.ts';
import { faultOf } from '../../src/twilio/errors.ts';
import { tellFailure } from '../../src/words/failures.ts';
import { storedStates, storedTexts } from '../support/database/stored.ts';
import { describe, expect, test } from '../support/jest-globals.ts';
import { begin, closeStages, conversationWith, manyWords, notesOf, stage } from '../support/story.ts';

closeStages();

const MESSAGES = /\/Messages\.json$/;

/** The cause, the next step, the button where one helps, and the code last. */
function failureNote(code: number): RegExp {
  const { cause: why, nextStep } = tellFailure(faultOf(code));
  const [cause, next] = [why, nextStep].map((words) => words.replaceAll(/[.*+?()]/g, '\\$&'));
  const button = '(?: (?:Open|Then open) the SMS panel: [\\w ]+\\.)?';
  return new RegExp(
    `^note: Threadwire: ${cause} This reply did not reach .+\\. ${next}${button} \\(Twilio error ${code}\\)$`,
  );
}

describe('a text that does not arrive', () => {
  test('each failure on the way ends in one plain note', async () => {
    const { world, theo } = await stage();
    const codes = [30001, 30002, 30003, 30004, 30005, 30006, 30007, 30008, 30023, 30032, 30034, 30410, 30999, 63016];
    const people = codes.map((code) => ({ code, customer: new Customer(world, magicNumberFor(code)) }));
    for (const { code, customer } of people) customer.texts(`I am ${code}`);
    await world.settle();
    const conversationOf = (code: number) => conversationWith(theo, `customer: I am ${code}`);
    world.traffic.clear();
    for (const { code } of people) theo.replies('This fails.', { in: conversationOf(code) });
    await world.pass(10 * 60_000);
    for (const { code } of people) {
      expect(notesOf({ theo }, conversationOf(code))).toEqual([expect.stringMatching(failureNote(code))]);
    }
    const failed = await storedTexts(world);
    expect(failed.map((text) => text.errorCode).sort()).toEqual(codes);
    expect(new Set(failed.map((text) => text.state))).toEqual(new Set(['failed', 'undelivered']));
    expect(world.traffic.count('twilio', 'POST', MESSAGES)).toBe(codes.length);
    for (const { code, customer } of people) {
      world.twilio.fare(customer.number, {});
      theo.replies('This arrives.', { in: conversationOf(code) });
    }
    await world.settle();
    expect(people.map(({ customer }) => customer.sees())).toEqual(people.map(() => ['This arrives.']));
  });

  test('each refusal at once ends in one plain note', async () => {
    const { world, theo } = await stage({ ourNumbers: ['+14155550100', '+15005550007'] });
    const refusals = [
      [21211, '+15005550001', undefined],
      [21612, '+15005550002', undefined],
      [21408, '+15005550003', undefined],
      [21614, '+15005550009', undefined],
      [21606, '+14155550132', '+15005550007'],
    ] as const;
    for (const [code, from, to] of refusals) new Customer(world, from).texts(`I am ${code}`, to ? { to } : {});
    await world.settle();
    const conversationOf = (code: number) => conversationWith(theo, `customer: I am ${code}`);
    world.traffic.clear();
    for (const [code] of refusals) theo.replies('Once.', { in: conversationOf(code) });
    await world.pass(10 * 60_000);
    expect(world.traffic.count('twilio', 'POST', MESSAGES)).toBe(refusals.length);
    for (const [code] of refusals) theo.replies('And again.', { in: conversationOf(code) });
    await world.settle();
    expect(world.traffic.count('twilio', 'POST', MESSAGES)).toBe(2 * refusals.length);
    for (const [code] of refusals) {
      const told = expect.stringMatching(failureNote(code));
      expect(notesOf({ theo }, conversationOf(code))).toEqual([told, told]);
    }
    expect(new Set(await storedStates(world, 'out'))).toEqual(new Set(['failed']));
  });

  test.each([
    ['at once', '+15005550004', {}],
    ['later', '+14155550132', { end: 'failed', errorCode: 21610 } satisfies Fare],
  ])('an opt-out that Twilio tells %s ends replies until START', async (_when, number, fare) => {
    const { world, theo } = await stage();
    const customer = new Customer(world, number);
    customer.texts('Is my order out?');
    await world.settle();
    world.twilio.fare(number, fare);
    theo.replies('Tomorrow.');
    await world.settle();
    expect(notesOf({ theo })).toEqual([expect.stringMatching(/did not reach.*START.*\(Twilio error 21610\)/)]);
    expect(await theo.readsPanel()).toMatch(/Opted out since .* \(reported by Twilio\)/);
    theo.replies('Anyway.');
    await world.settle();
    expect(world.traffic.count('twilio', 'POST', MESSAGES)).toBe(1);
    expect(notesOf({ theo }).slice(1)).toEqual([expect.stringMatching(/opted out.*not texted.*START/)]);

    world.twilio.fare(number, {});
    customer.texts('START');
    await world.settle();
    theo.replies('Welcome back.');
    await world.settle();
    expect(world.traffic.count('twilio', 'POST', MESSAGES)).toBe(2);
  });

  test('after too many requests it is tried when Twilio says', async () => {
    const cast = await begin();
    const { world, maya, theo } = cast;
    const body = { code: 20429, message: 'Too Many Requests', status: 429 };
    const headers = { 'retry-after': '30' };
    world.twilio.faults.add({ method: 'POST', path: MESSAGES, kind: 'status', status: 429, headers, body, times: 2 });
    theo.replies('Tomorrow.');
    theo.replies('At noon.');
    await world.pass(29_000);
    expect(world.traffic.count('twilio', 'POST', MESSAGES)).toBe(1);
    expect(maya.sees()).toEqual([]);
    await world.pass(60_000);
    expect(maya.sees()).toEqual(['Tomorrow.', 'At noon.']);
    expect(world.traffic.count('twilio', 'POST', MESSAGES)).toBe(4);
    expect(world.traffic.count('twilio', 'GET')).toBe(0);
    expect(notesOf(cast)).toEqual([]);
  });

  test('a refused part stops the parts after it', async () => {
    const cast = await begin();
    const { world, maya, theo } = cast;
    const body = { code: 21408, message: 'no permission', status: 400 };
    const long = manyWords(700);
    world.twilio.on(({ message }) => {
      // Once the first part has been taken, the next one is refused.
      if (message.direction !== 'inbound' && world.twilio.faults.list().length === 0 && message.status === 'queued')
        world.twilio.faults.add({ method: 'POST', path: MESSAGES, kind: 'status', status: 400, body, times: 1 });
    });
    theo.replies(long);
    await world.settle();
    expect(maya.sees()).toHaveLength(1);
    const panel = await theo.opensPanel();
    await panel.clicks(/word0/);
    expect(panel.reads().filter((line) => line.startsWith('**SMS '))).toEqual([
      '**SMS 1 of 4: Delivered**',
      '**SMS 2 of 4: Failed**',
      '**SMS 3 of 4: Not sent**',
      '**SMS 4 of 4: Not sent**',
    ]);
    expect(notesOf(cast)).toEqual([
      expect.stringMatching(
        /^note: Threadwire: .*SMS 2 of 4 of this reply did not reach .*, and the rest was not sent\./,
      ),
    ]);
    world.twilio.faults.clear();
    theo.replies('Short.');
    await world.settle();
    expect(maya.sees().at(-1)).toBe('Short.');
    expect(world.traffic.count('twilio', 'POST', MESSAGES)).toBe(3);
  });
});
