// A self-test: a panel request that we sign as Intercom does, and send to our own address.
import type { SelfTestFailure } from '../domain/doctor/found/service.ts';
import type { Secret } from '../lib/sealed.ts';
import { canvasSignature, signCanvas } from './signature.ts';

const TIMEOUT_MS = 3_000;

/** Null where it was answered as Intercom is. */
export async function knock(url: string, body: string, clientSecret: Secret): Promise<SelfTestFailure | null> {
  try {
    const response = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json', [canvasSignature.header]: signCanvas(body, clientSecret) },
      body,
      redirect: 'manual',
      signal: AbortSignal.timeout(TIMEOUT_MS),
    });
    await response.body?.cancel();
    return response.status === 200 ? null : { kind: 'status', status: response.status };
  } catch (error) {
    const detail = error instanceof Error && error.cause instanceof Error ? error.cause.message : String(error);
    return { kind: 'no-answer', detail };
  }
}
