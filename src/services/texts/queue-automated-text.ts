// Queues a text of automation through the gate. An open conversation of its thread shows it; elsewhere the log and the panel do.
import type { Purpose } from '../../domain/texts/purpose.ts';
import type { Refusal } from '../../domain/texts/refusal.ts';
import type { RuledBy } from '../../domain/texts/trace.ts';
import type { Thread } from '../../domain/thread.ts';
import type { Workspace } from '../../domain/workspace.ts';
import { nowOf, type Timed, type Unit, type Watched } from '../context.ts';
import { queueText } from './queue-text.ts';
import { showAutomatedText } from './show-automated-text.ts';

export type Automated = { kind: 'queued'; textId: string } | { kind: 'refused'; reason: Refusal };

/** `byRule`: the happening for which a rule sends it; absent: a system of the workspace's own does. */
export async function queueAutomatedText(
  ctx: Timed & Watched,
  unit: Unit,
  workspace: Workspace,
  { thread, body, purpose, byRule }: { thread: Thread; body: string; purpose: Purpose; byRule?: RuledBy },
): Promise<Automated> {
  const { conversation } = thread;
  const at = nowOf(ctx);
  const shownIn = conversation?.state === 'open' ? { conversationId: conversation.id, sendId: ctx.newId() } : null;
  const queued = await queueText(ctx, unit, workspace, {
    ...{
      thread,
      body,
      purpose,
      ...(byRule === undefined ? {} : { byRule }),
      writtenAt: at,
      ifRefused: 'keep',
      author: { kind: 'automation', id: null },
    },
    ...(shownIn ?? { conversationId: null, sendId: null }),
    ...{ replyPartId: null, retryOf: null },
  });
  if (queued.kind === 'refused') return queued;
  if (shownIn !== null) {
    const { conversationId, sendId: id } = shownIn;
    await showAutomatedText(unit, thread, { id, conversationId, body: queued.body, at });
  }
  return { kind: 'queued', textId: queued.messageIds[0] ?? '' };
}
