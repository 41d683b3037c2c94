// The public holidays of a place: its country's, or its region's where that has a name we know.
import { holidaysIn } from '../../src/lib/holidays.ts';
import { expect, test } from '../support/jest-globals.ts';

const datesOf = async (country: string, region: string | null = null) =>
  (await holidaysIn({ country, region }, 2027)).map(({ date }) => date);

test('a country has its own holidays', async () => {
  expect(await datesOf('US')).toContain('2027-11-25');
  expect(await datesOf('GB')).not.toContain('2027-11-25');
  expect(await datesOf('XX')).toEqual([]);
});

test('a region is known by its English name and by its own', async () => {
  expect(await datesOf('DE')).not.toContain('2027-01-06');
  expect(await datesOf('DE', 'Bavaria')).toContain('2027-01-06');
  expect(await datesOf('DE', 'Bayern')).toContain('2027-01-06');
  expect(await datesOf('CA', 'Québec')).toContain('2027-06-24');
  expect(await datesOf('DE', 'Atlantis')).toEqual(await datesOf('DE'));
});

test('a holiday of several days has each of them', async () => {
  expect((await datesOf('SA')).slice(1, 5)).toEqual(['2027-03-09', '2027-03-10', '2027-03-11', '2027-03-12']);
});
