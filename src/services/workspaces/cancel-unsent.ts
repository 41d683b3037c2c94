// Cancels the unsent texts of a workspace that uninstalls the app. A note is owed for each, in case the app comes back.
import { insertMessageEvent } from '../../store/texts/message-events.ts';
import { cancelScheduledOf } from '../../store/texts/panel-texts.ts';
import { refusePendingOf } from '../../store/texts/part-texts.ts';
import { nowOf, type Timed, type Unit } from '../context.ts';
import { oweFailure, toldOf, writtenAs } from '../conversations/owe-note.ts';

export async function cancelUnsent(ctx: Timed, unit: Unit, workspaceId: string): Promise<void> {
  const at = nowOf(ctx);
  for (const message of await refusePendingOf(unit.trx, workspaceId, at)) {
    const { id: messageId } = message;
    const event = { workspaceId, messageId, state: 'refused', source: 'gate', errorCode: null } as const;
    await insertMessageEvent(unit.trx, { ...event, id: ctx.newId(), at });
    await oweFailure(ctx, unit, toldOf(message), {
      kind: 'uninstalled',
      address: message.address,
      what: writtenAs(message),
    });
  }
  for (const send of await cancelScheduledOf(unit.trx, workspaceId, at)) {
    const told = { workspaceId, conversationId: send.conversationId, subject: send.id, byPerson: true };
    const what = { scheduledFor: send.sendAt ?? at, zone: send.zone ?? 'UTC' };
    await oweFailure(ctx, unit, told, { kind: 'uninstalled', address: send.address, what });
  }
}
