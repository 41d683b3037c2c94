// The countries and time zones as choices, with names that people know.
import { getCountries } from 'libphonenumber-js/max';
import { cityOf } from '../../words/times.ts';
import type { Choice, ChoiceGroup } from './choices.ts';

const names = new Intl.DisplayNames('en', { type: 'region' });

export const countries: readonly Choice[] = getCountries()
  .map((code) => ({ value: code, label: names.of(code) ?? code }))
  .sort((one, other) => one.label.localeCompare(other.label, 'en'));

export function countryName(code: string): string {
  return countries.find(({ value }) => value === code)?.label ?? code;
}

export const timeZones: readonly (Choice | ChoiceGroup)[] = [{ value: 'UTC', label: 'UTC' }, ...zonesByRegion()];

function zonesByRegion(): ChoiceGroup[] {
  const zones = Intl.supportedValuesOf('timeZone').filter((zone) => zone.includes('/'));
  const groups = Object.groupBy(zones, (zone) => zone.slice(0, zone.indexOf('/')));
  return Object.entries(groups).map(([region, all = []]) => ({
    label: region,
    choices: all
      .map((zone) => ({ value: zone, label: zoneLabel(zone) }))
      .sort((one, other) => one.label.localeCompare(other.label, 'en')),
  }));
}

/** `America/Indiana/Knox` is Indiana, Knox, and `Europe/Kiev` is Kyiv. */
function zoneLabel(zone: string): string {
  const parts = zone.slice(zone.indexOf('/') + 1).split('/');
  return [...parts.slice(0, -1), cityOf(zone) ?? parts.at(-1) ?? zone].join(', ').replaceAll('_', ' ');
}
