// The outcome of what somebody did to a text on the pages of texts: words/texts-page tells it.
import type { Refused } from './texts/refusal.ts';
import type { ScheduledEnd } from './texts/scheduled.ts';

export type TextDone =
  | { kind: 'sent-again' | 'cancelled' | 'arrived' | 'released' | 'scheduled-cancelled' | 'resumed-automatic' }
  | { kind: 'letter-tried-again' | 'letter-dropped' }
  | TextNotDone;

export type TextNotDone =
  | { kind: 'sent-again-before' | 'not-failed' | 'not-waiting' | 'not-held' | 'outcome-known' | 'letter-gone' }
  | { kind: 'not-scheduled'; became: ScheduledEnd }
  | { kind: 'refused'; by: Refused };

const done: readonly TextDone['kind'][] = [
  'sent-again',
  'cancelled',
  'arrived',
  'released',
  'resumed-automatic',
  'scheduled-cancelled',
  'letter-tried-again',
  'letter-dropped',
];

export function isDone({ kind }: TextDone): boolean {
  return done.includes(kind);
}
