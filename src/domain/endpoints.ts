// Endpoints: addresses of customers' own systems that are told what happens, as Standard Webhooks.

/** Each thing that an endpoint can be told. */
export const eventTypes = [
  'text.received',
  'text.sent',
  'text.delivered',
  'text.failed',
  'text.held',
  'consent.changed',
  'doctor.opened',
  'doctor.closed',
] as const;
export type EventType = (typeof eventTypes)[number];

export function isEventType(word: string): word is EventType {
  return (eventTypes as readonly string[]).includes(word);
}

/** Why an endpoint did not take an event: its answer, or why there was none. */
export type EndpointFailure =
  | 'answered'
  | 'gone'
  | 'redirected'
  | 'no-answer'
  | 'private-address'
  | 'bad-address'
  /** The text is not kept any more. */
  | 'text-erased'
  /** It came while the endpoint was off. */
  | 'off';

export interface Endpoint {
  id: string;
  url: string;
  events: readonly EventType[];
  createdAt: Date;
  /** Null while it answers. */
  failingSince: Date | null;
  /** The last failure, while it fails or is off. */
  failure: EndpointFailure | null;
  /** Null while it is on. */
  offSince: Date | null;
}

export type EventStatus = 'waiting' | 'delivered' | 'failed';

/** One line of what an endpoint was told. */
export interface ToldEvent {
  id: string;
  type: EventType | 'test';
  at: Date;
  status: EventStatus;
  tries: number;
  /** The status of the last answer. */
  answered: number | null;
  failure: EndpointFailure | null;
}

export const MOST_ENDPOINTS = 10;
export const LONGEST_URL = 500;

/** After so long without one answer an endpoint is switched off; an event that fails for so long among others is given up. */
const OFF_AFTER_MS = 24 * 3_600_000;
const FIRST_PAUSE_MS = 5_000;
const LONGEST_PAUSE_MS = 3_600_000;
/** An endpoint that fails is tried with other events this often at least. */
const LONGEST_REST_MS = 60_000;

/** Milliseconds before the next try: 5 s, 15 s, 45 s … one hour, with up to a fifth more at random, or as the endpoint asks. */
export function pauseAfter(tries: number, random: number, retryAfterMs = 0): number {
  const backoff = Math.min(LONGEST_PAUSE_MS, FIRST_PAUSE_MS * 3 ** (Math.min(tries, 20) - 1));
  return Math.round(Math.max(backoff * (1 + random / 5), Math.min(retryAfterMs, LONGEST_PAUSE_MS)));
}

/** Milliseconds for which nothing goes to an endpoint after so many rounds in which nothing got through. */
export function restAfter(rounds: number): number {
  return Math.min(LONGEST_REST_MS, FIRST_PAUSE_MS * 2 ** (Math.min(rounds, 20) - 1));
}

export function isGivenUp(since: Date, now: Date): boolean {
  return now.getTime() - since.getTime() >= OFF_AFTER_MS;
}

/** The answer says that there will never be another one. Source: https://www.standardwebhooks.com (delivery). */
export const GONE = 410;

export function failureOf(status: number): EndpointFailure | null {
  if (status >= 200 && status < 300) return null;
  if (status === GONE) return 'gone';
  return status >= 300 && status < 400 ? 'redirected' : 'answered';
}

/** The URL as it is called; null for text that is none of http or https. A name and a password in it would be lost. */
export function readEndpointUrl(typed: string): string | null {
  const url = URL.parse(typed.trim());
  if (url === null || !['https:', 'http:'].includes(url.protocol)) return null;
  if (url.username !== '' || url.password !== '' || url.href.length > LONGEST_URL) return null;
  url.hash = '';
  return url.href;
}

/** The host alone: the rest of a URL may be a secret. */
export function hostOf(url: string): string {
  return URL.parse(url)?.host ?? '';
}

export type EndpointProblem =
  | { kind: 'endpoint-url'; most: number }
  | { kind: 'endpoint-plain' | 'endpoint-events' | 'endpoint-gone' | 'endpoint-period' }
  | { kind: 'too-many-endpoints'; most: number }
  | { kind: 'endpoint-not-reached'; answered: number | null; failure: EndpointFailure };

/** A test that arrives switches an endpoint on again. */
export type EndpointDone =
  | { kind: 'endpoint-removed' | 'endpoint-reached' }
  | { kind: 'endpoint-replayed'; events: number };

/** An endpoint with its last events, the newest first. */
export interface ShownEndpoint extends Endpoint {
  waiting: number;
  failed: number;
  told: readonly ToldEvent[];
}

/** An endpoint that was made just now, with its secret, which nobody can read again. */
export interface MadeEndpoint {
  endpoint: Endpoint;
  secret: string;
}

/** Hours back from now that a page offers; null: all that is kept. */
export const replayHours = [1, 24, 168, null] as const;

/** The events that go again. Null: from the first, or to the last, that is kept. */
export interface Replay {
  since: Date | null;
  until: Date | null;
  onlyFailed: boolean;
}
