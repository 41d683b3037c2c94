// The service as main.ts runs it, with a short wait for the search of the pretend Intercom, which does not lag.
import { createApp } from '../../../src/app.ts';
import { readConfig } from '../../../src/config.ts';
import { ForwardClock } from '../../../src/lib/clock.ts';

/** `CLOCK_AHEAD_MS`: how far its clock is set forward. `CLOCK_MOVED_MS`: how much of that is new since its last start. */
const [aheadMs, movedMs] = [Number(process.env.CLOCK_AHEAD_MS ?? 0), Number(process.env.CLOCK_MOVED_MS ?? 0)];
const clock = new ForwardClock();
clock.setForward(aheadMs);
const app = await createApp(readConfig(), { searchLagMs: 2_000, clock });
if (movedMs > 0) await app.ctx.jobs.bringForward(movedMs);
await app.start();
