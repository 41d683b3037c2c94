// Finds whether the service itself is reached at its address, handles jobs in time, and has the right time.
import type { Finding } from '../../domain/doctor/finding.ts';
import type { SetUpEvidence } from '../../domain/doctor/set-up-evidence.ts';
import { knock } from '../../intercom/knock.ts';
import { readSightings } from '../../store/evidence/sightings.ts';
import { listTopicArrivals } from '../../store/evidence/topic-arrivals.ts';
import { findOldestDue } from '../../store/queue/oldest-due.ts';
import { type Context, nowOf, type OpenWorkspace } from '../context.ts';
import { checkAgain } from './fixes.ts';

/** A longer wait is late for somebody. */
const LATE_SECONDS = 60;
/** A longer wait means that no worker runs. */
const STUCK_SECONDS = 900;
/** Vendors give whole seconds, and an answer takes some. */
const MOST_SKEW_MS = 30_000;

/** Sends a request of our own, signed as Intercom signs, to the address at which Intercom calls us. */
export async function addressFinding(ctx: Context, { id }: OpenWorkspace): Promise<Finding> {
  const url = ctx.publicUrl;
  const failure = await knock(
    `${url}/canvas/initialize`,
    JSON.stringify({ workspace_id: id }),
    ctx.oauthApp('US').clientSecret,
  );
  if (failure === null) return { severity: 'fine', found: { check: 'address', kind: 'reached', url }, fix: null };
  const isKnown = await wasReached(ctx, id);
  return {
    severity: 'warning',
    stops: isKnown ? [] : ['receiving', 'replies'],
    inPanel: 'itself',
    found: { check: 'address', kind: 'not-reached', url, failure, isKnown },
    fix: checkAgain(ctx),
  };
}

/** A vendor has reached us before. Only Intercom can have opened the panel. */
async function wasReached(ctx: Context, id: string): Promise<boolean> {
  const [evidence, arrivals] = await Promise.all([readSightings(ctx.db, id), listTopicArrivals(ctx.db, id)]);
  return arrivals.length > 0 || fromVendors.some((one) => evidence.has(one));
}

const fromVendors: readonly SetUpEvidence[] = ['panel-opened', 'signed-current', 'signed-next', 'signed-key'];

/** Looks at this workspace's own jobs only: a flood of another workspace delays nobody here. */
export async function queueFinding(ctx: Context, { id }: OpenWorkspace): Promise<Finding> {
  const oldest = await findOldestDue(ctx.db, id, nowOf(ctx));
  const seconds = oldest === null ? 0 : Math.round((ctx.clock.now() - oldest.getTime()) / 1000);
  if (seconds < LATE_SECONDS) return { severity: 'fine', found: { check: 'queue', kind: 'in-time' }, fix: null };
  if (seconds >= STUCK_SECONDS)
    return {
      severity: 'broken',
      stops: ['sending', 'receiving', 'replies', 'notes'],
      inPanel: 'itself',
      found: { check: 'queue', kind: 'stuck', seconds },
      fix: checkAgain(ctx),
    };
  return { severity: 'warning', stops: [], found: { check: 'queue', kind: 'late', seconds }, fix: checkAgain(ctx) };
}

/** Compares our clock with the vendors' latest answers. */
export function clockFinding(ctx: Context): Finding {
  const skews = [...ctx.clockSkew.ahead()].filter(([, ms]) => Math.abs(ms) > MOST_SKEW_MS);
  const [skew] = skews.toSorted(([, a], [, b]) => Math.abs(b) - Math.abs(a));
  if (!skew) return { severity: 'fine', found: { check: 'clock', kind: 'right' }, fix: null };
  const [vendor, ms] = skew;
  return {
    severity: 'warning',
    stops: [],
    found: { check: 'clock', kind: 'wrong', vendor, ahead: Math.round(ms / 1000) },
    fix: checkAgain(ctx),
  };
}
