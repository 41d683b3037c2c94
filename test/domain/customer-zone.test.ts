// The customer's time zone: which source counts, and which words name a zone.
import {
  type ContactZones,
  customerZone,
  zoneNamed,
  zoneOfPlace,
  zonesAmong,
} from '../../src/domain/times/customer-zone.ts';
import { describe, expect, test } from '../support/jest-globals.ts';

const now = new Date('2026-11-30T09:00:00Z');
const zones: ContactZones = { place: 'Europe/Dublin', attributes: { time_zone: 'Asia/Tokyo' } };
const ofNumber = ['America/Los_Angeles'];

describe('the source that counts', () => {
  test.each<[string, Parameters<typeof customerZone>[0], ReturnType<typeof customerZone>]>([
    ['the chosen attribute', { zones, attribute: 'time_zone', ofNumber }, { zone: 'Asia/Tokyo', by: 'attribute' }],
    [
      'its name in another case',
      { zones, attribute: ' Time_Zone ', ofNumber },
      { zone: 'Asia/Tokyo', by: 'attribute' },
    ],
    ['the place, where none is chosen', { zones, attribute: '', ofNumber }, { zone: 'Europe/Dublin', by: 'place' }],
    [
      'the place, without the attribute',
      { zones, attribute: 'zone', ofNumber },
      { zone: 'Europe/Dublin', by: 'place' },
    ],
    ['the number', { zones: null, attribute: 'time_zone', ofNumber }, { zone: 'America/Los_Angeles', by: 'number' }],
    ['none for several clocks', { zones: null, attribute: '', ofNumber: ['Asia/Tokyo', 'Europe/Dublin'] }, null],
    ['none', { zones: { place: null, attributes: {} }, attribute: 'a', ofNumber: [] }, null],
  ])('is %s', (_, known, expected) => {
    expect(customerZone(known, now)).toEqual(expected);
  });
});

test.each([
  ['America/New_York', 'America/New_York'],
  [' Europe/Kyiv ', 'Europe/Kyiv'],
  ['America/Argentina/Buenos_Aires', 'America/Argentina/Buenos_Aires'],
  ['Etc/GMT+5', 'Etc/GMT+5'],
  ['Nowhere/Land', null],
  ['EST', null],
  ['+02:00', null],
  ['local', null],
  ['', null],
  [`America/${'x'.repeat(80)}`, null],
])('%j names the zone %j', (words, zone) => {
  expect(zoneNamed(words)).toBe(zone);
});

test.each([
  [{ country: 'Ireland', city: null }, 'Europe/Dublin'],
  [{ country: 'ie', city: 'Cork' }, 'Europe/Dublin'],
  [{ country: 'United States', city: 'Los Angeles' }, 'America/Los_Angeles'],
  [{ country: 'United States', city: 'Springfield' }, null],
  [{ country: 'Germany', city: 'Hamburg' }, 'Europe/Berlin'],
  [{ country: null, city: 'Dublin' }, null],
  [{ country: 'Atlantis', city: 'Dublin' }, null],
])('%j is in %j', (place, zone) => {
  expect(zoneOfPlace(place)).toBe(zone);
});

test('few attributes are kept, and of no other value', () => {
  const many = Object.fromEntries(Array.from({ length: 40 }, (_, index) => [`zone ${index}`, 'Asia/Tokyo']));
  expect(Object.keys(zonesAmong({ name: 'Maya', plan: 5, place: 'Europe/Paris', ...many }))).toHaveLength(10);
  expect(zonesAmong({ name: 'Maya', plan: { in: 'Europe/Paris' }, home: 'Europe/Paris' })).toEqual({
    home: 'Europe/Paris',
  });
});
