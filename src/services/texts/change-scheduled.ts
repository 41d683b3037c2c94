// Changes, moves, cancels or restores a scheduled text that has not gone yet.
import type { Refusal } from '../../domain/texts/refusal.ts';
import type { ScheduledEnd } from '../../domain/texts/scheduled.ts';
import type { Workspace } from '../../domain/workspace.ts';
import { ensureThread } from '../../store/conversations/threads.ts';
import { lockSend, type Send, updateSend } from '../../store/texts/panel-texts.ts';
import { nowOf, type Storing, type Timed, transact } from '../context.ts';
import { whyRefused } from './queue-text.ts';
import { laterJob } from './send-text.ts';

export interface ScheduledChange {
  body: string;
  address: string;
  sender: string;
  /** Null: the text keeps its time. */
  later: { at: Date; zone: string } | null;
}

/** It waits no longer: nothing was changed. `send` null: nothing is kept of it. */
export interface Gone {
  kind: 'gone';
  became: ScheduledEnd;
  send: Send | null;
}

export type ChangeOutcome = { kind: 'changed' } | { kind: 'refused'; reason: Refusal } | Gone;
export type CancelOutcome = { kind: 'cancelled'; send: Send } | Gone;
/** `too-late`: its time has passed. */
export type RestoreOutcome =
  | { kind: 'restored' | 'too-late'; send: Send }
  | { kind: 'refused'; reason: Refusal; send: Send }
  | Gone;

type ChangeContext = Storing & Timed;

export async function changeScheduled(
  ctx: ChangeContext,
  workspace: Workspace,
  id: string,
  change: ScheduledChange,
): Promise<ChangeOutcome> {
  const { id: workspaceId } = workspace;
  return transact(ctx, async ({ trx, enqueue }): Promise<ChangeOutcome> => {
    const send = await lockSend(trx, workspaceId, id);
    if (send?.state !== 'scheduled') return gone(send);
    const { body, address, sender, later } = change;
    const now = nowOf(ctx);
    const reason = await whyRefused(trx, workspace, { address, sender, purpose: 'conversation' }, now);
    if (reason) return { kind: 'refused', reason };
    const thread = await ensureThread(trx, { workspaceId, id: ctx.newId(), address, sender }, now);
    await updateSend(trx, send, { body, thread, ...(later ? { sendAt: later.at, zone: later.zone } : {}) });
    // The job for the earlier time finds that the text is not due.
    if (later) await enqueue([laterJob(send, later.at, now)]);
    return { kind: 'changed' };
  });
}

/** `by`: the agent or admin who cancels it; null where that is not known. */
export async function cancelScheduled(
  ctx: ChangeContext,
  workspaceId: string,
  { id, by }: { id: string; by: string | null },
): Promise<CancelOutcome> {
  return transact(ctx, async ({ trx }): Promise<CancelOutcome> => {
    const send = await lockSend(trx, workspaceId, id);
    if (send?.state !== 'scheduled') return gone(send);
    const end = { state: 'cancelled', settledAt: nowOf(ctx), cancelledBy: by } as const;
    await updateSend(trx, send, end);
    return { kind: 'cancelled', send: { ...send, ...end } };
  });
}

/** Takes the cancelling back while the text's time is still to come. */
export async function restoreScheduled(ctx: ChangeContext, workspace: Workspace, id: string): Promise<RestoreOutcome> {
  return transact(ctx, async ({ trx, enqueue }): Promise<RestoreOutcome> => {
    const send = await lockSend(trx, workspace.id, id);
    // A second click finds what the first has done.
    if (send?.state === 'scheduled') return { kind: 'restored', send };
    const now = nowOf(ctx);
    if (send?.state !== 'cancelled' || send.sendAt === null) return gone(send);
    if (send.sendAt <= now) return { kind: 'too-late', send };
    const reason = await whyRefused(trx, workspace, { ...send, purpose: 'conversation' }, nowOf(ctx));
    if (reason) return { kind: 'refused', reason, send };
    const change = { state: 'scheduled', settledAt: null, cancelledBy: null } as const;
    await updateSend(trx, send, change);
    // The job of before may have found the text cancelled already.
    await enqueue([laterJob(send, send.sendAt, now)]);
    return { kind: 'restored', send: { ...send, ...change } };
  });
}

function gone(send: Send | undefined): Gone {
  if (!send || send.state === 'scheduled') return { kind: 'gone', became: 'gone', send: null };
  return { kind: 'gone', became: send.state, send };
}
