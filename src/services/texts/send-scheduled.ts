// Sends a scheduled text once its time has come, or moves it to the end of quiet hours.
import type { Written } from '../../domain/notes/note.ts';
import { askAuthorAt } from '../../domain/send-window.ts';
import type { Refusal } from '../../domain/texts/refusal.ts';
import { homeOf } from '../../domain/thread.ts';
import { spreadFor } from '../../domain/times/quiet-hours.ts';
import type { Workspace } from '../../domain/workspace.ts';
import { listContactZones } from '../../store/conversations/contacts.ts';
import { findHomes } from '../../store/conversations/conversations.ts';
import { listRelatedThreads } from '../../store/conversations/related-threads.ts';
import { findThread } from '../../store/conversations/threads.ts';
import { lockSend, type Send, updateSend } from '../../store/texts/panel-texts.ts';
import { type Context, nowOf, transact, type Unit } from '../context.ts';
import { oweFailure, oweNote } from '../conversations/owe-note.ts';
import { daysOffFor } from './days-off.ts';
import { clocksOf, openingOf } from './find-window.ts';
import { laterJob, sendThroughGate } from './send-text.ts';

/** Sends a scheduled text whose time has come. One that was moved or cancelled needs nothing now. */
export async function sendScheduled(ctx: Context, input: { workspaceId: string; sendId: string }): Promise<void> {
  const workspace = await ctx.workspaces.get(input.workspaceId);
  await transact(ctx, async (unit) => {
    const send = await lockSend(unit.trx, input.workspaceId, input.sendId);
    const now = nowOf(ctx);
    if (send?.state !== 'scheduled' || (send.sendAt ?? now) > now) return;
    if (await isMoved(ctx, unit, workspace, send)) return;
    const conversationId = await homeOfSend(unit, workspace, send);
    const placed = { ...send, conversationId };
    const refusal = await sendThroughGate(ctx, unit, workspace, placed, null);
    await updateSend(unit.trx, send, { state: refusal ? 'refused' : 'sent', settledAt: now, conversationId });
    if (!refusal) return;
    const what = { scheduledFor: send.sendAt ?? now, zone: send.zone ?? workspace.timezone };
    await tellRefused(ctx, unit, placed, what, refusal);
  });
}

/** Moves a scheduled text to the end of quiet hours, and tells its conversation. One that is too old by then is held instead. */
async function isMoved(ctx: Context, unit: Unit, workspace: Workspace, send: Send): Promise<boolean> {
  const { workspaceId, address, threadId, conversationId, id: subject, sendAt } = send;
  const now = nowOf(ctx);
  const { settings } = workspace;
  if (!settings.quietHours || (sendAt !== null && askAuthorAt(sendAt, settings) < now)) return false;
  const zones = (await listContactZones(unit.trx, workspaceId, [address])).get(address) ?? null;
  const isDayOff = await daysOffFor(workspace, { address, zones }, now);
  const opening = openingOf(workspace, { address, zones }, now, isDayOff);
  if (opening.isOpen) return false;
  const until = new Date(opening.opensAt.getTime() + spreadFor(threadId));
  await updateSend(unit.trx, send, { sendAt: until });
  await unit.enqueue([laterJob(send, until, now)]);
  const zone = clocksOf(workspace, { address, zones }, opening);
  const told = { workspaceId, conversationId, subject };
  const note = { kind: 'waits', address, until, zone, workspaceZone: workspace.timezone, mayGoNow: false } as const;
  await oweNote(ctx, unit, told, note);
  return true;
}

/** The conversation in which the text was written, or the one that its thread has moved to. */
async function homeOfSend(unit: Unit, workspace: Workspace, send: Send): Promise<string> {
  const { workspaceId, threadId: id, conversationId, createdAt: writtenAt } = send;
  const isShared = workspace.settings.threadPer === 'contact';
  const thread = isShared ? await findThread(unit.trx, workspaceId, { id }) : undefined;
  const related = thread?.contactId ? await listRelatedThreads(unit.trx, thread) : [{ id }];
  const threadIds = related.map((one) => one.id);
  const { written, homes } = await findHomes(unit.trx, workspaceId, { conversationId, threadIds });
  return homeOf({ conversationId, writtenAt }, written, homes);
}

async function tellRefused(ctx: Context, unit: Unit, send: Send, what: Written, reason: Refusal): Promise<void> {
  const { workspaceId, conversationId, id: subject, address, sender } = send;
  const told = { workspaceId, conversationId, subject, byPerson: true };
  await oweFailure(ctx, unit, told, { kind: 'refused', address, sender, what, reason });
}
