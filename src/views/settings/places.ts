// The countries and time zones as choices, with names that people know.
import { getCountries } from 'libphonenumber-js/max';
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
    choices: all.map((zone) => ({ value: zone, label: placeOf(zone) })),
  }));
}

/** `America/Indiana/Knox` is Indiana, Knox. */
function placeOf(zone: string): string {
  return zone
    .slice(zone.indexOf('/') + 1)
    .replaceAll('/', ', ')
    .replaceAll('_', ' ');
}
