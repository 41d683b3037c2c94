import fc from 'fast-check';
import { commonZone, presetTimes, readTime } from '../../src/domain/send-time.ts';
import { expect, test } from '../support/jest-globals.ts';

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

test('nine o’clock is nine o’clock on both sides of a change of clocks', () => {
  const beforeSummer = new Date('2027-03-13T18:00:00Z');
  expect(presetTimes(beforeSummer, zone)[1]?.at).toEqual(new Date('2027-03-14T16:00:00Z'));
});

test('on a Sunday tomorrow is next Monday, and offered once', () => {
  expect(presetTimes(new Date('2026-11-22T18:00:00Z'), zone).map(({ id }) => id)).toEqual(['hour', 'tomorrow']);
});

test('on a Monday next Monday is in a week', () => {
  expect(presetTimes(new Date('2026-11-23T18:00:00Z'), zone)[2]?.at).toEqual(new Date('2026-11-30T17:00:00Z'));
});

test.each([
  ['tomorrow 9am', '2026-11-21T17:00:00Z'],
  ['Nov 24 14:30', '2026-11-24T22:30:00Z'],
  ['2026-11-25 08:00', '2026-11-25T16:00:00Z'],
  ['Nov 24, 2026 at 9:00AM', '2026-11-24T17:00:00Z'],
  ['in 2 hours', '2026-11-20T19:14:20Z'],
  ['next friday at 3pm EST', '2026-11-27T20:00:00Z'],
  ['9:05', '2026-11-21T17:05:00Z'],
])('%j is read', (typed, at) => {
  expect(readTime(typed, now, zone)).toEqual({ at: new Date(at) });
});

test.each([
  ['', /Write a day and a time/],
  ['soon', /Write a day and a time/],
  ['monday', /Write a time too/],
  ['yesterday 9:00', /has passed/],
  ['2028-01-01 10:00', /too far away/],
  ['Mar 14 2027 2:30am', /clocks go forward/],
])('%j is refused with what to do', (typed, problem) => {
  expect(readTime(typed, now, zone)).toEqual({ problem: expect.stringMatching(problem) });
});

test('whatever is typed gives a time to come or a sentence', () => {
  fc.assert(
    fc.property(fc.string({ maxLength: 60 }), (typed) => {
      const read = readTime(typed, now, zone);
      if ('at' in read) expect(read.at.getTime()).toBeGreaterThan(now.getTime());
      else expect(read.problem).toMatch(/\.$/);
    }),
  );
});

test('a number that may be in several zones has one only where they have the same time', () => {
  expect(commonZone(['Europe/Guernsey', 'Europe/London'], now)).toBe('Europe/Guernsey');
  expect(commonZone(['America/New_York', 'America/Chicago'], now)).toBeNull();
  expect(commonZone(['Not/AZone'], now)).toBeNull();
  expect(commonZone([], now)).toBeNull();
});
