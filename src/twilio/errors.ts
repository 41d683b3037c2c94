// Twilio's error codes: the fault of each, and what a failed request leaves uncertain.
import { VendorError } from '../domain/errors.ts';
import type { RegistrationScheme } from '../domain/numbers/registration.ts';
import type { Fault } from '../domain/texts/fault.ts';
import type { Culprit } from '../domain/texts/remedies.ts';
import type { CredentialsSeen } from '../lib/call-watch.ts';
import { faultRows } from './error-table.ts';
import { errorPage } from './pages.ts';

/**
 * The outcome of a failed request to create a message: refused for good; not processed, so it may be repeated; or unknown, so it
 * must be looked up before it is repeated.
 */
export type SendOutcome = 'refused' | 'not-processed' | 'unknown';

export const twilioFaults: ReadonlyMap<number, Fault> = new Map(
  faultRows.map(([code, kind, fixedBy, retry]) => {
    return [code, Object.freeze({ kind, code, page: errorPage(code), fixedBy, retry })];
  }),
);

const noReason: Fault = Object.freeze({
  kind: 'no-reason',
  code: 0,
  page: null,
  fixedBy: 'nobody',
  retry: 'later',
});

/** A code from a form or JSON; null for anything else: nothing, zero, words, more than nine digits. */
export function codeOf(value: unknown): number | null {
  if (typeof value !== 'number' && typeof value !== 'string') return null;
  const digits = String(value).trim();
  return /^\d{1,9}$/.test(digits) && Number(digits) > 0 ? Number(digits) : null;
}

/** The fault of a code. Twilio adds codes without notice: a new one is told by its number and Twilio's page. */
export function faultOf(given: number | null | undefined): Fault {
  const code = codeOf(given);
  if (code === null) return noReason;
  return (
    twilioFaults.get(code) ?? {
      kind: 'unlisted',
      code,
      page: errorPage(code),
      fixedBy: 'admin',
      retry: 'never',
    }
  );
}

/** The customer has opted out. Source: https://www.twilio.com/docs/api/errors/21610 */
export function isOptOut(code: number | null): boolean {
  return code === 21610;
}

/** The sender sends no MMS. Source: https://www.twilio.com/docs/api/errors/21621 */
export function isWithoutMedia(code: number | null): boolean {
  return code === 21621;
}

const aboutTheNumber = new Set([21211, 21265, 21266, 21614, 21635, 30005, 30006]);
const aboutTheSender = new Set([
  21212, 21603, 21606, 21611, 21612, 21621, 21659, 21701, 21703, 21704, 21705, 21910, 21911, 30016, 30023, 30024, 30027,
  30032, 30033, 30034, 30035,
]);
const aboutTheWords = new Set([21602, 21617, 21619, 21656, 30110, 30007, 30011, 30019, 30044]);

/** The thing that an agent can change to make the text arrive; null where there is none. */
export function culpritOf(code: number): Culprit {
  if (aboutTheNumber.has(code)) return 'number';
  if (aboutTheSender.has(code)) return 'sender';
  return aboutTheWords.has(code) ? 'words' : null;
}

/** Faults that stop every text of a sender until an admin acts: trial accounts, unregistered numbers, closed accounts. */
export const stoppingFaults: readonly number[] = [20003, 20005, 21606, 21608, 21659, 30002, 30032, 30033, 30034, 30454];

/** The error of texts from a number that is not registered. */
export const unregisteredCodes: Readonly<Record<RegistrationScheme, number>> = { campaign: 30034, 'toll-free': 30032 };

/**
 * Tells whether a failed `POST Messages` may be repeated. `httpStatus` is null when no answer came; the caller knows whether
 * a connection was refused before anything was sent. Messages have no idempotency key, so a server error or a time-out may
 * hide a text that went out. A text that was refused for the credentials goes once they are fixed. Twilio never processes
 * too many requests (429):
 * https://www.twilio.com/docs/api/errors/20429 and, for a sender's full queue, https://www.twilio.com/docs/api/errors/21611
 */
export function outcomeOf(httpStatus: number | null, code: number | null): SendOutcome {
  if (httpStatus === 429 || (isRejection(httpStatus) && (code === 20429 || code === 21611))) return 'not-processed';
  if (isLockedOut(httpStatus, code)) return 'not-processed';
  return isRejection(httpStatus) ? 'refused' : 'unknown';
}

/** Twilio answered and does not let us in: a repeated call gets the same answer. 404: Twilio shows only one's own accounts. */
export function isTurnedAway(error: unknown): error is VendorError {
  return error instanceof VendorError && [401, 403, 404].includes(error.status ?? 0);
}

/** Twilio does not accept this token or key for this account. */
export function isLoginRefused({ status }: VendorError): boolean {
  return status === 401;
}

/** The account, or the one that owns it, is suspended or closed. */
export function isSuspension(code: string | null): boolean {
  return code === '20005' || code === '10001';
}

/** Wrong credentials, or an account that is suspended or closed: every call fails until an admin acts. */
function isLockedOut(httpStatus: number | null, code: number | null): boolean {
  return httpStatus === 401 || (httpStatus === 403 && code === 20005);
}

/** Only calls about texts count: a key may have the right to send texts but not to list numbers. */
export function credentialsSeen(operation: string, httpStatus: number, code: number | null): CredentialsSeen {
  if (!operation.includes('Messages')) return 'unknown';
  if (isLockedOut(httpStatus, code)) return 'refused';
  return httpStatus >= 200 && httpStatus < 300 ? 'taken' : 'unknown';
}

/** A time-out reported by a server in between (408) does not tell whether Twilio acted. */
function isRejection(httpStatus: number | null): boolean {
  return httpStatus !== null && httpStatus >= 400 && httpStatus < 500 && httpStatus !== 408;
}

/** Twilio lets us in and does not have the thing. */
export function isMissing(error: unknown): boolean {
  return error instanceof VendorError && error.status === 404;
}
