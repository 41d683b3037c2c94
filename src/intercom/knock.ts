// A panel request of our own making, to see whether what Intercom sends would get through to us.
import { createHmac } from 'node:crypto';
import type { Secret } from '../lib/sealed.ts';
import { canvasSignature } from './signature.ts';

const TIMEOUT_MS = 3_000;

/** Null when it was answered as Intercom would be; else why not. */
export async function knock(url: string, body: string, clientSecret: Secret): Promise<string | null> {
  const signature = createHmac('sha256', clientSecret.reveal()).update(body).digest('hex');
  try {
    const response = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json', [canvasSignature.header]: signature },
      body,
      redirect: 'manual',
      signal: AbortSignal.timeout(TIMEOUT_MS),
    });
    await response.body?.cancel();
    return response.status === 200 ? null : `the answer was ${response.status}`;
  } catch (error) {
    const cause = error instanceof Error && error.cause instanceof Error ? error.cause.message : String(error);
    return `no answer (${cause})`;
  }
}
