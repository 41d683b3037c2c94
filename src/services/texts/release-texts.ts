// Gives texts that waited for the end of quiet hours a new place in their thread's line.
import { newJob } from '../../domain/jobs/jobs.ts';
import { rankOf } from '../../domain/jobs/text-rank.ts';
import type { Message } from '../../domain/texts/message.ts';
import type { WaitsBy } from '../../domain/texts/trace.ts';
import type { Workspace } from '../../domain/workspace.ts';
import { lockMessage } from '../../store/texts/messages.ts';
import { listParts } from '../../store/texts/part-texts.ts';
import { putOffTelling } from '../../store/texts/untold-texts.ts';
import { endWait, letWait, listReleased } from '../../store/texts/waiting-texts.ts';
import { type Context, nowOf, type Storing, type Timed, transact, type Unit } from '../context.ts';
import { oweNote, toldOf } from '../conversations/owe-note.ts';

/** Takes the text and its later parts out of their line until then. Their conversation is told once. */
export async function waitForOpening(
  ctx: Context,
  workspace: Workspace,
  message: Message,
  { until, zone, by }: { until: Date; zone: string; by: WaitsBy },
): Promise<void> {
  const { workspaceId, threadId, address } = message;
  if (threadId === null) return;
  await transact(ctx, async (unit) => {
    const parts = await listParts(unit.trx, message);
    const later = parts.filter((part) => part.partNo >= message.partNo).map((part) => part.id);
    const step = { kind: 'waits', why: 'quiet-hours', until: until.toISOString(), zone, by } as const;
    await letWait(unit.trx, workspaceId, later, { until, step });
    const delayMs = Math.max(0, until.getTime() - ctx.clock.now());
    await unit.enqueue([newJob('release-texts', { workspaceId, threadId }, { delayMs })]);
    // No agent waits for automation, or may hurry it.
    if (message.purpose !== 'conversation') return;
    await oweNote(ctx, unit, toldOf(message), {
      kind: 'waits',
      address,
      until,
      zone,
      workspaceZone: workspace.timezone,
      mayGoNow: mayGoNow(workspace),
    });
  });
}

/** Takes a text that was just queued out of its line until the time that its author chose. No conversation shows it before. */
export async function waitForTime(
  ctx: Timed,
  unit: Unit,
  { workspaceId, threadId }: { workspaceId: string; threadId: string },
  messageIds: readonly string[],
  until: Date,
): Promise<void> {
  await letWait(unit.trx, workspaceId, messageIds, { until, step: { kind: 'scheduled', until: until.toISOString() } });
  await putOffTelling(unit.trx, { workspaceId, threadId }, until);
  const delayMs = Math.max(0, until.getTime() - ctx.clock.now());
  await unit.enqueue([newJob('release-texts', { workspaceId, threadId }, { delayMs })]);
}

/** Texts that were released a moment ago go first where they were written first: so long takes a place behind them. */
const GO_BEHIND_MS = 1_000;

/** An admin has released texts that were written before this one: it leaves the line with its later parts, and comes back behind them. */
export async function goBehind(ctx: Context, message: Message): Promise<void> {
  const { workspaceId, threadId } = message;
  if (threadId === null) return;
  await transact(ctx, async (unit) => {
    const parts = await listParts(unit.trx, message);
    const later = parts.filter((part) => part.partNo >= message.partNo).map((part) => part.id);
    const until = new Date(ctx.clock.now() + GO_BEHIND_MS);
    await letWait(unit.trx, workspaceId, later, { until, step: { kind: 'went-behind' } });
    await unit.enqueue([newJob('release-texts', { workspaceId, threadId }, { delayMs: GO_BEHIND_MS })]);
  });
}

/** A text that is in its line again already keeps its place: the second job finds it gone. */
export async function releaseTexts(ctx: Context, input: { workspaceId: string; threadId: string }): Promise<void> {
  const { workspaceId, threadId } = input;
  const workspace = await ctx.workspaces.get(workspaceId);
  await transact(ctx, async (unit) => {
    await toLine(unit, workspace, await listReleased(unit.trx, workspaceId, threadId, nowOf(ctx)));
  });
}

export type SendNowOutcome = 'sent' | 'not-waiting' | 'must-wait';

/** An agent has a text go at once that waits for the end of quiet hours, with its later parts. */
export async function sendNow(
  ctx: Storing & Timed,
  workspace: Workspace,
  { messageId }: { messageId: string },
): Promise<SendNowOutcome> {
  if (!mayGoNow(workspace)) return 'must-wait';
  return transact(ctx, async (unit): Promise<SendNowOutcome> => {
    const message = await lockMessage(unit.trx, workspace.id, { id: messageId, sid: '' });
    const now = nowOf(ctx);
    if (!message || !isWaiting(message, now)) return 'not-waiting';
    const parts = (await listParts(unit.trx, message)).filter((part) => isWaiting(part, now));
    const ids = parts.map((part) => part.id);
    await endWait(unit.trx, workspace.id, ids, now);
    await toLine(unit, workspace, parts);
    return 'sent';
  });
}

/** An agent may have a text go in quiet hours. */
export function mayGoNow({ settings }: Pick<Workspace, 'settings'>): boolean {
  return settings.repliesInQuietHours !== 'wait';
}

/** True for a text that is out of its line. */
export function isWaiting({ state, waitsUntil }: Pick<Message, 'state' | 'waitsUntil'>, now: Date): boolean {
  return state === 'pending' && waitsUntil !== null && waitsUntil > now;
}

/** Gives each a new place at the end of its thread's line. */
export async function toLine(
  unit: Unit,
  { settings: { threadPer } }: Pick<Workspace, 'settings'>,
  texts: readonly Message[],
): Promise<void> {
  const jobs = texts.flatMap((text) => {
    const { workspaceId, id: messageId, threadId: id, address, answers, confirms } = text;
    const rank = rankOf({ ...text, isAnswer: answers !== null || confirms !== null });
    return id === null ? [] : [newJob('deliver-text', { workspaceId, messageId, id, address, threadPer }, { rank })];
  });
  await unit.enqueue(jobs);
}
