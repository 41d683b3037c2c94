// How the service itself stands: whether it is reached, is in time, and tells the right time.
import type { Finding } from '../../domain/doctor/finding.ts';
import type { SetUpEvidence } from '../../domain/doctor/set-up-evidence.ts';
import { vendors } from '../../domain/vendors.ts';
import { knock } from '../../intercom/knock.ts';
import { readSightings } from '../../store/evidence/sightings.ts';
import { listTopicArrivals } from '../../store/evidence/topic-arrivals.ts';
import { findOldestDue } from '../../store/queue/oldest-due.ts';
import { type Context, nowOf, type OpenWorkspace } from '../context.ts';
import { checkAgain } from './fixes.ts';

/** What waits longer than this is late for somebody. */
const LATE_SECONDS = 60;
/** What waits longer than this waits for a worker that does not run. */
const STUCK_SECONDS = 900;
/** Vendors give whole seconds, and an answer takes some. */
const MOST_SKEW_MS = 30_000;

/** A request of our own, signed as Intercom signs, on the way that Intercom's take. */
export async function loopFinding(ctx: Context, { id }: OpenWorkspace): Promise<Finding> {
  const problem = await knock(
    `${ctx.publicUrl}/canvas/initialize`,
    JSON.stringify({ workspace_id: id }),
    ctx.oauthApp('US').clientSecret,
  );
  if (problem === null)
    return { severity: 'fine', title: 'This service is reached at its address', cause: ctx.publicUrl, fix: null };
  const isKnownToWork = await wasReached(ctx, id);
  const others = isKnownToWork
    ? 'If Intercom and Twilio reach it all the same, nothing is wrong; else whoever'
    : 'Neither Intercom nor Twilio has reached it yet. Whoever';
  return {
    severity: 'warning',
    stops: isKnownToWork ? [] : ['receiving', 'replies'],
    inPanel: 'itself',
    title: 'This service does not reach itself at its own address',
    cause: `${ctx.publicUrl}: ${problem}. ${others} runs Threadwire looks at PUBLIC_URL, and at the proxy in front of it.`,
    fix: checkAgain(ctx),
  };
}

/** A vendor has found its way here: a panel that was opened is known only from Intercom. */
async function wasReached(ctx: Context, id: string): Promise<boolean> {
  const [sights, arrivals] = await Promise.all([readSightings(ctx.db, id), listTopicArrivals(ctx.db, id)]);
  return arrivals.length > 0 || cameFromVendors.some((sight) => sights.has(sight));
}

const cameFromVendors: readonly SetUpEvidence[] = ['panel-opened', 'signed-current', 'signed-next', 'signed-key'];

/** By this workspace's own jobs: another's flood makes nobody late. */
export async function queueFinding(ctx: Context, { id }: OpenWorkspace): Promise<Finding> {
  const oldest = await findOldestDue(ctx.db, id, nowOf(ctx));
  const waited = oldest === null ? 0 : Math.round((ctx.clock.now() - oldest.getTime()) / 1000);
  if (waited < LATE_SECONDS)
    return { severity: 'fine', title: 'Nothing is late', cause: 'Texts are handled as they come.', fix: null };
  if (waited >= STUCK_SECONDS)
    return {
      severity: 'broken',
      stops: ['sending', 'receiving', 'replies', 'notes'],
      inPanel: 'itself',
      title: 'Texts stand still',
      cause: `The oldest has waited ${Math.floor(waited / 60)} minutes. Whoever runs Threadwire looks whether its worker runs.`,
      fix: checkAgain(ctx),
    };
  return {
    severity: 'warning',
    stops: [],
    title: 'Texts are late',
    cause: `The oldest has waited ${waited} s. Whoever runs Threadwire looks whether its worker runs, and can keep up.`,
    fix: checkAgain(ctx),
  };
}

/** By the vendors' answers to what was asked just before. */
export function clockFinding(ctx: Context): Finding {
  const skews = [...ctx.clockSkew.ahead()].filter(([, ms]) => Math.abs(ms) > MOST_SKEW_MS);
  const [skew] = skews.toSorted(([, a], [, b]) => Math.abs(b) - Math.abs(a));
  if (!skew) return { severity: 'fine', title: 'The clock is right', cause: 'It agrees with the vendors.', fix: null };
  const [vendor, ms] = skew;
  const seconds = Math.round(Math.abs(ms) / 1000);
  return {
    severity: 'warning',
    stops: [],
    title: `The clock of this service is ${seconds} s ${ms > 0 ? 'ahead' : 'behind'}`,
    cause: `${vendors[vendor].name} says so. Texts get wrong times, and those sent later go at the wrong one. Whoever runs Threadwire sets the clock of its machine by NTP.`,
    fix: checkAgain(ctx),
  };
}
