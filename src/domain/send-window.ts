// The time at which a text may go: now, later, only when a person says so, or never.
import type { PanelWait } from './panel-flash.ts';
import type { Settings } from './settings/settings.ts';
import type { Refusal } from './texts/refusal.ts';
import type { SpendHold } from './texts/trace.ts';
import type { Workspace } from './workspace.ts';

/** `wait`: it keeps its place and is asked again. `ask`: it goes only if its author says so. */
export type SendWindow =
  | { kind: 'go' }
  | { kind: 'wait'; why: 'paused' }
  /** It leaves its thread's line, and takes a new place then. */
  | { kind: 'wait-until'; why: 'quiet-hours'; until: Date }
  /** It leaves its thread's line until an admin releases it. */
  | { kind: 'hold'; why: SpendHold }
  | { kind: 'ask'; why: 'too-old'; hours: number }
  | { kind: 'refuse'; reason: Refusal };

/**
 * `refusal`: the gate's reason, or null. `couldGoAt`: no quiet hours held it then. `opensAt`: their end; null outside them. `hold`:
 * why a limit of the day holds it, or null.
 */
export function whenMayGo(
  text: { refusal: Refusal | null; couldGoAt: Date; opensAt: Date | null; hold: SpendHold | null },
  settings: Pick<Settings, 'isPaused' | 'holdAfterHours'>,
  now: Date,
): SendWindow {
  if (text.refusal !== null) return { kind: 'refuse', reason: text.refusal };
  const hours = settings.holdAfterHours;
  if (now.getTime() > askAuthorAt(text.couldGoAt, settings).getTime()) return { kind: 'ask', why: 'too-old', hours };
  if (text.opensAt !== null) return { kind: 'wait-until', why: 'quiet-hours', until: text.opensAt };
  if (settings.isPaused) return { kind: 'wait', why: 'paused' };
  return text.hold === null ? { kind: 'go' } : { kind: 'hold', why: text.hold };
}

/** After this a text goes only if a person says so. */
export function askAuthorAt(couldGoAt: Date, { holdAfterHours }: Pick<Settings, 'holdAfterHours'>): Date {
  return new Date(couldGoAt.getTime() + holdAfterHours * 3_600_000);
}

/** Why a text that is queued now does not go at once, as far as it is stored; the gravest reason. */
export function whyWaits(
  { settings, refusedSince }: Pick<Workspace, 'settings' | 'refusedSince'>,
  {
    isLocked,
    isConnected,
    isOverLimit,
    isQuiet,
  }: { isLocked: boolean; isConnected: boolean; isOverLimit: boolean; isQuiet: boolean },
): PanelWait | null {
  if (isLocked) return 'secrets-locked';
  if (!isConnected) return 'twilio-missing';
  if (refusedSince.twilio !== null) return 'twilio-refused';
  if (settings.isPaused) return 'paused';
  if (isOverLimit) return 'over-limit';
  return isQuiet ? 'quiet-hours' : null;
}
