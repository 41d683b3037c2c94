// Finds the one contact that a number belongs to, or makes it; never a second one.
import type { Contact } from '../../domain/conversation.ts';
import { type Address, countryOf, searchedAs } from '../../domain/numbers/phone-number.ts';
import { numberIn } from '../../domain/numbers/stored-phone.ts';
import type { Matched } from '../../domain/texts/trace.ts';
import type { IntercomClient } from '../../intercom/calls/client.ts';
import { IntercomError, isContactBlocked, isGone, isRefused } from '../../intercom/calls/errors.ts';
import { clearAddresses, findContactByAddress, listGoneContacts } from '../../store/conversations/contacts.ts';
import { nowOf, type OpenWorkspace, type Storing, type Timed } from '../context.ts';
import { ownAddress, rememberContact } from './follow-contact.ts';

type FindContext = Storing & Timed;
export type FoundContact = Pick<Contact, 'id' | 'role'> & { how: Matched };

/**
 * Looks in our own map first; then in Intercom's search over every spelling, a user before a lead, the one seen last first;
 * then for the number's former contact: `former`, the thread's contact until now, or one that was archived or merged since.
 * Else makes a user whose external id is the address. That id is unique and looked up directly, so making it twice ends in a
 * conflict that names the first, however far the search lags behind.
 */
export async function findContact(
  ctx: FindContext,
  intercom: IntercomClient,
  workspace: OpenWorkspace,
  address: Address,
  former: string | null,
): Promise<FoundContact> {
  const known = await findContactByAddress(ctx.db, workspace.id, address.value);
  if (known) return { id: known.contactId, role: known.role, how: 'known' };
  const found = address.phone === null ? undefined : await searchContact(intercom, address.phone);
  const returned = found ?? (await findFormer(ctx, intercom, workspace.id, address, former));
  const contact = returned ?? (await makeContact(intercom, address));
  await rememberContact(
    ctx,
    workspace.id,
    contact,
    found || !returned ? address.value : ownAddress(contact, address.value),
  );
  return { id: contact.id, role: contact.role, how: found ? 'found' : returned ? 'former' : 'made' };
}

async function findFormer(
  ctx: FindContext,
  intercom: IntercomClient,
  workspaceId: string,
  address: Address,
  former: string | null,
): Promise<Contact | undefined> {
  const gone = await listGoneContacts(ctx.db, workspaceId, address.value);
  for (const id of new Set([...(former === null ? [] : [former]), ...gone])) {
    const contact = await reachContact(intercom, id);
    if (contact) return contact;
    await clearAddresses(ctx.db, [{ workspaceId, contactId: id, changedAt: nowOf(ctx) }]);
  }
  return undefined;
}

/** The contact itself, the one it was merged into, or unarchived; undefined when it was deleted. */
async function reachContact(intercom: IntercomClient, id: string): Promise<Contact | undefined> {
  try {
    return await reuseContact(intercom, id, false);
  } catch (error) {
    if (!isGone(error)) throw error;
  }
  return reuseIfPossible(intercom, id, true);
}

export async function searchContact(intercom: IntercomClient, phone: string): Promise<Contact | undefined> {
  const { numbers, spellings } = searchedAs(phone);
  const found = await intercom.searchContactsByPhone(numbers, spellings);
  const country = countryOf(phone);
  return found.filter((contact) => numberIn(contact.phone, country) === phone).sort(byPreference)[0];
}

function byPreference(a: Contact, b: Contact): number {
  if (a.role !== b.role) return a.role === 'user' ? -1 : 1;
  const seen = (b.seenAt?.getTime() ?? 0) - (a.seenAt?.getTime() ?? 0);
  return seen !== 0 ? seen : a.id < b.id ? -1 : 1;
}

/** The external id of every contact that we make begins so. */
const OURS = 'sms:';

export function isMadeByUs(externalId: string | null): boolean {
  return externalId?.startsWith(OURS) ?? false;
}

/** Tries to make a contact under another id, where an earlier contact keeps the id for good. */
const MOST_MADE = 5;

async function makeContact(intercom: IntercomClient, { value, phone }: Address): Promise<Contact> {
  for (let count = 1; ; count += 1) {
    const externalId = count === 1 ? `${OURS}${value}` : `${OURS}${value}:${count}`;
    try {
      return await intercom.createContact({ externalId, phone, name: phone === null ? value : null });
    } catch (error) {
      if (!(error instanceof IntercomError) || error.conflictingId === null) throw error;
      const contact = await reuseIfPossible(intercom, error.conflictingId, error.conflictIsArchived);
      if (contact) return contact;
      if (count === MOST_MADE) throw error;
    }
  }
}

/** Undefined where the contact cannot be used again: archived, and merged or impossible to restore. */
async function reuseIfPossible(intercom: IntercomClient, id: string, archived: boolean): Promise<Contact | undefined> {
  try {
    return await reuseContact(intercom, id, archived);
  } catch (error) {
    if (isContactBlocked(error) || !isRefused(error)) throw error;
    return undefined;
  }
}

async function reuseContact(intercom: IntercomClient, id: string, archived: boolean): Promise<Contact> {
  if (archived) await intercom.unarchiveContact(id);
  return intercom.getContact(id);
}
