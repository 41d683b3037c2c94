// The gate's reasons why a text may not go.
import type { Barred } from './barred.ts';

export type Refusal =
  /** It is marketing, and the customer has not asked for it. */
  | 'not-opted-in'
  | 'opted-out'
  /** It confirms a word of the customer's too late, or one that no longer holds. */
  | 'confirmation-over'
  | 'opted-out-by-hand'
  /** They may be texted from another number: Twilio blocks this one alone. */
  | 'blocked-by-twilio'
  /** The other end answers automatic texts by itself, and this one is automatic. */
  | 'loop'
  | 'not-answerable'
  | 'no-sender'
  | 'own-number'
  | 'nothing-to-text'
  | Barred
  /** It would be more SMS than the workspace lets one text be. */
  | 'too-many-sms';

/** Why one of our texts never went: the gate's reason, or what happened to it before its turn. */
export type RefusedFor = Refusal | 'cancelled' | 'deleted' | 'needless' | 'part-before' | 'uninstalled';

/** Reasons that may end, so that the text can still be sent once the gate lets it. */
const passing: readonly RefusedFor[] = [
  'opted-out',
  'opted-out-by-hand',
  'blocked-by-twilio',
  'loop',
  'not-opted-in',
  'no-sender',
  'own-number',
  'country-closed',
  'costly-number',
  'too-many-sms',
  'cancelled',
  'uninstalled',
];

export function mayPass(reason: RefusedFor): boolean {
  return passing.includes(reason);
}

/** A text to `address` from `sender` that the gate did not let through. */
export type Refused = { [Reason in Refusal]: { kind: Reason; address: string; sender: string } }[Refusal];

/** One of our texts that never went, with its ends. */
export type NeverSent = { [Reason in RefusedFor]: { kind: Reason; address: string; sender: string } }[RefusedFor];
