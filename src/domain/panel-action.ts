// The actions that clicks in the panel ask for.
import type { LaterPreset } from './times/send-time.ts';

export type PanelAction =
  | { do: 'home' }
  | { do: 'refresh' }
  | { do: 'texts'; olderThan: string | null }
  | { do: 'open-text'; id: string }
  | { do: 'write' }
  | { do: 'check' }
  | { do: 'simplify' }
  | { do: 'send' }
  | { do: 'templates'; page: number }
  | { do: 'search-templates' }
  | { do: 'use-template'; id: string }
  | { do: 'senders'; page: number }
  | { do: 'search-senders' }
  | { do: 'use-sender'; address: string }
  | { do: 'number' }
  | { do: 'use-number'; address: string }
  | { do: 'use-typed-number' }
  | { do: 'again'; id: string }
  | { do: 'arrived'; id: string }
  | { do: 'send-now'; id: string }
  | { do: 'edit-failed'; id: string }
  | { do: 'another-number'; id: string }
  | { do: 'fix-number'; id: string }
  | { do: 'later' }
  /** A time is chosen, which is shown to be confirmed. `at`: milliseconds since 1970. */
  | { do: 'schedule'; preset: LaterPreset }
  | { do: 'schedule-typed' }
  | { do: 'choose-time'; at: number }
  /** The time that was shown is confirmed. */
  | { do: 'schedule-at'; at: number }
  | { do: 'scheduled' }
  | { do: 'open-scheduled'; id: string }
  | { do: 'edit-scheduled'; id: string }
  | { do: 'cancel-scheduled'; id: string }
  /** Intercom's ids of the two contacts. */
  | { do: 'merge'; lead: string; user: string }
  | { do: 'merge-now'; lead: string; user: string }
  | { do: 'signature' }
  | { do: 'save-signature' }
  | { do: 'undo-cancel'; id: string }
  | { do: 'consent' }
  | { do: 'opt-out' }
  /** The words of this text are the reason. */
  | { do: 'opt-out-by'; id: string }
  | { do: 'resume' }
  /** Automatic texts go again in this thread. */
  | { do: 'resume-automatic' };

/** The words in the fields of the canvas that was clicked; undefined where it had no such field. */
export interface PanelInput {
  body?: string;
  attach?: string;
  sender?: string;
  number?: string;
  reason?: string;
  when?: string;
  query?: string;
  signature?: string;
  saveNumber?: boolean;
}
