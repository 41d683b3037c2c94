// Offsets of zones from UTC, by the clocks of the moment.
import { offsetsAt } from '../../src/lib/zone-offsets.ts';
import { expect, test } from '../support/jest-globals.ts';

const zones = ['Europe/Kyiv', 'Asia/Kolkata', 'Atlantic/Reykjavik', 'America/New_York', 'Mars/Olympus'];
const offsetsOn = async (time: string) => Object.fromEntries(await offsetsAt(zones, new Date(time)));

test('an offset is that of the season', async () => {
  expect(await offsetsOn('2026-01-08T13:05:00Z')).toEqual({
    'Europe/Kyiv': 'GMT+2',
    'Asia/Kolkata': 'GMT+5:30',
    'Atlantic/Reykjavik': 'GMT+0',
    'America/New_York': 'GMT-5',
  });
  expect(await offsetsOn('2026-07-08T13:05:00Z')).toMatchObject({
    'Europe/Kyiv': 'GMT+3',
    'America/New_York': 'GMT-4',
  });
});

test('clocks that change today have their offset of now', async () => {
  // In 2026 the clocks of New York go forward on March 8 at 7:00 UTC.
  expect(await offsetsOn('2026-03-08T06:59:59Z')).toMatchObject({ 'America/New_York': 'GMT-5' });
  expect(await offsetsOn('2026-03-08T07:00:00Z')).toMatchObject({ 'America/New_York': 'GMT-4' });
});
