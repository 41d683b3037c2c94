// Writes a new number into a contact's phone field, as an agent asked with a text to it.
import type { Contact } from '../../domain/conversation.ts';
import { parseAddress } from '../../domain/numbers/phone-number.ts';
import type { NumberSaved } from '../../domain/panel-flash.ts';

import { isForbidden, isGone, isRefused } from '../../intercom/calls/errors.ts';
import { findContact, releaseThreads, upsertContacts } from '../../store/conversations/contacts.ts';
import { type Context, nowOf, type OpenWorkspace, transact } from '../context.ts';

/** Asking twice changes nothing. The text is on its way already, so a failure is an answer and no error. */
export async function saveNumber(
  ctx: Context,
  workspace: OpenWorkspace,
  wanted: { contactId: string; address: string },
): Promise<NumberSaved> {
  const { contactId, address } = wanted;
  const { phone } = parseAddress(address);
  if (phone === null) return 'refused';
  const known = await findContact(ctx.db, workspace.id, contactId);
  if (known && !known.gone && known.address === address) return 'saved';
  try {
    const contact = await ctx.intercom(workspace).updateContactPhone(contactId, phone);
    await rememberNumber(ctx, workspace, contact, address);
    return 'saved';
  } catch (error) {
    ctx.log.warn({ workspaceId: workspace.id, contactId, err: error }, 'a number is not saved on its contact');
    if (isForbidden(error)) return 'forbidden';
    return isGone(error) || isRefused(error) ? 'refused' : 'unanswered';
  }
}

/** As Intercom's notification will tell it: the texts of the old number look for their contact anew. */
async function rememberNumber(ctx: Context, { id: workspaceId }: OpenWorkspace, contact: Contact, address: string) {
  const { id: contactId, role, name, hasEmail, seenAt, zones } = contact;
  const changedAt = nowOf(ctx);
  const known = { workspaceId, contactId, role, name, address, isExact: true, hasEmail, seenAt, zones, changedAt };
  await transact(ctx, async ({ trx }) => {
    await releaseThreads(trx, [known]);
    await upsertContacts(trx, [known]);
  });
}
