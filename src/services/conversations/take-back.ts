// An agent deleted a message: its texts that have not gone are stopped, and for those that have gone the agent gets a note.
import { listConversations } from '../../store/conversations/conversations.ts';
import { insertTakenBack, settleUnsettled } from '../../store/conversations/replies.ts';
import { insertMessageEvent } from '../../store/texts/message-events.ts';
import { forgetRefusedOf, listGoneOf, refuseUnsentOf } from '../../store/texts/part-texts.ts';
import { nowOf, type Timed, type Unit, type Watched } from '../context.ts';
import { oweNote, toldOf } from './owe-note.ts';

/** `conversationId`: null where Intercom did not name it. */
export interface TakenBack {
  workspaceId: string;
  conversationId: string | null;
  partIds: readonly string[];
}

export async function takeBack(ctx: Timed & Watched, unit: Unit, taken: TakenBack): Promise<void> {
  const { workspaceId, partIds } = taken;
  const { trx } = unit;
  const at = nowOf(ctx);
  for (const partId of partIds) await settleUnsettled(trx, { workspaceId, partId }, 'taken-back', at);
  await rememberUnheard(unit, taken, at);
  await forgetRefusedOf(trx, workspaceId, partIds);
  const unsent = await refuseUnsentOf(trx, workspaceId, partIds, at);
  for (const { id: messageId } of unsent) {
    const event = { workspaceId, messageId, state: 'refused', source: 'gate', errorCode: null } as const;
    await insertMessageEvent(trx, { ...event, id: ctx.newId(), at });
    ctx.metrics.texts.inc({ direction: 'out', outcome: 'refused' });
  }
  // One note a message: a part that has gone counts more than one that was stopped.
  for (const message of await listGoneOf(trx, workspaceId, partIds))
    await oweNote(ctx, unit, toldOf(message), { kind: 'deleted-too-late', address: message.address });
  for (const message of unsent)
    await oweNote(ctx, unit, toldOf(message), { kind: 'deleted-in-time', address: message.address });
}

/** Notifications come in any order: the words of a deleted part may arrive after its deletion. */
async function rememberUnheard({ trx }: Unit, taken: TakenBack, at: Date): Promise<void> {
  const { workspaceId, conversationId, partIds } = taken;
  if (conversationId === null) return;
  const known = await listConversations(trx, [{ workspaceId, conversationId }]);
  if (known.length > 0) await insertTakenBack(trx, { workspaceId, conversationId, partIds, at });
}
