// Finds the hours in which somebody answers: those of the settings, or Intercom's where they were read.
import { countryOfZone } from '../../domain/times/date-order.ts';
import { dayOff } from '../../domain/times/days-off.ts';
import { type OfficeHours, spansIn } from '../../domain/times/office-hours.ts';
import { type IsDayOff, noDayOff } from '../../domain/times/quiet-hours.ts';
import type { Workspace } from '../../domain/workspace.ts';
import { holidaysIn } from '../../lib/holidays.ts';

type Asked = Pick<Workspace, 'settings' | 'timezone' | 'intercomHours'>;

export async function officeHoursOf(workspace: Asked, at: Date): Promise<OfficeHours> {
  const { settings, timezone: zone, intercomHours } = workspace;
  const schedule = settings.officeHours === 'intercom' ? (intercomHours?.schedule ?? null) : null;
  // Its exceptions are its days off.
  if (schedule !== null) return { ...schedule, isDayOff: noDayOff };
  const { monday, tuesday, wednesday, thursday, friday, saturday, sunday } = settings;
  const week = [monday, tuesday, wednesday, thursday, friday, saturday, sunday].map(spansIn);
  return { zone, week, dates: {}, isDayOff: await daysOffOf(workspace, at) };
}

/** The workspace's own days off, and the holidays of the country of its zone where it keeps those. */
async function daysOffOf({ settings, timezone }: Asked, at: Date): Promise<IsDayOff> {
  const country = settings.holidays ? countryOfZone(timezone) : null;
  if (country === null) return dayOff(settings.daysOff, []);
  const year = at.getUTCFullYear();
  const years = await Promise.all([year - 1, year, year + 1].map((one) => holidaysIn({ country, region: null }, one)));
  return dayOff(settings.daysOff, years.flat());
}
