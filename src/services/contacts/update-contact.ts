// The contact's attributes show the last text sent: its id, state and time.
import { isDeliveryState, isFinal } from '../../domain/delivery.ts';
import { AppError } from '../../domain/errors.ts';
import type { Message, MessageState } from '../../domain/message.ts';
import type { AttributeStyle } from '../../domain/workspace.ts';
import type { IntercomClient } from '../../intercom/client.ts';
import { isContactArchived, isContactBlocked, isGone, isMalformed } from '../../intercom/errors.ts';
import { findContact, markContactWritten } from '../../store/conversations/contacts.ts';
import { findLastSent } from '../../store/texts/message-lists.ts';
import { updateWorkspace } from '../../store/workspaces/workspaces.ts';
import { type Context, type OpenWorkspace, transact } from '../context.ts';
import { orWithout } from '../credentials/or-without.ts';
import { inherit } from './follow-contact.ts';

/** A state that is not final is written only when it has lasted this long: mostly the final one comes first. */
const SETTLED_AFTER_MS = 60_000;

const attributes = [
  { name: 'sms_last_message_sid', dataType: 'string', description: "Twilio's id of the last text sent" },
  { name: 'sms_last_status', dataType: 'string', description: 'Delivery state of the last text sent' },
  { name: 'sms_last_sent_at', dataType: 'date', description: 'When the last text was sent' },
] as const;

/** Writes only what the contact does not show yet, so it may be asked for as often as is convenient. */
export async function updateContact(ctx: Context, input: { workspaceId: string; contactId: string }): Promise<void> {
  const { workspaceId, contactId } = input;
  const sent = await findLastSent(ctx.db, workspaceId, contactId);
  if (!sent) return;
  const { message, sentAt } = sent;
  const status = `${message.sid} ${message.state}`;
  const contact = await findContact(ctx.db, workspaceId, contactId);
  if (contact?.writtenStatus === status || contact?.gone) return;
  if (!isSettled(message.state, ctx.clock.now() - sentAt.getTime())) return;
  const workspace = await ctx.workspaces.get(workspaceId);
  const intercom = ctx.intercom(workspace, { rank: 'automation' });
  const optional = <T>(call: () => Promise<T>) => orWithout(ctx, workspace, 'attributes of a contact', call);
  const style = workspace.attributeStyle ?? (await optional(() => makeAttributes(ctx, intercom, workspace)));
  if (style === null) return;
  try {
    const values = valuesOf(message, sentAt, style);
    const shown = await optional(() => intercom.updateContactAttributes(contactId, values));
    if (shown === null) return;
    if (shown.id !== contactId) await inherit(ctx, message, contactId, shown);
  } catch (error) {
    if (isGone(error) || isContactBlocked(error) || isContactArchived(error)) return;
    if (!isMalformed(error) || workspace.attributeStyle === null) throw error;
    await setStyle(ctx, workspaceId, null);
    throw new AppError('vendor-refused', 'An attribute is missing and will be made again.', {
      retry: 'later',
      cause: error,
    });
  }
  await markContactWritten(ctx.db, workspaceId, contactId, status);
}

function isSettled(state: MessageState, ageMs: number): boolean {
  return (isDeliveryState(state) && isFinal(state)) || ageMs >= SETTLED_AFTER_MS;
}

function valuesOf(message: Message, sentAt: Date, style: AttributeStyle): Record<string, string | number> {
  const values = {
    sms_last_message_sid: message.sid ?? '',
    sms_last_status: message.state,
    sms_last_sent_at: Math.floor(sentAt.getTime() / 1000),
  };
  return Object.fromEntries(Object.entries(values).map(([name, value]) => [spell(name, style), value]));
}

function spell(name: string, style: AttributeStyle): string {
  return style === 'hyphens' ? name.replaceAll('_', '-') : name;
}

/** Made once a workspace; one that refuses underscores in names gets hyphens. */
async function makeAttributes(
  ctx: Context,
  intercom: IntercomClient,
  workspace: OpenWorkspace,
): Promise<AttributeStyle> {
  const style = (await makeAll(intercom, 'underscores')) ? 'underscores' : 'hyphens';
  if (style === 'hyphens') await makeAll(intercom, style);
  await setStyle(ctx, workspace.id, style);
  return style;
}

/** False when a name is refused for its spelling. */
async function makeAll(intercom: IntercomClient, style: AttributeStyle): Promise<boolean> {
  for (const attribute of attributes) {
    try {
      await intercom.createContactAttribute({ ...attribute, name: spell(attribute.name, style) });
    } catch (error) {
      if (!isMalformed(error)) throw error;
      if (error.isDuplicate) continue;
      if (style === 'underscores' && error.isAboutName) return false;
      throw error;
    }
  }
  return true;
}

async function setStyle(ctx: Context, workspaceId: string, attributeStyle: AttributeStyle | null): Promise<void> {
  await transact(ctx, ({ trx, changed }) => {
    changed(workspaceId);
    return updateWorkspace(trx, workspaceId, { attributeStyle });
  });
}
