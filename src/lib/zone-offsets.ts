// The offsets of many time zones from UTC, found without keeping the process from other work.
import { setImmediate } from 'node:timers/promises';

const DAY_MS = 86_400_000;

interface Found {
  day: number;
  /** Null where the engine does not know the zone. */
  offset: string | null;
  /** The clocks change on that day. */
  isChanging: boolean;
}

/** Found once a day: a formatter takes up to a millisecond to make, and is too large to be kept for hundreds of zones. */
const known = new Map<string, Found>();

/** Each zone's offset then, such as `GMT+5:30`, and `GMT+0` for none. Zones that the engine does not know are left out. */
export async function offsetsAt(zones: readonly string[], at: Date): Promise<Map<string, string>> {
  const day = Math.floor(at.getTime() / DAY_MS);
  const offsets = new Map<string, string>();
  for (const zone of zones) {
    let found = known.get(zone);
    if (found?.day !== day) {
      found = find(zone, day);
      known.set(zone, found);
      await setImmediate();
    }
    const offset = found.isChanging ? (offsetsOf(zone, [at])?.[0] ?? null) : found.offset;
    if (offset !== null) offsets.set(zone, offset);
  }
  return offsets;
}

function find(zone: string, day: number): Found {
  const [first, last] = offsetsOf(zone, [new Date(day * DAY_MS), new Date((day + 1) * DAY_MS)]) ?? [];
  return { day, offset: first ?? null, isChanging: first !== last };
}

function offsetsOf(timeZone: string, times: readonly Date[]): string[] | null {
  try {
    const format = new Intl.DateTimeFormat('en-US', { timeZone, timeZoneName: 'shortOffset' });
    return times.map((at) => format.formatToParts(at).find(({ type }) => type === 'timeZoneName')?.value ?? '');
  } catch (error) {
    if (error instanceof RangeError) return null;
    throw error;
  }
}
