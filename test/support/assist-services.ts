// The reference services and the pretend model, made anew for each test, with options that lead there.

import { ManualClock } from '../../src/lib/clock.ts';
import { createGuardedFetch } from '../../src/lib/guarded-fetch.ts';
import {
  ASSIST_KEY,
  ASSIST_MODEL,
  type AssistStandIn,
  startAssistServices,
} from '../../src/simulator/assist-services.ts';
import { Traffic } from '../../src/simulator/stand-in/traffic.ts';
import { afterEach, beforeEach } from './jest-globals.ts';

export let assist: AssistStandIn;
export let traffic: Traffic;

/** Call once in each file. */
export function withAssistServices(): void {
  beforeEach(async () => {
    traffic = new Traffic();
    assist = await startAssistServices({ clock: new ManualClock(Date.UTC(2026, 0, 8)), traffic });
  });
  afterEach(async () => {
    await assist.close();
    await traffic.close();
  });
}

const fetch = createGuardedFetch({ privateHosts: [], loopback: true });

/** A busy machine takes less than the time that stands here. */
export const SERVICE_OPTIONS = (timeoutMs = 5000) => ({ url: assist.url, key: ASSIST_KEY, fetch, timeoutMs });

export const MODEL_OPTIONS = (timeoutMs = 5000) => ({
  url: `${assist.url}/v1`,
  key: ASSIST_KEY,
  model: ASSIST_MODEL,
  fetch,
  timeoutMs,
  masks: true,
});
