// Finds the person whom a system wants to text, and the fields of their contact.
import type { TemplateValues } from '../../domain/texts/template.ts';
import { isGone } from '../../intercom/calls/errors.ts';
import { findContact, findContactByAddress } from '../../store/conversations/contacts.ts';
import type { Context, OpenWorkspace } from '../context.ts';
import { rememberContact } from './follow-contact.ts';
import { asUnavailable, type ContactName, lookUpContacts } from './look-up-contacts.ts';

export interface Recipient {
  address: string;
  contactId: string | null;
}

/** Throws `unavailable` where Intercom is away and must be asked. */
export async function findRecipient(
  ctx: Context,
  workspace: OpenWorkspace,
  to: ContactName,
): Promise<Recipient | 'no-contact' | 'no-phone'> {
  if (to.by === 'number') {
    const known = await findContactByAddress(ctx.db, workspace.id, to.value);
    return { address: to.value, contactId: known?.contactId ?? null };
  }
  // A contact that is known here is texted while Intercom is away, too.
  const known = to.by === 'contact-id' ? await knownHere(ctx, workspace, to.value) : null;
  if (known !== null) return known;
  const [found] = await lookUpContacts(ctx, workspace, to);
  if (found === undefined) return 'no-contact';
  const { contact, number: address } = found;
  if (address === null) return 'no-phone';
  // Intercom's search lags behind the news that we have.
  const fresher = await knownHere(ctx, workspace, contact.id);
  if (fresher !== null) return fresher;
  await rememberContact(ctx, workspace.id, contact, address);
  return { address, contactId: contact.id };
}

async function knownHere(ctx: Context, { id: workspaceId }: OpenWorkspace, id: string): Promise<Recipient | null> {
  const contact = await findContact(ctx.db, workspaceId, id);
  if (contact === undefined || contact.gone || contact.address === null) return null;
  return { address: contact.address, contactId: contact.contactId };
}

export const nothingKnown: TemplateValues['contact'] = { name: null, email: null, phone: null, attributes: {} };

export async function contactFields(
  ctx: Context,
  workspace: OpenWorkspace,
  { contactId }: Recipient,
): Promise<TemplateValues['contact']> {
  if (contactId === null) return nothingKnown;
  try {
    return await ctx.intercom(workspace, { rank: 'automation' }).getContactFields(contactId);
  } catch (error) {
    if (isGone(error)) return nothingKnown;
    throw asUnavailable(error);
  }
}
