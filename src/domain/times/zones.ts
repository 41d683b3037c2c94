// The time zones of places, under the names that the tz database gives them today and under older ones.
import cldr from 'cldr-bcp47/bcp47/timezone.json' with { type: 'json' };

export interface PlaceZone {
  /** IANA name, such as `America/Argentina/Ushuaia`. */
  name: string;
  /** All its names, older ones among them. */
  names: readonly string[];
  /** The place with its country, such as `Kyiv, Ukraine`, as the data has it: to find the zone by, not to be shown. */
  description: string;
}

/** A zone that joined another has no names of its own. Source: Unicode CLDR, common/bcp47/timezone.xml. */
interface Row {
  _description: string;
  /** The names; without `_iana` the first one is today's. */
  _alias: string;
  _iana?: string;
}

const isRow = (row: unknown): row is Row => typeof row === 'object' && row !== null && '_alias' in row;
const isPlace = ({ name }: PlaceZone) => name.includes('/') && !name.startsWith('Etc/');

function zoneOf({ _description: description, _alias, _iana }: Row): PlaceZone {
  const names = _alias.split(' ');
  return { name: _iana ?? names[0] ?? '', names, description };
}

/** Sorted by name. The list that the engine gives has names of long ago, such as Asia/Calcutta. */
export const placeZones: readonly PlaceZone[] = Object.values<unknown>(cldr.keyword.u.tz)
  .filter(isRow)
  .map(zoneOf)
  .filter(isPlace)
  .sort((one, other) => one.name.localeCompare(other.name, 'en'));

const todaysNames = new Map(
  placeZones.flatMap(({ name, names }) => names.map((known) => [known.toLowerCase(), name] as const)),
);

/** The name of today for the zone of a place; any other name comes back as it is. */
export function todaysName(zone: string): string {
  return todaysNames.get(zone.toLowerCase()) ?? zone;
}
