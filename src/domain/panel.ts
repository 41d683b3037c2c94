// What the SMS panel has to show.
import type { ConsentState } from './consent.ts';
import type { MessageState } from './message.ts';

export interface PanelText {
  direction: 'in' | 'out';
  body: string;
  files: number;
  state: MessageState;
  /** In plain words, when it failed. */
  failure: string | null;
  /** When it came to be in this state. */
  at: Date;
}

export type PanelState =
  | { kind: 'unknown-workspace' }
  | { kind: 'unavailable' }
  | { kind: 'no-thread'; sender: string | null }
  | {
      kind: 'thread';
      customer: { name: string | null; address: string };
      sender: string;
      answerable: boolean;
      consent: ConsentState;
      /** Oldest first. */
      texts: readonly PanelText[];
      timeZone: string;
    };
