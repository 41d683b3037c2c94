// The sentences of the section of quiet hours about days off.
import type { DayOff } from '../../../domain/times/days-off.ts';
import { countryInWords } from '../../countries.ts';
import { listOf } from '../../counts.ts';
import { upperFirst } from '../../say.ts';
import { dayOf, weekdayOf } from '../../times.ts';

export const hoursWords = {
  nextDaysOff: 'Next days off',
  notKept: 'These days count once you keep quiet hours.',
  countries: 'Holidays are shown for the countries of your numbers. A text waits for those where its customer is.',
  /** Asked for by the licence of the table of holidays, which has its facts from Wikipedia. */
  credit: 'Holidays: {source}, after Wikipedia, under CC BY-SA 3.0.',
} as const;

/** `Fri, Dec 25, 2026` */
export function dayOffInWords({ date }: DayOff): string {
  const noon = new Date(`${date}T12:00:00Z`);
  return `${weekdayOf(noon, 'UTC')}, ${dayOf(noon, 'UTC')}`;
}

/** `Christmas Day (United Kingdom, United States)` */
export function reasonsInWords({ isOwn, holidays }: DayOff): string {
  const names = [...new Set(holidays.map(({ name }) => name))];
  const ofCountries = names.map((name) => {
    const countries = holidays.filter((one) => one.name === name).map(({ country }) => countryInWords(country));
    return `${name} (${[...new Set(countries)].join(', ')})`;
  });
  return upperFirst(listOf([...(isOwn ? ['your own day off'] : []), ...ofCountries], 'and'));
}
