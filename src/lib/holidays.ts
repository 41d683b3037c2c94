// The public holidays of a country or one of its regions. Their table is large, so that it is loaded by the first who asks.
import type Holidays from 'date-holidays';

/** `date`: ISO 8601, on the calendar there. */
export interface PublicHoliday {
  date: string;
  name: string;
}

const DAY_MS = 86_400_000;
const KEPT = 500;

const known = new Map<string, readonly PublicHoliday[]>();
let table: Promise<typeof Holidays> | undefined;

/** The table takes about 0.15 s and 40 MB. A failed load is tried again by the next who asks. */
async function load(): Promise<typeof Holidays> {
  table ??= import('date-holidays').then((module) => module.default);
  try {
    return await table;
  } catch (error) {
    table = undefined;
    throw error;
  }
}

/** None for a country that the table lacks. `region`: its name, in English or as people there write it; null: the whole country's. */
export async function holidaysIn(
  place: { country: string; region: string | null },
  year: number,
): Promise<readonly PublicHoliday[]> {
  const key = [place.country, place.region ?? '', year].join('|');
  const found = known.get(key);
  if (found !== undefined) return found;
  const Table = await load();
  const holidays = read(Table, place, year);
  if (known.size >= KEPT) known.clear();
  known.set(key, holidays);
  return holidays;
}

function read(
  Table: typeof Holidays,
  { country, region }: { country: string; region: string | null },
  year: number,
): PublicHoliday[] {
  const state = region === null ? null : stateNamed(new Table(), country, region);
  const calendar = state === null ? new Table(country) : new Table(country, state);
  return calendar
    .getHolidays(year, country === 'US' ? undefined : 'en')
    .filter(({ type }) => type === 'public')
    .flatMap(({ date, start, end, name }) => {
      const first = Date.parse(`${date.slice(0, 10)}T00:00:00Z`);
      const days = Math.max(1, Math.round((end.getTime() - start.getTime()) / DAY_MS));
      return Array.from({ length: days }, (_, day) => ({
        date: new Date(first + day * DAY_MS).toISOString().slice(0, 10),
        name,
      }));
    });
}

/** Names that English has for regions, where the table has those of the country's own language alone. */
const englishNames: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  DE: {
    bavaria: 'BY',
    bremen: 'HB',
    hamburg: 'HH',
    hesse: 'HE',
    'lower saxony': 'NI',
    'mecklenburg-western pomerania': 'MV',
    'north rhine-westphalia': 'NW',
    'rhineland-palatinate': 'RP',
    saxony: 'SN',
    'saxony-anhalt': 'ST',
    thuringia: 'TH',
  },
};

function stateNamed(names: Holidays, country: string, region: string): string | null {
  const wanted = folded(region);
  const english = englishNames[country]?.[wanted];
  if (english !== undefined) return english;
  for (const language of ['en', undefined]) {
    const states: Record<string, string> = names.getStates(country, language) ?? {};
    const [code] = Object.entries(states).find(([, name]) => folded(name) === wanted) ?? [];
    if (code !== undefined) return code;
  }
  return null;
}

/** Without case and accents. */
function folded(name: string): string {
  return name.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase().trim();
}
