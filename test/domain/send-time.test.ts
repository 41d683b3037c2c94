// The times for a later text: those on offer, and those that people type.
import fc from 'fast-check';
import {
  commonZone,
  isNight,
  nextMorning,
  presetTimes,
  readTime,
  whyNotUntil,
} from '../../src/domain/times/send-time.ts';
import { say } from '../../src/words/say.ts';
import { typedTimeWords } from '../../src/words/typed-input.ts';
import { describe, expect, test } from '../support/jest-globals.ts';

/** A Friday, 9:14 in the morning in San Francisco. */
const now = new Date('2026-11-20T17:14:20Z');
const zone = 'America/Los_Angeles';

test('the times on offer are on the customer’s clocks', () => {
  expect(presetTimes(now, zone)).toEqual([
    { id: 'hour', at: new Date('2026-11-20T18:15:00Z') },
    { id: 'tomorrow', at: new Date('2026-11-21T17:00:00Z') },
    { id: 'monday', at: new Date('2026-11-23T17:00:00Z') },
  ]);
});

test('nine o’clock stays nine o’clock over a change of clocks', () => {
  const beforeSummer = new Date('2027-03-13T18:00:00Z');
  expect(presetTimes(beforeSummer, zone)[1]?.at).toEqual(new Date('2027-03-14T16:00:00Z'));
});

test('on a Sunday tomorrow is next Monday, and offered once', () => {
  expect(presetTimes(new Date('2026-11-22T18:00:00Z'), zone).map(({ id }) => id)).toEqual(['hour', 'tomorrow']);
});

test('on a Monday next Monday is in a week', () => {
  expect(presetTimes(new Date('2026-11-23T18:00:00Z'), zone)[2]?.at).toEqual(new Date('2026-11-30T17:00:00Z'));
});

test.each(['ten to 5pm', 'twenty past 5', 'half 5', '10 past 5pm'])('%j is asked for again', (typed) => {
  expect(readTime(typed, now, zone)).toEqual({ problem: { kind: 'unreadable' } });
});

test.each([
  ['tomorrow 9am', '2026-11-21T17:00:00Z'],
  ['Nov 24 14:30', '2026-11-24T22:30:00Z'],
  ['2026-11-25 08:00', '2026-11-25T16:00:00Z'],
  ['Nov 24, 2026 at 9:00AM', '2026-11-24T17:00:00Z'],
  ['in 2 hours', '2026-11-20T19:14:20Z'],
  ['next friday at 3pm EST', '2026-11-27T20:00:00Z'],
  ['9:05', '2026-11-21T17:05:00Z'],
  ['17h', '2026-11-21T01:00:00Z'],
  ['tomorrow 9h', '2026-11-21T17:00:00Z'],
  ['in 17h', '2026-11-21T10:14:20Z'],
  ['2h', '2026-11-20T19:14:20Z'],
  ['quarter to 5pm', '2026-11-21T00:45:00Z'],
  ['tomorrow at a quarter past 10', '2026-11-21T18:15:00Z'],
  ['half past 9pm', '2026-11-21T05:30:00Z'],
  ['quarter to 1 pm', '2026-11-20T20:45:00Z'],
])('%j is read', (typed, at) => {
  expect(readTime(typed, now, zone)).toEqual({ at: new Date(at) });
});

test.each([
  ['', 'unreadable'],
  ['soon', 'unreadable'],
  ['monday', 'no-time'],
  ['today', 'no-time'],
  ['yesterday 9:00', 'past'],
  ['yesterday', 'past'],
  ['2026-11-19', 'past'],
  ['last friday', 'past'],
  ['2028-01-01 10:00', 'too-far'],
  ['2028-01-01', 'too-far'],
  ['in 2 years', 'too-far'],
  ['next year', 'too-far'],
  ['Mar 14 2027 2:30am', 'skipped-hour'],
])('%j is refused as %s', (typed, kind) => {
  expect(readTime(typed, now, zone)).toEqual({ problem: expect.objectContaining({ kind }) });
});

describe('a day of the week beside a date', () => {
  test.each([
    ['Fri 12/4 9am', '2026-12-04T09:00:00Z'],
    ['friday 4/12 9am', '2026-12-04T09:00:00Z'],
    ['Saturday 5 Dec 9am', '2026-12-05T09:00:00Z'],
  ])('%j in London is that day', (typed, at) => {
    expect(readTime(typed, now, 'Europe/London')).toEqual({ at: new Date(at) });
  });

  test.each(['friday 5/12 9am', 'Friday Dec 5 9am', 'Mon 2026-12-04 9am'])('%j is refused: it is none', (typed) => {
    expect(readTime(typed, now, 'Europe/London')).toEqual({ problem: { kind: 'other-weekday' } });
  });
});

describe('an hour that comes twice', () => {
  const [first, again] = [new Date('2026-11-01T08:30:00Z'), new Date('2026-11-01T09:30:00Z')];

  test('is asked about', () => {
    const before = new Date('2026-10-20T17:00:00Z');
    const read = readTime('Nov 1 2026 1:30am', before, zone);
    expect(read).toEqual({ choices: [first, again], why: 'clocks-go-back' });
    expect(readTime('Nov 1 2026 1:30am PST', before, zone)).toEqual({ at: again });
  });

  test('is the second one once the first has passed', () => {
    expect(readTime('Nov 1 2026 1:30am', new Date('2026-11-01T08:45:00Z'), zone)).toEqual({ at: again });
  });
});

describe('the night', () => {
  test.each([
    ['2026-11-23T15:59:00Z', true],
    ['2026-11-23T16:00:00Z', false],
    ['2026-11-24T04:59:00Z', false],
    ['2026-11-24T05:00:00Z', true],
  ])('at %s in Los Angeles: %s', (at, night) => {
    expect(isNight(new Date(at), zone)).toBe(night);
  });

  test('ends at nine, in the same night', () => {
    const morning = new Date('2026-11-24T17:00:00Z');
    expect(nextMorning(new Date('2026-11-24T05:00:00Z'), zone)).toEqual(morning);
    expect(nextMorning(new Date('2026-11-24T11:00:00Z'), zone)).toEqual(morning);
  });
});

test('a time to come has its limits', () => {
  const days = (number: number) => new Date(now.getTime() + number * 86_400_000);
  expect(whyNotUntil(days(1), now)).toBeNull();
  expect(whyNotUntil(now, now)).toEqual({ kind: 'past' });
  expect(whyNotUntil(days(181), now)).toEqual({ kind: 'too-far', days: 180 });
});

test('any typed words give a time to come or a sentence', () => {
  fc.assert(
    fc.property(fc.string({ maxLength: 60 }), (typed) => {
      const read = readTime(typed, now, zone);
      if ('problem' in read) expect(say(typedTimeWords, read.problem)).toMatch(/[."]$/);
      else
        for (const at of 'at' in read ? [read.at] : read.choices) expect(at.getTime()).toBeGreaterThan(now.getTime());
    }),
  );
});

test('a number of several zones has one where their times agree', () => {
  expect(commonZone(['Europe/Guernsey', 'Europe/London'], now)).toBe('Europe/Guernsey');
  expect(commonZone(['America/New_York', 'America/Chicago'], now)).toBeNull();
  expect(commonZone(['Not/AZone'], now)).toBeNull();
  expect(commonZone([], now)).toBeNull();
});
