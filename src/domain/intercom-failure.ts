// Why a question to Intercom failed, as somebody who asked for one thing needs to know it.

/** The kinds of refusals, and of silence. */
export type IntercomFailureKind =
  | 'assignee-unclear'
  | 'attribute-unknown'
  | 'bad-request'
  | 'contact-blocked'
  | 'duplicate'
  | 'forbidden'
  | 'gone'
  | 'in-use'
  | 'merged'
  | 'name-reserved'
  | 'no-answer'
  | 'no-connection'
  | 'not-found'
  | 'not-paid'
  | 'other'
  | 'rate-limited'
  | 'scroll-open'
  | 'server-failed'
  | 'several-match'
  | 'token-refused'
  | 'unavailable'
  | 'unreadable-answer'
  | 'written-meanwhile';

export interface IntercomFailure {
  kind: IntercomFailureKind;
  /** HTTP status; null without an answer. */
  status: number | null;
  /** Intercom's own; null where it gave none. */
  code: string | null;
  /** Intercom's sentence, which may name people; empty where it gave none. */
  said: string;
  /** Method and path that were asked for, where they are known. */
  operation: string | null;
  /** The path with its ids and query, which may name people; null where it is not known. */
  path: string | null;
  /** It may have been done all the same. */
  mayBeDone: boolean;
  /** The permission in the Developer Hub that this needs, where one is named. */
  permission: string | null;
}
