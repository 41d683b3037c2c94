// Does what an admin asks of a text on the pages of texts, with a line in the history.
import type { TextDone } from '../../domain/text-done.ts';
import type { Message } from '../../domain/texts/message.ts';
import type { TextAct } from '../../domain/texts-page.ts';
import { endLoop } from '../../store/texts/loops.ts';
import { findMessage } from '../../store/texts/messages.ts';
import { insertAudit } from '../../store/workspaces/audit.ts';
import type { Context, OpenWorkspace, Unit } from '../context.ts';
import { nowOf, transact } from '../context.ts';
import { cancelWaitingIn } from './cancel-waiting.ts';
import { cancelScheduled } from './change-scheduled.ts';
import { releaseOne } from './release-held.ts';
import { sendAgainIn } from './send-again.ts';
import { settleUnknownIn } from './settle-unknown.ts';

export interface Actor {
  workspace: OpenWorkspace;
  /** Null for a system of the workspace's own, which has no name. */
  adminId: string | null;
  name: string | null;
}

const entries = {
  again: 'text-sent-again',
  cancel: 'text-cancelled',
  arrived: 'text-arrived',
  release: 'text-released',
  'resume-automatic': 'automatic-resumed',
} as const;

/** Outcomes that have a line in the history. */
const changing: readonly TextDone['kind'][] = ['sent-again', 'cancelled', 'arrived', 'released', 'resumed-automatic'];

/** Two clicks do it once: the second finds what the first has done. Undefined where there is no such text. */
export async function actOnText(
  ctx: Context,
  actor: Actor,
  { id, act }: { id: string; act: TextAct },
): Promise<TextDone | undefined> {
  const { workspace, adminId } = actor;
  const message = await findMessage(ctx.db, workspace.id, id);
  if (!message) return undefined;
  return transact(ctx, async (unit): Promise<TextDone> => {
    // Where they go already, another click has done it.
    if (act === 'resume-automatic' && !(await resumedIn(ctx, unit, message))) return { kind: 'resumed-automatic' };
    const done = await work(ctx, unit, actor, { messageId: id, conversationId: message.conversationId, act });
    if (!changing.some((kind) => kind === done.kind)) return done;
    const entry = { kind: entries[act], text: id };
    await insertAudit(unit.trx, { workspaceId: workspace.id, id: ctx.newId(), adminId, entry, at: nowOf(ctx) });
    return done;
  });
}

async function resumedIn(ctx: Context, { trx }: Unit, { workspaceId, threadId }: Message): Promise<boolean> {
  return threadId !== null && (await endLoop(trx, { workspaceId, id: threadId }, nowOf(ctx)));
}

const afterAgain = { sent: 'sent-again', already: 'sent-again-before', 'not-failed': 'not-failed' } as const;

async function work(
  ctx: Context,
  unit: Unit,
  { workspace, adminId, name: by }: Actor,
  { act, ...input }: { messageId: string; conversationId: string | null; act: TextAct },
): Promise<TextDone> {
  const { messageId } = input;
  if (act === 'resume-automatic') return { kind: 'resumed-automatic' };
  if (act === 'cancel') {
    const cancelled = await cancelWaitingIn(ctx, unit, { workspaceId: workspace.id, messageId, by });
    return { kind: cancelled === 'cancelled' ? 'cancelled' : 'not-waiting' };
  }
  if (act === 'release') return { kind: (await releaseOne(ctx, unit, workspace, messageId)) ? 'released' : 'not-held' };
  if (act === 'arrived') {
    const settled = await settleUnknownIn(ctx, unit, workspace, { ...input, adminId });
    return { kind: settled === 'known' ? 'outcome-known' : 'arrived' };
  }
  const again = await sendAgainIn(ctx, unit, workspace, { ...input, adminId });
  if (again.kind !== 'refused') return { kind: afterAgain[again.kind] };
  const message = await findMessage(unit.trx, workspace.id, messageId);
  const ends = { address: message?.address ?? '', sender: message?.sender ?? '' };
  return { kind: 'refused', by: { kind: again.reason, ...ends } };
}

/** Cancels a scheduled text of anybody. */
export async function cancelForTeam(ctx: Context, { workspace, adminId }: Actor, send: string): Promise<TextDone> {
  const outcome = await cancelScheduled(ctx, workspace.id, { id: send, by: adminId });
  if (outcome.kind === 'gone') return { kind: 'not-scheduled', became: outcome.became };
  const entry = { kind: 'scheduled-text-cancelled', send } as const;
  await insertAudit(ctx.db, { workspaceId: workspace.id, id: ctx.newId(), adminId, entry, at: nowOf(ctx) });
  return { kind: 'scheduled-cancelled' };
}
