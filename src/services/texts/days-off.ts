// Finds the days off that a text waits over: the holidays where its customer is, and the workspace's own days.
import { countryOf, parseAddress } from '../../domain/numbers/phone-number.ts';
import type { ContactZones } from '../../domain/times/customer-zone.ts';
import { type DayOff, dayOff, type Holiday, nextDaysOff, type Place } from '../../domain/times/days-off.ts';
import { type IsDayOff, noDayOff } from '../../domain/times/quiet-hours.ts';
import type { Workspace } from '../../domain/workspace.ts';
import { holidaysIn } from '../../lib/holidays.ts';

interface Customer {
  address: string;
  zones: ContactZones | null;
}

/** A wait looks no further ahead than this. */
const AHEAD_MS = 95 * 86_400_000;

/** For texts that nobody waits for, from that time on. */
export async function daysOffFor(
  { settings }: Pick<Workspace, 'settings'>,
  customer: Customer,
  from: Date,
): Promise<IsDayOff> {
  const { holidays, daysOff } = settings;
  const place = holidays ? placeOf(customer) : null;
  if (place === null) return daysOff === '' ? noDayOff : dayOff(daysOff, []);
  return dayOff(daysOff, await holidaysAround(place, from));
}

/** The contact's place, else the country of the number. */
function placeOf({ address, zones }: Customer): Place | null {
  if (zones?.country !== undefined) return { country: zones.country, region: zones.region ?? null };
  const { phone } = parseAddress(address);
  const country = phone === null ? null : countryOf(phone);
  return country === null ? null : { country, region: null };
}

/** It may still be yesterday there, and the year ends while a text waits: also one that was written long ago. */
async function holidaysAround(place: Place, from: Date): Promise<Holiday[]> {
  const times = [from.getTime() - 86_400_000, from.getTime(), from.getTime() + AHEAD_MS];
  const years = new Set(times.map((time) => new Date(time).getUTCFullYear()));
  const found = await Promise.all([...years].map((year) => holidaysIn(place, year)));
  return found.flat();
}

const MOST_COUNTRIES = 5;
const MOST_SHOWN = 8;

/** The days off to come, of the countries of our numbers. `today`: on the workspace's calendar. */
export async function listDaysOff(
  { settings, senders }: Pick<Workspace, 'settings' | 'senders'>,
  today: string,
): Promise<DayOff[]> {
  const named = senders.map(countryOf).filter((country) => country !== null);
  const countries = settings.holidays ? [...new Set(named)].slice(0, MOST_COUNTRIES) : [];
  const year = Number(today.slice(0, 4));
  const calendars = await Promise.all(
    countries.map(async (country) => {
      const place = { country, region: null };
      const holidays = [...(await holidaysIn(place, year)), ...(await holidaysIn(place, year + 1))];
      return { country, holidays };
    }),
  );
  return nextDaysOff(today, settings.daysOff, calendars, MOST_SHOWN);
}
