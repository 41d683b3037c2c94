// The demo's clock: set forward to a night in which texts wait and the office is closed, or to the morning after it.
import { DateTime } from 'luxon';
import type { DemoView } from '../page-world.ts';
import { Browser } from './browser.ts';

/** The phones of the demo are there. */
export const CUSTOMERS_ZONE = 'America/Los_Angeles';

const HOUR_MS = 3_600_000;
/** Texts that waited go spread over the first five minutes. */
const SPREAD_MS = 6 * 60_000;
const words = 'Hi! We’re closed and open again {{opens}}. We have your text.';

/** The next full hour at which it is night for the customers and nobody is in the office, or it is eight for the customers. */
export function nextTime(now: number, officeZone: string, wanted: 'night' | 'morning'): number {
  const first = Math.ceil(now / HOUR_MS) * HOUR_MS;
  const hours = Array.from({ length: 48 }, (_, hour) => first + hour * HOUR_MS);
  const hourIn = (zone: string, at: number) => DateTime.fromMillis(at, { zone }).hour;
  const isNight = (at: number) => hourIn(CUSTOMERS_ZONE, at) >= 22 || hourIn(CUSTOMERS_ZONE, at) < 7;
  const isClosed = (at: number) => hourIn(officeZone, at) >= 18 || hourIn(officeZone, at) < 8;
  const found =
    wanted === 'morning'
      ? hours.find((at) => hourIn(CUSTOMERS_ZONE, at) === 8)
      : (hours.find((at) => isNight(at) && isClosed(at)) ?? hours.find(isNight));
  return (found ?? first) + (wanted === 'morning' ? SPREAD_MS : 0);
}

/** Sets the clock forward. `signInUrl` signs an admin in. The first night writes the words of an automatic reply, as an admin would. */
export async function setClock(view: DemoView, wanted: 'night' | 'morning', signInUrl: string): Promise<void> {
  if (wanted === 'night') await writeReply(view, signInUrl);
  const now = view.now();
  // The demo's workspaces are in the zone of this machine.
  const { timeZone } = Intl.DateTimeFormat().resolvedOptions();
  await view.setForward(nextTime(now, timeZone, wanted) - now);
}

async function writeReply(view: DemoView, signInUrl: string): Promise<void> {
  const admin = new Browser();
  await admin.goes(signInUrl);
  await admin.goes(`${view.serviceUrl}/settings/automatic`);
  const isWritten = admin.fieldsOf('/settings/automatic')['after_hours_reply']?.trim();
  if (!isWritten) await admin.sends('/settings/automatic', { after_hours_reply: words, do: 'save' });
}
