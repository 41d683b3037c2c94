// Tells endpoints what happened: each in rounds of its own, so that a slow or dead one delays no other, nor any text.
import { type EndpointFailure, isGivenUp, pauseAfter, restAfter } from '../../domain/endpoints.ts';
import { endTry, failWaiting, listDueEvents, type WaitingEvent } from '../../store/workspaces/endpoint-events.ts';
import {
  type ClaimedEndpoint,
  claimEndpoints,
  endRound,
  hasEndpoints,
  nextEventAt,
  renewClaims,
  restEndpoint,
} from '../../store/workspaces/endpoints.ts';
import { type Context, nowOf, within } from '../context.ts';
import { callEndpoint } from './call-endpoint.ts';
import { bodyOf, readTold } from './tell-event.ts';

/** A round ends within it and one call. */
const ROUND_MS = 15_000;
/** After so long without a sign of life, a process's endpoints go to another. */
const CLAIM_MS = 10_000;
/** Events of different customers that go to one endpoint at once. */
const AT_ONCE = 8;
const BATCH = 64;
/** No key at hand opens the secret: the operator brings it back. */
const LOCKED_REST_MS = 5 * 60_000;

export function isAnyEndpointOn(ctx: Context): Promise<boolean> {
  return hasEndpoints(ctx.database.owner);
}

/** The next time at which an endpoint could be told something. */
export function nextRoundAt(ctx: Context): Promise<Date | null> {
  return nextEventAt(ctx.database.owner, nowOf(ctx));
}

/** Takes endpoints of any workspace that have something to be told. */
export function claimDue(ctx: Context, atMost: number): Promise<ClaimedEndpoint[]> {
  const now = nowOf(ctx);
  return claimEndpoints(ctx.database.owner, { now, until: new Date(now.getTime() + CLAIM_MS), atMost });
}

/** Says that these endpoints are still being told. */
export function keepClaims(ctx: Context, endpoints: readonly ClaimedEndpoint[]): Promise<void> {
  return renewClaims(ctx.database.owner, endpoints, new Date(nowOf(ctx).getTime() + CLAIM_MS));
}

interface Round {
  ctx: Context;
  endpoint: ClaimedEndpoint;
  call(event: { id: string; body: object }): ReturnType<typeof callEndpoint>;
  tries: number;
  taken: number;
  /** The failures since the last event that was taken. */
  failed: number;
  failure: EndpointFailure | null;
  isGone: boolean;
}

/** Has the endpoint told all that is due, until it fails, has had its time, or `isLast` says that no more calls are to be made. */
export async function tellEndpoint(all: Context, endpoint: ClaimedEndpoint, isLast: () => boolean): Promise<void> {
  const ctx = within(all, endpoint.workspaceId);
  const secret = ctx.sealer.tryOpen(endpoint.sealed, endpoint.workspaceId);
  if (secret === null) return restLocked(ctx, endpoint);
  const { url } = endpoint;
  const round: Round = {
    ...{ ctx, endpoint, tries: 0, taken: 0, failed: 0, failure: null, isGone: false },
    call: (event) => callEndpoint(ctx, { url, secret }, event),
  };
  const startedAt = performance.now();
  const of = { workspaceId: endpoint.workspaceId, endpointId: endpoint.id };
  const isOver = () => isLast() || performance.now() - startedAt >= ROUND_MS || round.failed >= AT_ONCE || round.isGone;
  while (!isOver()) {
    const events = await listDueEvents(ctx.db, of, nowOf(ctx), BATCH);
    if (events.length === 0) break;
    const texts = await readTold(ctx, of.workspaceId, events);
    const left = events.values();
    const workers = Array.from({ length: AT_ONCE }, async () => {
      for (const event of left) {
        await tellOne(round, event, bodyOf(event, texts));
        if (isOver()) return;
      }
    });
    await Promise.all(workers);
    if (round.taken === 0 && round.failed > 0) break;
  }
  await end(round);
}

async function tellOne(round: Round, event: WaitingEvent, body: object | null): Promise<void> {
  const { ctx, endpoint } = round;
  if (body === null) {
    const erased = { status: 'failed', answered: null, failure: 'text-erased', nextAt: null, at: nowOf(ctx) } as const;
    return endTry(ctx.db, event, erased);
  }
  const { answered, failure, retryAfterMs } = await round.call({ id: event.id, body });
  const at = nowOf(ctx);
  round.tries += 1;
  ctx.metrics.endpointEvents.inc({ outcome: failure ?? 'taken' });
  if (failure === null) {
    round.taken += 1;
    round.failed = 0;
    return endTry(ctx.db, event, { status: 'delivered', answered, failure: null, nextAt: null, at });
  }
  round.failed += 1;
  round.failure = failure;
  round.isGone ||= failure === 'gone';
  const { workspaceId, id: endpointId } = endpoint;
  ctx.log.warn({ workspaceId, endpointId, event: event.type, failure, answered }, 'an endpoint did not take an event');
  // Others got through meanwhile, so that this one alone is at fault.
  const isOver = isGivenUp(event.firstTriedAt ?? at, at) && (round.taken > 0 || endpoint.failingSince === null);
  const nextAt = new Date(at.getTime() + pauseAfter(event.tries + 1, ctx.random(), retryAfterMs));
  const next = isOver ? ({ status: 'failed', nextAt: null } as const) : ({ status: 'waiting', nextAt } as const);
  await endTry(ctx.db, event, { ...next, answered, failure, at });
}

/** Ends the claim. An endpoint from which nothing came for a day is off from now on, until somebody switches it on. */
async function end({ ctx, endpoint, taken, failure, isGone }: Round): Promise<void> {
  const now = nowOf(ctx);
  const { workspaceId, id: endpointId } = endpoint;
  const failingSince = endpoint.failingSince ?? now;
  const failures = endpoint.failures + 1;
  const isDown = taken === 0 && failure !== null;
  const isOff = isGone || (isDown && isGivenUp(failingSince, now));
  const until = new Date(now.getTime() + restAfter(failures));
  await endRound(ctx.db, endpoint, {
    rest: failure !== null && (isDown || isOff) ? { failingSince, failures, failure, until } : null,
    answers: taken > 0 && !isOff && endpoint.failingSince !== null,
    offSince: isOff ? now : null,
  });
  if (!isOff) return;
  await failWaiting(ctx.db, { workspaceId, endpointId }, now);
  ctx.log.warn({ workspaceId, endpointId, failure }, 'an endpoint is switched off');
}

async function restLocked(ctx: Context, endpoint: ClaimedEndpoint): Promise<void> {
  const { workspaceId, id: endpointId } = endpoint;
  const until = new Date(nowOf(ctx).getTime() + LOCKED_REST_MS);
  ctx.log.error({ workspaceId, endpointId }, 'no key opens the secret of an endpoint');
  await restEndpoint(ctx.db, endpoint, until);
}
