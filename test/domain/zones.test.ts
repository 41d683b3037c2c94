// Time zones under the names of today.
import { countryOfZone } from '../../src/domain/times/date-order.ts';
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

test('the country of a zone costs little to ask for again', () => {
  countryOfZone('UTC');
  const startedAt = performance.now();
  for (let text = 0; text < 1_000; text += 1) countryOfZone(text % 2 === 0 ? 'UTC' : 'Europe/Berlin');
  expect(performance.now() - startedAt).toBeLessThan(100);
  expect([countryOfZone('UTC'), countryOfZone('Europe/Berlin'), countryOfZone('Mars/Olympus')]).toEqual([
    null,
    'DE',
    null,
  ]);
});
