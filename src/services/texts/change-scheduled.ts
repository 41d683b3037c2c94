// Changes, moves or cancels a scheduled text that has not gone yet.
import type { Refusal } from '../../domain/texts/refusal.ts';
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
  /** Undefined: the text keeps its time. */
  sendAt?: Date;
}

export type ChangeOutcome =
  | { kind: 'changed' }
  | { kind: 'refused'; reason: Refusal }
  | { kind: 'gone'; send: Send | null };

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
    if (send?.state !== 'scheduled') return { kind: 'gone', send: send ?? null };
    const { body, address, sender, sendAt } = change;
    const reason = await whyRefused(trx, workspace, { address, sender });
    if (reason) return { kind: 'refused', reason };
    const now = nowOf(ctx);
    const thread = await ensureThread(trx, { workspaceId, id: ctx.newId(), address, sender }, now);
    await updateSend(trx, send, { body, thread, ...(sendAt ? { sendAt } : {}) });
    // The job for the earlier time finds that the text is not due.
    if (sendAt) await enqueue([laterJob(send, sendAt, now)]);
    return { kind: 'changed' };
  });
}

export async function cancelScheduled(ctx: ChangeContext, workspaceId: string, id: string): Promise<ChangeOutcome> {
  return transact(ctx, async ({ trx }): Promise<ChangeOutcome> => {
    const send = await lockSend(trx, workspaceId, id);
    if (send?.state !== 'scheduled') return { kind: 'gone', send: send ?? null };
    await updateSend(trx, send, { state: 'cancelled', settledAt: nowOf(ctx) });
    return { kind: 'changed' };
  });
}
