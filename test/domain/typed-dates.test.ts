// A date that is typed in numbers is read as the customer's country writes dates; where two days fit, both are choices.
import { readTime } from '../../src/domain/times/send-time.ts';
import type { TimeProblem } from '../../src/domain/times/typed-time.ts';
import { describe, expect, test } from '../support/jest-globals.ts';

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
      why: 'two-days',
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
