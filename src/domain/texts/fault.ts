// Why a text failed, as values: the kind of fault, who can fix it, and when to send again.
import type { NeverSent } from './refusal.ts';

/** The one who can fix a fault; `us` is the operator of this service. */
export type FaultFixer = 'customer' | 'agent' | 'admin' | 'us' | 'twilio' | 'nobody';

/** When the same text may be sent again: never as it is, once an admin has fixed the cause, after some time, or at once. */
export type FaultRetry = 'never' | 'once-fixed' | 'later' | 'now';

/** Between Twilio and this service, or about the Twilio account. */
export type AccountFault =
  | 'account-suspended'
  | 'credentials-refused'
  | 'not-found-at-twilio'
  | 'over-price-limit'
  | 'privacy-settings'
  | 'reply-loop'
  | 'service-address-refused'
  | 'service-answer-unreadable'
  | 'service-unreachable'
  | 'still-on-its-way'
  | 'too-many-requests'
  | 'trial-account'
  | 'trial-used-up'
  | 'twilio-fault'
  | 'unsigned-message';

/** About the customer's number. */
export type NumberFault =
  | 'blocked'
  | 'country-not-allowed'
  | 'invalid-number'
  | 'known-to-sue'
  | 'landline'
  | 'opted-out'
  | 'own-number'
  | 'phone-off'
  | 'short-code'
  | 'unknown-number';

/** About the number, name or Messaging Service that we text from. */
export type SenderFault =
  | 'no-sender'
  | 'number-not-registered'
  | 'registration-suspended'
  | 'registration-under-way'
  | 'sender-cannot-reach'
  | 'sender-name-blocked'
  | 'sender-not-ready'
  | 'sender-not-registered'
  | 'sender-queue-full'
  | 'sender-without-pictures'
  | 'service-empty'
  | 'service-missing'
  | 'service-without-match'
  | 'toll-free-unverified'
  | 'wrong-sender';

/** About the words and files of the text. */
export type ContentFault =
  | 'attachment-too-large'
  | 'attachment-unreadable'
  | 'empty-text'
  | 'filtered'
  | 'link-blocked'
  | 'links-not-shortened'
  | 'one-time-code'
  | 'template-field-empty'
  | 'template-missing'
  | 'too-long'
  | 'too-long-for-trial'
  | 'too-many-attachments';

/** On the way to the phone. */
export type CarrierFault =
  | 'carrier-busy'
  | 'carrier-gave-no-reason'
  | 'carrier-silent'
  | 'carrier-without-pictures'
  | 'daily-limit'
  | 'night-at-customer'
  | 'part-lost'
  | 'queue-overflow'
  | 'quiet-hours-at-twilio'
  | 'suspected-fraud'
  | 'time-refused'
  | 'too-fast'
  | 'waited-too-long';

/** On WhatsApp and RCS. */
export type ChannelFault =
  | 'against-channel-rules'
  | 'blocked-on-channel'
  | 'channel-gave-no-reason'
  | 'not-on-channel'
  | 'not-on-rcs'
  | 'not-on-whatsapp-test'
  | 'other-channel'
  | 'sender-not-on-channel'
  | 'taken-for-marketing'
  | 'whatsapp-refused'
  | 'whatsapp-templates-only';

/** Without a reason from Twilio that we know. */
export type OtherFault = 'answer-lost' | 'held' | 'no-reason' | 'not-sent' | 'over-limit' | 'unlisted';

export type FaultKind =
  | AccountFault
  | NumberFault
  | SenderFault
  | ContentFault
  | CarrierFault
  | ChannelFault
  | OtherFault;

/** Told by `src/words/failures.ts`. */
export interface Fault {
  kind: FaultKind;
  /** Twilio's code; 0 when there is none. */
  code: number;
  /** Twilio's page about the code; null when there is no code. */
  page: string | null;
  fixedBy: FaultFixer;
  retry: FaultRetry;
  /** For a text that never went: why, where that is stored. */
  neverSent?: NeverSent;
  /** For a held text: the hours after which texts are held. */
  hours?: number;
  /** For a text that a limit holds: the country that it goes to (ISO 3166-1 alpha-2). */
  country?: string;
}
