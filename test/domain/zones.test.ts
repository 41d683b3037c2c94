// Time zones under the names of today.
import { placeZones, todaysName } from '../../src/domain/times/zones.ts';
import { describe, expect, test } from '../support/jest-globals.ts';

describe('a zone has its name of today', () => {
  test.each([
    ['Europe/Kiev', 'Europe/Kyiv'],
    ['Asia/Calcutta', 'Asia/Kolkata'],
    ['Asia/Katmandu', 'Asia/Kathmandu'],
    ['Asia/Rangoon', 'Asia/Yangon'],
    ['Asia/Saigon', 'Asia/Ho_Chi_Minh'],
    ['Pacific/Truk', 'Pacific/Chuuk'],
    ['America/Godthab', 'America/Nuuk'],
    ['America/Montreal', 'America/Toronto'],
    ['US/Eastern', 'America/New_York'],
    ['europe/kiev', 'Europe/Kyiv'],
    // Zones that are alike keep their own names.
    ['Europe/Amsterdam', 'Europe/Amsterdam'],
    ['UTC', 'UTC'],
    ['Etc/GMT+5', 'Etc/GMT+5'],
    ['Mars/Olympus', 'Mars/Olympus'],
    ['', ''],
  ])('%s is %s', (name, today) => expect(todaysName(name)).toBe(today));
});

test('every zone of the engine is there, by its name of today', () => {
  const names = placeZones.map(({ name }) => name);
  const ofEngine = Intl.supportedValuesOf('timeZone').filter((zone) => zone.includes('/') && !zone.startsWith('Etc/'));
  expect(ofEngine.map(todaysName).filter((zone) => !names.includes(zone))).toEqual([]);
  expect(names).toHaveLength(new Set(names).size);
  const old = /Kiev|Calcutta|Katmandu|Rangoon|Saigon|Truk|Ponape|Godthab|Asmera|Faeroe|Enderbury/;
  expect(names.filter((name) => old.test(name))).toEqual([]);
});
