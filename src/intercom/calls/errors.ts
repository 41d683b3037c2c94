// Turns Intercom's refusals into errors: done or not, worth repeating or not.
import { VendorError, type VendorErrorDetails } from '../../domain/errors.ts';
import type { IntercomFailureKind } from '../../domain/intercom-failure.ts';
import type { CredentialsSeen } from '../../lib/call-watch.ts';
import { field, listOf, textOf } from '../shapes/loose.ts';
import { type Blamed, blamedBy } from './blame.ts';
import { kindOfFailure } from './failure-kinds.ts';
import { planRestricted } from './permissions.ts';
import { pauseAsked } from './rate-limit.ts';

/**
 * The error of an answer that is no success. 429 was not processed, nor was a call that the token may not make, and both
 * may change; 408 and 5xx may have been processed; other 4xx were not and never will be. Source: developers.intercom.com/docs/references/rest-api/errors.
 */
export function errorFromAnswer(
  operation: string,
  answer: { status: number; headers: Headers; body: unknown },
  nowMs: number,
): IntercomError {
  const { status, headers } = answer;
  const [first] = listOf(field(answer.body, 'errors'), 'errors') ?? [];
  const vendorCode = textOf(field(first, 'code'));
  const said = textOf(field(first, 'message')) ?? '';
  const blames = blamedBy({ status, code: vendorCode, said, about: textOf(field(first, 'field')) });
  // Blame for a person lasts; a missing permission may be given.
  const certainty = blames !== null && status === 403 ? 'refused' : certaintyOf(status);
  return new IntercomError({
    operation,
    certainty,
    status,
    vendorCode,
    retryAfterMs: status === 429 ? pauseAsked(headers, nowMs) : undefined,
    said,
    blames,
    movedTo: status === 410 || status === 404 ? canonicalContact(headers.get('link') ?? '') : null,
  });
}

/**
 * The id in `Link: </contacts/{id}>; rel="canonical"`, the answer about a merged contact. The canonical link counts where
 * there are several, and a link with a host names the same contact. Source: GET /contacts/{id} of Intercom's OpenAPI description, 2.16.
 */
function canonicalContact(link: string): string | null {
  const links = link.slice(0, LONGEST_LINK).matchAll(/<([^>]*)>((?:"[^"]*"|[^,"<])*)/g);
  for (const [, target = '', parameters = ''] of links) {
    const id = /^(?:https?:\/\/[^/]+\/|\/)?contacts\/([\w-]{1,100})\/?(?:[?#].*)?$/i.exec(target.trim())?.[1];
    if (id && /;\s*rel\s*=\s*"?[^";]*\bcanonical\b/i.test(parameters)) return id;
  }
  return null;
}

/** Longer than any link to a contact. */
const LONGEST_LINK = 2_000;

function certaintyOf(status: number): VendorError['certainty'] {
  if (status === 429 || status === 401 || status === 403) return 'not-done';
  return status >= 500 || status === 408 ? 'unknown' : 'refused';
}

/** 403 refuses a call, but not the token. */
export function credentialsSeen(status: number): CredentialsSeen {
  if (status === 401) return 'refused';
  return status < 300 || status === 403 ? 'taken' : 'unknown';
}

/** Throws the error that the call would have met. */
export function requireTaken(isRefused: boolean, operation: string): void {
  if (!isRefused) return;
  throw new IntercomError({
    operation,
    outcome: 'credentials-refused',
    certainty: 'not-done',
    status: 401,
    vendorCode: null,
  });
}

/** A call without an answer: refused connections were certainly not processed, anything else perhaps. */
export function errorFromSilence(operation: string, cause: unknown): VendorError {
  const certainty = neverConnected(cause) ? 'not-done' : 'unknown';
  const outcome = certainty === 'not-done' ? 'unreachable' : 'no-answer';
  return new IntercomError({ operation, outcome, certainty, status: null, vendorCode: null, cause });
}

interface IntercomErrorDetails extends Omit<VendorErrorDetails, 'vendor'> {
  said?: string;
  blames?: Blamed | null;
  movedTo?: string | null;
  /** Read from the rest, unless said. */
  kind?: IntercomFailureKind;
}

export class IntercomError extends VendorError {
  override name = 'IntercomError';
  readonly kind: IntercomFailureKind;
  /** Intercom's sentence may name people, so no log line sees it. */
  readonly #said: string;
  /** May name people as well. */
  #path: string | null = null;
  /** The contact's id in a conflict's sentence, the only place where Intercom gives it. */
  readonly conflictingId: string | null;
  readonly conflictIsArchived: boolean;
  readonly blames: Blamed | null;
  /** Where a merged contact went. */
  readonly movedTo: string | null;
  /** Intercom's sentence is about a name. */
  readonly isAboutName: boolean;
  readonly isDuplicate: boolean;
  /** About an attribute that contacts may have, not about the contact. */
  readonly isAboutAttribute: boolean;
  /** Not found among the conversations, and it may be a ticket that we may not see. */
  mayBeTicket = false;

  constructor(details: IntercomErrorDetails) {
    super({ vendor: 'intercom', ...details });
    const said = details.said ?? '';
    const { status, vendorCode: code } = details;
    const isBlocked = details.blames === 'blocked-contact';
    const failed = { status, code, said, isBlocked, neverConnected: details.certainty === 'not-done' };
    this.kind = details.kind ?? kindOfFailure(failed);
    this.#said = said;
    this.conflictingId = details.status === 409 ? (/id=([0-9a-f]+)/.exec(said)?.[1] ?? null) : null;
    this.conflictIsArchived = this.conflictingId !== null && /archived/i.test(said);
    this.blames = details.blames ?? null;
    this.movedTo = details.movedTo ?? null;
    this.isDuplicate = /already exists|already have|already been taken|duplicate/i.test(said);
    this.isAboutAttribute = /\battributes?\b/i.test(said);
    this.isAboutName = details.status === 400 && !this.isDuplicate && /name|character|alphanumeric/i.test(said);
  }

  /** Intercom's own sentence; empty where it gave none. */
  get said(): string {
    return this.#said;
  }

  /** The path that was asked for, with its ids and query; null where nobody kept it. */
  get path(): string | null {
    return this.#path;
  }

  set path(path: string | null) {
    this.#path = path;
  }
}

/** The token is in force nowhere: withdrawn, or another region's. */
export function isTokenRefused(error: unknown): error is IntercomError {
  return error instanceof IntercomError && error.status === 401;
}

/** The token is in force and may not do this: a permission or a subscription is missing. */
export function isForbidden(error: unknown): error is IntercomError {
  return error instanceof IntercomError && error.status === 403;
}

/** Intercom rejects the content, such as an unknown attribute. */
export function isMalformed(error: unknown): error is IntercomError {
  return error instanceof IntercomError && error.status === 400;
}

/** Certainly not done, and no other try would end differently. */
export function isRefused(error: unknown): error is IntercomError {
  return error instanceof IntercomError && error.certainty === 'refused';
}

/** A call with files was refused, and certainly not made: perhaps for their kind or size, which Intercom does not document. */
export function mayBlameFiles(error: unknown): boolean {
  return isRefused(error) && error.blames === null && [400, 413, 415, 422].includes(error.status ?? 0);
}

/** The object of the call is gone. */
export function isGone(error: unknown): boolean {
  return error instanceof IntercomError && (error.status === 404 || error.status === 410);
}

/** The conversation may have become a ticket, which the app may not see. */
export function mayBeTicket(error: unknown): boolean {
  return error instanceof IntercomError && error.mayBeTicket;
}

/** An agent blocked the contact, so its messages must stay out of the inbox. */
export function isContactBlocked(error: unknown): boolean {
  return error instanceof IntercomError && error.blames === 'blocked-contact';
}

/** The contact exists and cannot be used until somebody restores it. */
export function isContactArchived(error: unknown): boolean {
  return error instanceof IntercomError && error.blames === 'archived-contact';
}

/** The object may exist under another name or for others. A workspace that has not paid gets 403 for everything. */
export function mayBeHidden(error: unknown): boolean {
  if (!(error instanceof IntercomError) || error.blames !== null || error.movedTo !== null) return false;
  return isGone(error) || (error.status === 403 && error.vendorCode !== planRestricted);
}

const neverConnectedCodes = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'UND_ERR_CONNECT_TIMEOUT',
]);

function neverConnected(error: unknown): boolean {
  // Without instanceof: an error of fetch may come from another realm than this file.
  for (let at = error; typeof at === 'object' && at !== null; at = 'cause' in at ? at.cause : null) {
    if ('code' in at && typeof at.code === 'string' && neverConnectedCodes.has(at.code)) return true;
  }
  return false;
}
