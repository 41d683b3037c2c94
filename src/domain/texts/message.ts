// A text as we keep it, in either direction.
import type { Wish } from '../consent/consent.ts';
import { type DeliveryState, isDeliveryState, isFailure } from './delivery.ts';
import { partLabel } from './text-parts.ts';

/** A file that came with a text: kept by its ids until it is fetched. */
export interface Media {
  id: string;
  contentType: string;
}

/**
 * A customer's text is received, then threaded, but `blocked` where an agent blocked who wrote it: it stays out of the inbox.
 * Ours waits (`pending`) until it is handed over and then has a delivery state; `held` waits for an admin's decision, `refused`
 * never went out, and of one that is `given-up` nobody knows whether it did.
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

/** Who wrote one of our texts. */
export interface Author {
  kind: 'admin' | 'automation';
  /** Intercom's id of the admin or bot. */
  id: string | null;
}

/** What a text cost: a positive decimal and an ISO 4217 code. */
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
  /** The form of the address that wrote, or is written to; null where it is the address. */
  wroteAs: string | null;
  /** Our end: the number texted, which is the number that answers. */
  sender: string;
  body: string;
  media: readonly Media[];
  keyword: Wish | null;
  state: MessageState;
  stateAt: Date;
  errorCode: number | null;
  sid: string | null;
  conversationId: string | null;
  partId: string | null;
  replyPartId: string | null;
  partNo: number;
  /** How many parts there are, where each begins with its number and theirs; null where none does. */
  partOf: number | null;
  /** The request outside a reply that this text belongs to. */
  sendId: string | null;
  /** The failed text that this one replaces. */
  retryOf: string | null;
  author: Author | null;
  price: Price | null;
  /** When its author wrote it. */
  writtenAt: Date;
  /** When a hand-over began whose outcome is not known. */
  attemptedAt: Date | null;
  createdAt: Date;
}

/** The words as they are handed over. */
export function wordsSent({ body, partNo, partOf }: Pick<Message, 'body' | 'partNo' | 'partOf'>): string {
  return partOf === null ? body : `${partLabel(partNo, partOf)}${body}`;
}

/** Whether the customer certainly or probably did not get it. */
export function isStopped({ state }: Pick<Message, 'state'>): boolean {
  return isDeliveryState(state) ? isFailure(state) : state === 'held' || state === 'given-up' || state === 'refused';
}

/** Where no receipt comes, a text that its carrier has had for this long counts as arrived. */
export const RECEIPT_COMES_WITHIN_MS = 3_600_000;

/** Whether the customer has it, as far as anybody can tell. */
export function hasArrived({ state, stateAt }: Pick<Message, 'state' | 'stateAt'>, now: Date): boolean {
  if (state === 'delivered' || state === 'read') return true;
  return state === 'sent' && now.getTime() - stateAt.getTime() >= RECEIPT_COMES_WITHIN_MS;
}
