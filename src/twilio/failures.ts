// Turns failed calls into errors of ours, without the request and so without the credentials.
import twilio from 'twilio';
import { VendorError } from '../domain/errors.ts';
import { codeOf, outcomeOf } from './errors.ts';

class TwilioError extends VendorError {
  override name = 'TwilioError';
}

/** The error that the call would have met. */
export function lockedOut(operation: string): TwilioError {
  return new TwilioError({
    vendor: 'twilio',
    operation,
    outcome: 'credentials-refused',
    certainty: 'not-done',
    status: 401,
    vendorCode: null,
  });
}

const neverConnectedCodes = ['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'EHOSTUNREACH', 'ENETUNREACH'];

export function toVendorError(operation: string, error: unknown): VendorError {
  if (error instanceof TwilioError) return error;
  if (error instanceof twilio.RestException) return refusal(operation, error.status, codeOf(error.code), undefined);
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  const certainty = neverConnectedCodes.includes(code) ? 'not-done' : 'unknown';
  return new TwilioError({
    vendor: 'twilio',
    operation,
    outcome: certainty === 'not-done' ? 'unreachable' : 'no-answer',
    detail: code || undefined,
    certainty,
    status: null,
    vendorCode: null,
  });
}

export function refusal(
  operation: string,
  status: number,
  code: number | null,
  pauseMs: number | undefined,
): TwilioError {
  const outcome = outcomeOf(status, code);
  return new TwilioError({
    vendor: 'twilio',
    operation,
    certainty: outcome === 'not-processed' ? 'not-done' : outcome,
    status,
    vendorCode: code === null ? null : String(code),
    retryAfterMs: pauseMs,
  });
}

export function codeIn(body: unknown): number | null {
  const parsed = typeof body === 'string' ? parseJson(body) : body;
  return typeof parsed === 'object' && parsed !== null && 'code' in parsed ? codeOf(parsed.code) : null;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

export function retryAfterMs(headers: unknown): number | undefined {
  const seconds = Number(headerOf(headers, 'retry-after') || Number.NaN);
  return Number.isFinite(seconds) && seconds >= 0 ? seconds * 1000 : undefined;
}

export function headerOf(headers: unknown, name: string): string | null {
  if (typeof headers !== 'object' || headers === null) return null;
  const value: unknown = (headers as Record<string, unknown>)[name];
  return value === undefined || value === null ? null : String(value);
}
