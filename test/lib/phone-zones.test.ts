// The time zones of a phone number.
import { zonesOfNumber } from '../../src/lib/phone-zones.ts';
import { expect, test } from '../support/jest-globals.ts';

test.each([
  ['+14155550132', ['America/Los_Angeles']],
  ['+491711234567', ['Europe/Berlin']],
  ['+61412345678', ['Australia/Sydney']],
  ['+0', []],
  ['', []],
])('%s may be in %j', (number, zones) => {
  expect(zonesOfNumber(number)).toEqual(zones);
});

test('a toll-free number may be anywhere in its country', () => {
  expect(zonesOfNumber('+18005550199')).toContain('America/New_York');
  expect(zonesOfNumber('+18005550199').length).toBeGreaterThan(20);
});
