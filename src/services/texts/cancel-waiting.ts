// Cancels a text that waits to be handed to Twilio, with a note in its conversation.
import { insertMessageEvent } from '../../store/texts/message-events.ts';
import { lockMessage, updateMessage } from '../../store/texts/messages.ts';
import { listParts } from '../../store/texts/part-texts.ts';
import { nowOf, type Timed, type Unit, type Watched } from '../context.ts';
import { oweNote, toldOf, writtenAs } from '../conversations/owe-note.ts';

/** `gone`: it is at Twilio, may be, or was ended before. */
export type CancelledText = 'cancelled' | 'gone';

/** Cancels the SMS of the text that have not begun to go. `by`: the name of whoever cancels it. */
export async function cancelWaitingIn(
  ctx: Timed & Watched,
  unit: Unit,
  input: { workspaceId: string; messageId: string; by: string | null },
): Promise<CancelledText> {
  const { workspaceId, messageId, by } = input;
  // A hand-over that begins meanwhile waits for the lock, and then finds the text settled.
  const first = await lockMessage(unit.trx, workspaceId, { id: messageId, sid: '' });
  if (first?.direction !== 'out') return 'gone';
  const at = nowOf(ctx);
  let cancelled = 0;
  for (const { id } of await listParts(unit.trx, first)) {
    const part = await lockMessage(unit.trx, workspaceId, { id, sid: '' });
    const isWaiting = part?.state === 'pending' || (part?.state === 'held' && part.heldFor !== null);
    if (!part || !isWaiting || part.attemptedAt !== null) continue;
    const event = {
      workspaceId,
      messageId: id,
      id: ctx.newId(),
      state: 'refused',
      source: 'agent',
      errorCode: null,
    } as const;
    await insertMessageEvent(unit.trx, { ...event, at });
    await updateMessage(unit.trx, part, { state: 'refused', stateAt: at, refusedFor: 'cancelled' });
    cancelled += 1;
  }
  if (cancelled === 0) return 'gone';
  ctx.metrics.texts.inc({ direction: 'out', outcome: 'refused' }, cancelled);
  await oweNote(ctx, unit, toldOf(first), { kind: 'cancelled', address: first.address, what: writtenAs(first), by });
  return 'cancelled';
}
