// Flashes of the panel: the thing that a click did, or the reason why it did nothing. words/panel/flashes.ts tells them.
import type { NotTexted } from './media/not-texted.ts';
import type { NumberProblem } from './numbers/typed-number.ts';
import type { Refused } from './texts/refusal.ts';
import type { ScheduledEnd, ScheduledState } from './texts/scheduled.ts';
import type { TimeProblem } from './times/typed-time.ts';

export type PanelFlash = { done: PanelDone } | { problem: PanelProblem };

/** Why a text does not go at once. */
export type PanelWait =
  | 'over-limit'
  | 'paused'
  | 'quiet-hours'
  | 'secrets-locked'
  | 'twilio-missing'
  | 'twilio-refused';

/** How the wish to save a text's number on the contact ended. */
export type NumberSaved = 'saved' | 'forbidden' | 'refused' | 'unanswered';

export type PanelDone =
  /** It waited for the end of quiet hours. */
  | { kind: 'sent-now' }
  | { kind: 'arrived' | 'cancelled' | 'opted-out' | 'resumed' | 'resumed-automatic' | 'saved' | 'sent-again-before' }
  /** The user's name. */
  | { kind: 'merged'; into: string | null }
  /** Null: none, as their name is not known. */
  | { kind: 'signature-saved'; line: string | null }
  /** `waits` null: nothing holds it up. */
  | { kind: 'queued'; to: string; waits: PanelWait | null; number?: NumberSaved }
  | { kind: 'queued-again'; waits: PanelWait | null }
  | { kind: 'rest-queued'; waits: PanelWait | null }
  /** `zone`: an IANA name, of the clocks on which the time was chosen. */
  | { kind: 'scheduled'; to: string; at: Date; zone: string; number?: NumberSaved }
  /** Cancelling was taken back. */
  | { kind: 'scheduled-again' };

export type PanelProblem =
  /** The click came from an older panel: nothing was done, or nothing was sent. */
  | { kind: 'panel-outdated' | 'nothing-sent' }
  | { kind: 'contact-unread' | 'macros-unread' }
  /** Another text, `body`, was sent by the same click. */
  | { kind: 'click-used'; body: string; became: ScheduledState }
  | { kind: 'conversation-missing' | 'conversation-unknown' | 'fields-open' | 'number-missing' | 'text-empty' }
  | { kind: 'text-too-long'; length: number; most: number }
  | { kind: 'reason-missing' | 'reader-unknown' }
  | { kind: 'signature-too-long'; most: number }
  | { kind: 'merge-changed' | 'merge-forbidden' | 'merge-refused' | 'merge-unanswered' }
  | { kind: 'reason-too-long'; most: number }
  /** The text no longer waits for the end of quiet hours, or must wait for it. */
  | { kind: 'not-waiting' | 'must-wait' }
  | { kind: 'not-failed' | 'outcome-known' | 'sender-gone' | 'start-only' | 'template-gone' | 'text-gone' }
  /** `isKept`: its words are still in the draft. */
  | { kind: 'not-scheduled'; became: ScheduledEnd; isKept: boolean }
  /** The time of a cancelled text has passed. */
  | { kind: 'undo-too-late' }
  | { kind: 'refused'; by: Refused }
  /** The file behind the typed link cannot go with the text. `no-link`: it is no web address. */
  | { kind: 'not-attached'; why: NotTexted['why'] | { kind: 'no-link' } }
  | { kind: 'time'; why: TimeProblem }
  /** The words can mean several times, which the screen offers. */
  | { kind: 'time-unclear'; typed: string; why: 'two-days' | 'clocks-go-back' }
  | { kind: 'typed-number'; why: NumberProblem };
