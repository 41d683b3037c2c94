// Intercom's refusal of a call, for a fault of the pretend Intercom.
import type { Fault } from '../../src/simulator/stand-in/faults.ts';

/** The shape of an error: https://developers.intercom.com/docs/build-an-integration/learn-more/rest-apis/error-codes */
export function refusedWith(status: number, code: string, message: string) {
  const body = { type: 'error.list', request_id: 'r', errors: [{ code, message }] };
  return { kind: 'status', status, body } as const satisfies Partial<Fault>;
}
