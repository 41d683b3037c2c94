import fc from 'fast-check';
import { commonZone, presetTimes, readTime } from '../../src/domain/times/send-time.ts';
import type { TimeProblem } from '../../src/domain/times/typed-time.ts';
import { say } from '../../src/words/say.ts';
import { typedTimeWords } from '../../src/words/typed-input.ts';
import { afterEach, describe, expect, test } from '../support/jest-globals.ts';

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

test('whatever is typed gives a time to come or a sentence', () => {
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

describe('a date in numbers', () => {
  const monday = new Date('2026-11-30T12:00:00Z');
  const read = (typed: string, where: string, at = monday) => {
    const time = readTime(typed, at, where);
    if ('problem' in time) return time.problem.kind;
    return ('at' in time ? [time.at] : time.choices).map((one) => one.toISOString().slice(0, 16)).join(' or ');
  };
  const [london, newYork, toronto, tokyo, stockholm] = [
    'Europe/London',
    'America/New_York',
    'America/Toronto',
    'Asia/Tokyo',
    'Europe/Stockholm',
  ];

  test.each<[typed: string, zone: string, at: string]>([
    ['5/12 9am', london, '2026-12-05T09:00'],
    ['5/12 9am', 'Europe/Berlin', '2026-12-05T08:00'],
    ['5/12 9am', 'Australia/Sydney', '2026-12-04T22:00'],
    ['5/12 9am', 'Asia/Calcutta', '2026-12-05T03:30'],
    ['12/5 9am', newYork, '2026-12-05T14:00'],
    ['12/5 9am', 'US/Eastern', '2026-12-05T14:00'],
    ['12/5 9am', 'Asia/Manila', '2026-12-05T01:00'],
    ['12/5 9am', 'America/Puerto_Rico', '2026-12-05T13:00'],
    ['12/5 9am', tokyo, '2026-12-05T00:00'],
    ['5/12 9am', stockholm, '2026-12-05T08:00'],
    ['5-12 9am', london, '2026-12-05T09:00'],
    ['5 / 12 9am', london, '2026-12-05T09:00'],
    ['5.12. 9:00', 'Europe/Berlin', '2026-12-05T08:00'],
    ['5. 12. 9:00', 'Europe/Prague', '2026-12-05T08:00'],
    ['5.12. 9 Uhr', 'Europe/Berlin', '2026-12-05T08:00'],
    ['5.12 at 17.30', 'Europe/Berlin', '2026-12-05T16:30'],
    ['5.12.2026 17.30', 'Europe/Berlin', '2026-12-05T16:30'],
    ['9:00 5/12', london, '2026-12-05T09:00'],
    ['at 9am on 5/12', london, '2026-12-05T09:00'],
    ['05/12/26 9am', london, '2026-12-05T09:00'],
    ['12/05/26 9am', newYork, '2026-12-05T14:00'],
    ['5/12/2026 9am', london, '2026-12-05T09:00'],
    ['5/12/2026, 9:00', london, '2026-12-05T09:00'],
    ['2026-12-05 9am', newYork, '2026-12-05T14:00'],
    ['2026/12/05 9am', london, '2026-12-05T09:00'],
    ['2026.12.05 9:00', london, '2026-12-05T09:00'],
    ['20261205 9am', london, '2026-12-05T09:00'],
    ['2026-12-05T09:00+01:00', newYork, '2026-12-05T08:00'],
    ['26/12/05 9am', tokyo, '2026-12-05T00:00'],
    ['26-12-05 9am', stockholm, '2026-12-05T08:00'],
    ['12/13 9am', london, '2026-12-13T09:00'],
    ['13/12 9am', newYork, '2026-12-13T14:00'],
    ['31/12 9am', newYork, '2026-12-31T14:00'],
    ['12/12 9am', toronto, '2026-12-12T14:00'],
    ['13/12 9am', toronto, '2026-12-13T14:00'],
    ['5/12/2026 9am', toronto, '2026-12-05T14:00'],
    ['11/12 9am', toronto, '2026-12-11T14:00'],
    ['1/2 9am', london, '2027-02-01T09:00'],
    ['0512 9am', london, '2026-12-05T09:00'],
    ['0930', london, '2026-12-01T09:30'],
    ['tomorrow 0930', london, '2026-12-01T09:30'],
    ['tomorrow 17.30', london, '2026-12-01T17:30'],
    ['17.30', london, '2026-11-30T17:30'],
    ['9.30am', london, '2026-12-01T09:30'],
    ['9:00', london, '2026-12-01T09:00'],
    ['17h30 tomorrow', london, '2026-12-01T17:30'],
    ['on the 5th 9am', london, '2026-12-05T09:00'],
    ['the 30th at 3pm', london, '2026-11-30T15:00'],
    ['the 31st at 9', london, '2026-12-31T09:00'],
    ['the 5th of december 9am', london, '2026-12-05T09:00'],
    ['５/12 9am', london, '2026-12-05T09:00'],
    ['2026-12-05T09:00Z', london, '2026-12-05T09:00'],
    ['2026-12-05T09:00:00.000Z', newYork, '2026-12-05T09:00'],
    ['Sat 5/12 9am', london, '2026-12-05T09:00'],
    ['5/12 9', london, '2026-12-05T09:00'],
    ['5/12 @ 9', london, '2026-12-05T09:00'],
    ['5/12, 9 pm', london, '2026-12-05T21:00'],
    ['5/12 noon', london, '2026-12-05T12:00'],
    ['5/12 9am EST', london, '2026-12-05T14:00'],
    ['5/12 0930', london, '2026-12-05T09:30'],
    ['5/12 17h', 'Europe/Paris', '2026-12-05T16:00'],
    ['5/12 à 17h30', 'Europe/Paris', '2026-12-05T16:30'],
    ['05.12.2026 um 9 Uhr', 'Europe/Berlin', '2026-12-05T08:00'],
    ['5\u201112 9am', london, '2026-12-05T09:00'],
    ['5\u201312 9am', london, '2026-12-05T09:00'],
    ['05122026 9am', london, '2026-12-05T09:00'],
    ['12052026 9am', newYork, '2026-12-05T14:00'],
    ['051226 9am', london, '2026-12-05T09:00'],
    ['261205 9am', tokyo, '2026-12-05T00:00'],
    ['2026年12月5日 9:00', tokyo, '2026-12-05T00:00'],
    ['12月5日 9:00', tokyo, '2026-12-05T00:00'],
    ['5th 9am', london, '2026-12-05T09:00'],
    ['Dec 5th 9am', london, '2026-12-05T09:00'],
    ['tomorrow 9', london, '2026-12-01T09:00'],
    ['2030 tomorrow', london, '2026-12-01T20:30'],
    ['Dec 5 2026 9am', london, '2026-12-05T09:00'],
    ['9.30 tomorrow', london, '2026-12-01T09:30'],
    ['5/12 9am', toronto, '2026-12-05T14:00 or 2027-05-12T13:00'],
    ['5-12 9am', 'UTC', '2026-12-05T09:00 or 2027-05-12T09:00'],
    ['0512 9am', 'UTC', '2026-12-05T09:00 or 2027-05-12T09:00'],
  ])('%j in %s is %s', (typed, zone, at) => {
    expect(read(typed, zone)).toBe(at);
  });

  test.each<[string, string, TimeProblem['kind']]>([
    ['5/12', london, 'no-time'],
    ['5.12.', 'Europe/Berlin', 'no-time'],
    ['5.12', 'Europe/Berlin', 'day-or-time'],
    ['12/2026 9am', london, 'unreadable'],
    ['Dec 5 2026', london, 'no-time'],
    ['32132026 9am', london, 'no-such-day'],
    ['31/4 9am', london, 'no-such-day'],
    ['13/13 9am', london, 'no-such-day'],
    ['0/5 9am', london, 'no-such-day'],
    ['29/2 9am', london, 'no-such-day'],
    ['2/29 9am', newYork, 'no-such-day'],
    ['29/2/2027 9am', london, 'no-such-day'],
    ['5/12/2025 9am', london, 'past'],
    ['29/11 9am', london, 'too-far'],
    ['5/12 6/12 9am', london, 'unreadable'],
    ['5/12 9-11am', london, 'several-times'],
    ['5/12/26/7 9am', london, 'unreadable'],
    ['tomorrow 9am 44', london, 'unreadable'],
  ])('%j in %s is refused as %s', (typed, zone, kind) => {
    expect(read(typed, zone)).toBe(kind);
  });

  test('the workspace’s own country decides, wherever the customer is', () => {
    expect(readTime('5/12 9am', monday, newYork, () => 'GB')).toEqual({ at: new Date('2026-12-05T14:00:00Z') });
    expect(readTime('5/12 9am', monday, london, () => 'US')).toEqual({ at: new Date('2027-05-12T08:00:00Z') });
    expect(readTime('5/12 9am', monday, london, () => null)).toEqual({
      choices: [new Date('2026-12-05T09:00:00Z'), new Date('2027-05-12T08:00:00Z')],
    });
  });

  test('the country is looked for only where it matters', () => {
    const country = () => {
      throw new Error('asked');
    };
    expect(readTime('2026-12-05 9am', monday, london, country)).toEqual({ at: new Date('2026-12-05T09:00:00Z') });
    expect(readTime('tomorrow 9am', monday, london, country)).toEqual({ at: new Date('2026-12-01T09:00:00Z') });
  });
});

describe('whatever zone the computer is in', () => {
  const before = process.env.TZ;
  afterEach(() => {
    if (before === undefined) delete process.env.TZ;
    else process.env.TZ = before;
  });
  const hosts = [
    'UTC',
    'America/New_York',
    'Europe/London',
    'Australia/Lord_Howe',
    'Asia/Kolkata',
    'Pacific/Auckland',
    'America/Santiago',
  ];

  test('is what these tests change', () => {
    const offsets = hosts.map((host) => {
      process.env.TZ = host;
      return new Date(2026, 6, 1).getTimezoneOffset();
    });
    expect(offsets).toEqual([0, 240, -60, -630, -330, -720, 240]);
  });

  const spring = '2027-03-14T06:30:00Z';
  const autumn = '2026-11-01T05:15:00Z';
  test.each<[typed: string, now: string, zone: string, at: string]>([
    ['in 1 hour', spring, 'America/New_York', '2027-03-14T07:30:00Z'],
    ['in 1 hour', spring, 'Europe/London', '2027-03-14T07:30:00Z'],
    ['in 90 minutes', spring, 'America/New_York', '2027-03-14T08:00:00Z'],
    ['in an hour', spring, 'America/New_York', '2027-03-14T07:30:00Z'],
    ['half an hour from now', spring, 'America/New_York', '2027-03-14T07:00:00Z'],
    ['in 14 hours', '2027-03-13T17:00:00Z', 'America/New_York', '2027-03-14T07:00:00Z'],
    ['in 1/2 hour', spring, 'America/New_York', '2027-03-14T07:00:00Z'],
    ['in 1.5 hours', spring, 'America/New_York', '2027-03-14T08:00:00Z'],
    ['in 1h 30m', spring, 'America/New_York', '2027-03-14T08:00:00Z'],
    ['in 2 hours', autumn, 'America/New_York', '2026-11-01T07:15:00Z'],
    ['in 2 days and 3 hours', spring, 'America/New_York', '2027-03-16T09:30:00Z'],
    ['in 2 days', '2027-03-13T17:00:00Z', 'America/New_York', '2027-03-15T16:00:00Z'],
    ['in 2 weeks', '2027-03-13T17:00:00Z', 'America/New_York', '2027-03-27T16:00:00Z'],
    ['in 2 days at 9am', '2027-03-13T17:00:00Z', 'America/New_York', '2027-03-15T13:00:00Z'],
    ['tomorrow 2:30am', '2027-03-12T17:00:00Z', 'America/New_York', '2027-03-13T07:30:00Z'],
    ['tomorrow 9am', '2027-03-13T17:00:00Z', 'America/New_York', '2027-03-14T13:00:00Z'],
    ['tomorrow 1:30am', '2026-10-31T17:00:00Z', 'America/New_York', '2026-11-01T05:30:00Z'],
    ['tomorrow 1:30am', '2026-10-24T17:00:00Z', 'Europe/London', '2026-10-25T00:30:00Z'],
    ['1:45am', autumn, 'America/New_York', '2026-11-01T05:45:00Z'],
    ['9am', '2026-11-30T14:30:00Z', 'America/New_York', '2026-12-01T14:00:00Z'],
    ['monday 3pm', '2026-11-30T12:00:00Z', 'Europe/London', '2026-11-30T15:00:00Z'],
    ['monday 9am', '2026-11-30T12:00:00Z', 'Europe/London', '2026-12-07T09:00:00Z'],
    ['next monday 3pm', '2026-11-30T12:00:00Z', 'Europe/London', '2026-12-07T15:00:00Z'],
    ['tonight at 8', '2026-11-30T12:00:00Z', 'Europe/London', '2026-11-30T20:00:00Z'],
    ['3pm EST', '2026-11-30T12:00:00Z', 'Europe/London', '2026-11-30T20:00:00Z'],
    ['9am JST', '2026-11-30T12:00:00Z', 'Europe/London', '2026-12-01T00:00:00Z'],
    ['Nov 30 3pm', '2026-11-30T12:00:00Z', 'Europe/London', '2026-11-30T15:00:00Z'],
    ['Jan 5 9am', '2026-11-30T12:00:00Z', 'Europe/London', '2027-01-05T09:00:00Z'],
    ['tomorrow 9am', '2026-11-30T23:30:00Z', 'Pacific/Kiritimati', '2026-12-01T19:00:00Z'],
    ['tomorrow 9am', '2026-11-30T05:30:00Z', 'Pacific/Pago_Pago', '2026-11-30T20:00:00Z'],
  ])('%j at %s in %s is %s', (typed, at, zone, expected) => {
    for (const host of hosts) {
      process.env.TZ = host;
      expect([host, readTime(typed, new Date(at), zone)]).toEqual([host, { at: new Date(expected) }]);
    }
  });

  test('an hour that does not exist is refused everywhere', () => {
    for (const host of hosts) {
      process.env.TZ = host;
      const read = readTime('tomorrow 2:30am', new Date('2027-03-13T17:00:00Z'), 'America/New_York');
      expect([host, read]).toEqual([host, { problem: { kind: 'skipped-hour' } }]);
    }
  });
});
