// What a workspace that takes the app out had not sent yet is cancelled, and told where it was written, should the app come back.
import { describeAddress, uninstalledNotice } from '../../domain/notices.ts';
import { parseAddress } from '../../domain/phone-number.ts';
import { insertMessageEvent } from '../../store/texts/message-events.ts';
import { refusePendingOf } from '../../store/texts/messages.ts';
import { cancelScheduledOf } from '../../store/texts/panel-texts.ts';
import { nowOf, type Timed, type Unit } from '../context.ts';
import { oweNote, subjectOf } from '../conversations/owe-note.ts';

export async function cancelUnsent(ctx: Timed, unit: Unit, workspaceId: string): Promise<void> {
  const at = nowOf(ctx);
  for (const message of await refusePendingOf(unit.trx, workspaceId, at)) {
    const { id: messageId, address, conversationId } = message;
    const event = { workspaceId, messageId, state: 'refused', source: 'gate', errorCode: null } as const;
    await insertMessageEvent(unit.trx, { ...event, id: ctx.newId(), at });
    if (conversationId === null) continue;
    const body = uninstalledNotice(describeAddress(parseAddress(address)), 'reply');
    await oweNote(ctx, unit, { workspaceId, conversationId, kind: 'refused', subject: subjectOf(message), body });
  }
  for (const { id: subject, address, conversationId } of await cancelScheduledOf(unit.trx, workspaceId, at)) {
    const body = uninstalledNotice(describeAddress(parseAddress(address)), 'scheduled');
    await oweNote(ctx, unit, { workspaceId, conversationId, kind: 'refused', subject, body });
  }
}
