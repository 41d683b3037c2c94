// The service as main.ts runs it, with a short wait for the search of the pretend Intercom, which does not lag.
import { createApp } from '../../../src/app.ts';
import { readConfig } from '../../../src/config.ts';
import { ForwardClock } from '../../../src/lib/clock.ts';

/** How far its clock is set forward. */
const aheadMs = Number(process.env.CLOCK_AHEAD_MS ?? 0);
const clock = new ForwardClock();
clock.setForward(aheadMs);
const app = await createApp(readConfig(), { searchLagMs: 2_000, clock });
if (aheadMs > 0) await app.ctx.jobs.setClockAhead(aheadMs);
await app.start();
