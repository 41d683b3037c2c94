// The countries and time zones as choices, with names that people know, and the offset of each zone now.
import { getCountries } from 'libphonenumber-js/max';
import { placeZones } from '../../domain/times/zones.ts';
import { countryInWords } from '../../words/countries.ts';
import { cityOf } from '../../words/times.ts';
import type { Choice, ChoiceGroup } from './choices.ts';

export const countries: readonly Choice[] = getCountries()
  .map((code) => ({ value: code, label: countryInWords(code) }))
  .sort((one, other) => one.label.localeCompare(other.label, 'en'));

/** `offsets`: of now, by IANA name; a zone without one is not known here, and left out. */
export function timeZones(offsets: Readonly<Record<string, string>>): readonly (Choice | ChoiceGroup)[] {
  const known = placeZones.flatMap(({ name, names, description }) => {
    const offset = own(offsets, name);
    return offset === undefined
      ? []
      : [{ value: name, label: `${placeIn(name)}, ${offset}`, find: [description, ...names] }];
  });
  const groups = Object.groupBy(known, ({ value }) => value.slice(0, value.indexOf('/')));
  const areas = Object.entries(groups).map(([area, zones = []]) => ({
    label: area,
    choices: zones
      .map(({ find, ...zone }) => ({ ...zone, find: find.join(' ').replaceAll('_', ' ') }))
      .sort((one, other) => one.label.localeCompare(other.label, 'en')),
  }));
  return [{ value: 'UTC', label: 'UTC' }, ...areas];
}

function own(offsets: Readonly<Record<string, string>>, zone: string): string | undefined {
  return Object.hasOwn(offsets, zone) ? offsets[zone] : undefined;
}

/** `America/Indiana/Knox` is Indiana, Knox. */
function placeIn(zone: string): string {
  const larger = zone.split('/').slice(1, -1);
  return [...larger, cityOf(zone) ?? zone].join(', ').replaceAll('_', ' ');
}
