// The one contact that a number belongs to: known, found, or made; never a second one.
import type { Contact } from '../domain/conversation.ts';
import { type Address, countryOf, spellingsOf, toE164 } from '../domain/phone-number.ts';
import type { IntercomClient } from '../intercom/client.ts';
import { IntercomError } from '../intercom/errors.ts';
import { findContactByAddress, upsertContacts } from '../store/contacts.ts';
import { type Context, nowOf, type OpenWorkspace } from './context.ts';

type FindContext = Pick<Context, 'db' | 'clock'>;
export type FoundContact = Pick<Contact, 'id' | 'role'>;

/**
 * Our own map first; else Intercom's search over every spelling, a user before a lead, then who was seen
 * last; else a new user whose external id is the address. That id is unique and looked up directly, so
 * making it twice ends in a conflict that names the first, however far the search lags behind.
 */
export async function findContact(
  ctx: FindContext,
  intercom: IntercomClient,
  workspace: OpenWorkspace,
  address: Address,
): Promise<FoundContact> {
  const known = await findContactByAddress(ctx.db, workspace.id, address.value);
  if (known) return { id: known.contactId, role: known.role };
  const contact =
    (address.phone === null ? undefined : await searchContact(intercom, address.phone)) ??
    (await makeContact(intercom, address));
  await rememberContact(ctx, workspace.id, contact, address.value);
  return contact;
}

export async function rememberContact(ctx: FindContext, workspaceId: string, contact: Contact, address: string) {
  const { id, role, name, seenAt } = contact;
  await upsertContacts(ctx.db, [{ workspaceId, contactId: id, role, name, address, seenAt, changedAt: nowOf(ctx) }]);
}

async function searchContact(intercom: IntercomClient, phone: string): Promise<Contact | undefined> {
  const found = await intercom.searchContactsByPhone(spellingsOf(phone));
  const country = countryOf(phone) ?? undefined;
  return found
    .filter((contact) => contact.phone !== null && toE164(contact.phone, country) === phone)
    .sort(byPreference)[0];
}

function byPreference(a: Contact, b: Contact): number {
  if (a.role !== b.role) return a.role === 'user' ? -1 : 1;
  const seen = (b.seenAt?.getTime() ?? 0) - (a.seenAt?.getTime() ?? 0);
  return seen !== 0 ? seen : a.id < b.id ? -1 : 1;
}

async function makeContact(intercom: IntercomClient, address: Address): Promise<Contact> {
  try {
    return await intercom.createContact({ externalId: `sms:${address.value}`, phone: address.phone });
  } catch (error) {
    if (!(error instanceof IntercomError) || error.conflictingId === null) throw error;
    return reuseContact(intercom, error.conflictingId, error.conflictIsArchived);
  }
}

async function reuseContact(intercom: IntercomClient, id: string, archived: boolean): Promise<Contact> {
  if (archived) await intercom.unarchiveContact(id);
  try {
    return await intercom.getContact(id);
  } catch (error) {
    if (error instanceof IntercomError && error.movedTo !== null) return intercom.getContact(error.movedTo);
    throw error;
  }
}
