// Reads one text for its page: its SMS and their states, what it cost, what became of it, and what can be done about it.

import { isStopped, type Message } from '../../domain/texts/message.ts';
import { totalPrice } from '../../domain/texts/total-price.ts';
import type { NoAct, OneText, TextAct, TextPart } from '../../domain/texts-page.ts';
import { isUuid } from '../../domain/uuid.ts';
import { listRetriesOf } from '../../store/conversations/failures.ts';
import { listNotesAbout } from '../../store/conversations/notes-about.ts';
import { readLoop } from '../../store/texts/loops.ts';
import { listMessageEvents } from '../../store/texts/message-events.ts';
import { listParts } from '../../store/texts/part-texts.ts';
import { readTexts } from '../../store/texts/text-log.ts';
import { listActs } from '../../store/workspaces/acts.ts';
import { type Context, nowOf, type OpenWorkspace } from '../context.ts';
import { linkToConversation } from '../conversations/link-conversation.ts';
import { subjectOf } from '../conversations/owe-note.ts';
import { whyRefused } from './queue-text.ts';
import { toLogged } from './read-log.ts';
import { readTrace } from './read-trace.ts';

/** Undefined where the workspace has no such text. `mayChange`: the reader may do something about it. */
export async function readText(
  ctx: Context,
  workspace: OpenWorkspace,
  { id, mayChange }: { id: string; mayChange: boolean },
): Promise<OneText | undefined> {
  const [found] = isUuid(id) ? await readTexts(ctx.db, workspace.id, [id]) : [];
  if (!found) return undefined;
  const { message } = found;
  const parts = await listParts(ctx.db, message);
  const ids = parts.map((part) => part.id);
  const events = await listMessageEvents(ctx.db, workspace.id, ids);
  const retries = await listRetriesOf(ctx.db, workspace.id, ids);
  const named = await readTexts(
    ctx.db,
    workspace.id,
    retries.map((retry) => retry.id),
  );
  const subjects = [...new Set([subjectOf(message), ...ids])];
  const { conversationId, sid, writtenAt, retryOf, purpose } = message;
  const wasSentAgain = retries.length > 0;
  const loop = message.threadId === null ? null : await readLoop(ctx.db, workspace.id, message.threadId);
  const can = await actsFor(ctx, workspace, { message, parts, wasSentAgain, mayChange });
  return {
    ...toLogged({ ...found, retried: wasSentAgain }, workspace),
    ...{ sid, writtenAt, replaces: retryOf, purpose, loop },
    trace: await readTrace(ctx.db, workspace.id, parts),
    parts: parts.map(
      (part): TextPart => ({
        ...{ no: part.partNo, of: part.partOf ?? (parts.length > 1 ? parts.length : null), body: part.body },
        ...{ state: part.state, price: part.price },
        events: events.filter((event) => event.messageId === part.id).map(({ messageId: _same, ...event }) => event),
      }),
    ),
    price: totalPrice(parts),
    conversationUrl: conversationId === null ? null : linkToConversation(ctx, workspace, conversationId),
    replacedBy: named
      .toReversed()
      .map(({ message: { id: by, createdAt: at }, authorName: author }) => ({ id: by, at, author })),
    notes: await listNotesAbout(ctx.db, workspace.id, subjects),
    acts: await listActs(ctx.db, workspace.id, ids),
    ...can,
  };
}

interface Asked {
  message: Message;
  parts: readonly Message[];
  wasSentAgain: boolean;
  mayChange: boolean;
}

async function actsFor(
  ctx: Context,
  workspace: OpenWorkspace,
  { message, parts, wasSentAgain, mayChange }: Asked,
): Promise<{ mayDo: TextAct[]; whyNot: NoAct | null }> {
  const nothing = (whyNot: NoAct | null) => ({ mayDo: [], whyNot });
  if (message.direction === 'in') return nothing(null);
  const isWaiting = parts.some(({ state, attemptedAt }) => state === 'pending' && attemptedAt === null);
  const isHeld = parts.some(({ state, heldFor }) => state === 'held' && heldFor !== null);
  const stopped = parts.filter(isStopped);
  if (!isWaiting && stopped.length === 0) return nothing(null);
  if (!mayChange) return nothing('viewer');
  if (isHeld) return { mayDo: ['release', 'cancel'], whyNot: null };
  if (isWaiting) return { mayDo: ['cancel'], whyNot: null };
  if (wasSentAgain) return nothing('sent-again');
  const isUnsure = stopped.some(({ state }) => state === 'given-up');
  if (stopped.every(({ refusedFor }) => refusedFor === 'deleted')) return nothing('over');
  const reason = await whyRefused(ctx.db, workspace, message, nowOf(ctx));
  if (reason !== null) return isUnsure ? { mayDo: ['arrived'], whyNot: 'refused' } : nothing('refused');
  return { mayDo: isUnsure ? ['again', 'arrived'] : ['again'], whyNot: null };
}
