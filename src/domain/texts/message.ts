// A text as we keep it, in either direction.
import type { Wish } from '../consent/consent.ts';
import { type DeliveryState, isDeliveryState, isFailure } from './delivery.ts';
import type { Purpose } from './purpose.ts';
import type { RefusedFor } from './refusal.ts';
import { partLabel } from './text-parts.ts';
import type { Step } from './trace.ts';

/** A file of a text. */
export interface Media {
  /** Twilio's id of a customer's file, and our own of one of ours. */
  id: string;
  /** As its bytes say, once they have come. */
  contentType: string;
  /** Our id of a customer's file, once its bytes have come. */
  fileId?: string;
  name?: string | null;
  bytes?: number;
  /** The address in the words of our text that leads to it; absent: it goes as MMS. */
  link?: string;
}

/**
 * A customer's text is received, then threaded, but `blocked` where an agent blocked who wrote it: it stays out of the inbox.
 * Ours waits (`pending`) until it is handed over and then has a delivery state; `held` waits for somebody's decision, `refused`
 * never went out, and a `given-up` one may have gone out.
 */
export type MessageState =
  | 'received'
  | 'threaded'
  | 'blocked'
  | 'pending'
  | 'held'
  | 'given-up'
  | 'refused'
  | DeliveryState;

/** Why a held text waits for somebody to release it as it is. One that is held for its age has no such reason. */
export type HeldFor = 'limit';

/** The author of one of our texts. */
export interface Author {
  kind: 'admin' | 'automation';
  /** Intercom's id of the agent or bot. */
  id: string | null;
}

/** The cost of a text: a positive decimal and an ISO 4217 code. */
export interface Price {
  amount: string;
  currency: string;
}

export interface Message {
  workspaceId: string;
  id: string;
  direction: 'in' | 'out';
  threadId: string | null;
  /** The customer's end. */
  address: string;
  /** The form of the address that the customer uses; null where that is the address. */
  wroteAs: string | null;
  /** Our end: the number texted, which is the number that answers. */
  sender: string;
  body: string;
  media: readonly Media[];
  keyword: Wish | null;
  state: MessageState;
  stateAt: Date;
  errorCode: number | null;
  /** Why a refused text did not go; null also where an earlier version refused it. */
  refusedFor: RefusedFor | null;
  sid: string | null;
  conversationId: string | null;
  partId: string | null;
  replyPartId: string | null;
  partNo: number;
  /** The number of parts, where each begins with its own number and this one; null where none does. */
  partOf: number | null;
  /** The text of a flood whose part this one stands in; null for a text that stands alone. */
  joinedTo: string | null;
  /** The customer's word that it confirms; null for any other text. */
  confirms: string | null;
  /** The request outside a reply that this text belongs to. */
  sendId: string | null;
  /** The failed text that this one replaces. */
  retryOf: string | null;
  author: Author | null;
  price: Price | null;
  /** When its author wrote it. */
  writtenAt: Date;
  /** It left its line for quiet hours, and comes back then; null for one that never did. */
  waitsUntil: Date | null;
  /** An agent sends it at once, also in quiet hours. */
  ignoresQuietHours: boolean;
  /** The customer's text that it answers by itself; null for every other text. */
  answers: string | null;
  /** A customer's own text is a conversation. */
  purpose: Purpose;
  /** The evidence that let it go or stopped it; null where no word of the customer's is known. */
  evidenceId: string | null;
  /** The decisions about it; none for a text that an earlier version handled. */
  trace: readonly Step[];
  /** Why it waits for somebody to release it, or waited; null for one that never did. */
  heldFor: HeldFor | null;
  /** It goes whatever the limits of the day are: an admin has released it alone. */
  ignoresLimits: boolean;
  /** The day on which it was counted, on the workspace's clocks; null where it was not. */
  countedOn: string | null;
  /** The country that it goes to (ISO 3166-1 alpha-2); null where that is not stored. */
  toCountry: string | null;
  /** The time of a hand-over whose outcome is unknown. */
  attemptedAt: Date | null;
  createdAt: Date;
}

/** The words as Twilio gets them. */
export function wordsSent({ body, partNo, partOf }: Pick<Message, 'body' | 'partNo' | 'partOf'>): string {
  // A picture by itself has no words for a number to stand before.
  return partOf === null || body === '' ? body : `${partLabel(partNo, partOf)}${body}`;
}

/** The customer certainly or probably did not get it. */
export function isStopped({ state }: Pick<Message, 'state'>): boolean {
  return isDeliveryState(state) ? isFailure(state) : state === 'held' || state === 'given-up' || state === 'refused';
}

/** A carrier that sends no receipt has delivered a text that it has had for this long. */
export const RECEIPT_COMES_WITHIN_MS = 3_600_000;

/** The customer has it, as far as anybody can tell. */
export function hasArrived({ state, stateAt }: Pick<Message, 'state' | 'stateAt'>, now: Date): boolean {
  if (state === 'delivered' || state === 'read') return true;
  return state === 'sent' && now.getTime() - stateAt.getTime() >= RECEIPT_COMES_WITHIN_MS;
}
