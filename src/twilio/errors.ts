// What Twilio's errors mean: in words for people, and for the question whether a text may have gone out.
import { type FaultFixer, type FaultRetry, faultRows } from './error-table.ts';

export interface TwilioFault {
  /** Twilio's code; 0 when it gave none. */
  code: number;
  /** A sentence that an agent understands at a glance. */
  meaning: string;
  fixedBy: FaultFixer;
  /** One sentence on what to do. */
  nextStep: string;
  /** Whether sending the same text again makes sense. */
  retry: FaultRetry;
}

/**
 * What is certain after a failed request to create a message: it was refused for good, it was not looked at and may be
 * repeated at once, or it may have been created and must be looked up before it is repeated.
 */
export type SendOutcome = 'refused' | 'not-processed' | 'unknown';

export const twilioFaults: ReadonlyMap<number, TwilioFault> = new Map(
  faultRows.map(([code, fixedBy, retry, meaning, nextStep]) => [
    code,
    Object.freeze({ code, meaning, fixedBy, nextStep, retry }),
  ]),
);

const noReason: TwilioFault = Object.freeze({
  code: 0,
  meaning: 'Twilio gave no reason.',
  fixedBy: 'nobody',
  nextStep: 'Send it again later, once, or reach the customer another way.',
  retry: 'later',
});

/** The meaning of a code. Twilio adds codes without notice, so an unknown one has a sentence too. */
export function faultOf(code: number | null | undefined): TwilioFault {
  if (code === null || code === undefined || !Number.isInteger(code) || code <= 0) return noReason;
  return (
    twilioFaults.get(code) ?? {
      code,
      meaning: `Twilio could not send this text and gave the reason number ${code}.`,
      fixedBy: 'admin',
      nextStep: `Look up what ${code} means at twilio.com/docs/errors/${code}.`,
      retry: 'never',
    }
  );
}

/**
 * What a failed `POST Messages` means for repeating it. `httpStatus` is null when no answer came; whether a connection
 * was refused before anything was sent is for the caller to know. Messages have no idempotency key, so a server error or
 * a time-out may hide a text that went out. Too many requests (429) were never processed:
 * https://www.twilio.com/docs/api/errors/20429 and, for a sender's full queue, https://www.twilio.com/docs/api/errors/21611
 */
export function outcomeOf(httpStatus: number | null, code: number | null): SendOutcome {
  if (httpStatus === 429 || (isRejection(httpStatus) && (code === 20429 || code === 21611))) return 'not-processed';
  return isRejection(httpStatus) ? 'refused' : 'unknown';
}

/** A time-out reported by a server in between (408) says nothing about what Twilio did. */
function isRejection(httpStatus: number | null): boolean {
  return httpStatus !== null && httpStatus >= 400 && httpStatus < 500 && httpStatus !== 408;
}
