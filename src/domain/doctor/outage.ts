// Outages: we or Intercom's webhooks were away; and how far back we read afterwards.

/** How often a process that takes webhooks says that it is there. */
export const BEAT_MS = 5_000;

/** A process that runs has been away when it could not say so for this long. */
const AWAY_MS = 15_000;

/** Intercom tries a webhook once more after a minute, so one from just before the outage may have been lost, too. */
const MARGIN_MS = 2 * 60_000;

/** Nobody waits for anything older than this. */
const MOST_BACK_MS = 7 * 86_400_000;

/** A workspace in which people text hears of something more often than this. */
const SILENT_MS = 3_600_000;

/** `outage`: we were away. `silence`: no webhooks came. `install`: Intercom did not let us in. `daily`: a check without a known loss. */
export type CatchUpReason = 'outage' | 'silence' | 'install' | 'daily';

export interface Gap {
  since: Date;
  until: Date;
}

/**
 * `isFirst`: the first beat of a process, which may be one of many that start: any gap counts, however short. A clock that was
 * set back shows how long the gap was, and not when. Null: nobody was away.
 */
export function gapSince(last: Date | null, now: Date, isFirst: boolean): Gap | null {
  if (last === null) return null;
  const length = Math.abs(now.getTime() - last.getTime());
  if (!isFirst && length <= AWAY_MS) return null;
  return { since: new Date(now.getTime() - length), until: now };
}

/** Twilio tries for fifteen seconds in all, and our last beat may be some seconds older than our end. */
const TWILIO_TRIES_MS = 10_000;

export function outlastsTwilio({ since, until }: Gap): boolean {
  return until.getTime() - since.getTime() > TWILIO_TRIES_MS;
}

/** A gap between two webhooks that is longer than usual where people text. */
export function silenceSince(lastHeard: Date | null, now: Date): Gap | null {
  if (lastHeard === null || now.getTime() - lastHeard.getTime() <= SILENT_MS) return null;
  return { since: lastHeard, until: now };
}

/** The time from which on we read. */
export function readFrom({ since }: Pick<Gap, 'since'>, now: Date): Date {
  return new Date(Math.max(since.getTime() - MARGIN_MS, now.getTime() - MOST_BACK_MS));
}

const DAY_MS = 86_400_000;
const SLOTS = 48;
const SLOT_MS = DAY_MS / SLOTS;

/**
 * True once a day for each workspace, each in its own half hour. A missed check is made up for. `last` null: there was none so
 * far, and the next one is waited for.
 */
export function isDailyDue(workspaceId: string, last: Date | null, now: Date): boolean {
  const slot = [...workspaceId].reduce((sum, letter) => (sum * 31 + (letter.codePointAt(0) ?? 0)) % 10_007, 7) % SLOTS;
  const sinceSlot = (now.getTime() - slot * SLOT_MS) % DAY_MS;
  return last === null ? sinceSlot < SLOT_MS : last.getTime() < now.getTime() - sinceSlot;
}

/** The gap that the daily check reads, up to two days where one was missed. */
export function dailyGap(last: Date | null, now: Date): Gap {
  const earliest = now.getTime() - (last === null ? 1 : 2) * DAY_MS;
  return { since: new Date(Math.max(last?.getTime() ?? earliest, earliest)), until: now };
}
