// Follows a merged contact: its threads go on with the contact that it became.
import type { Contact } from '../../domain/conversation.ts';
import { countryOf, parseAddress } from '../../domain/numbers/phone-number.ts';
import { numberIn } from '../../domain/numbers/stored-phone.ts';
import type { Thread } from '../../domain/thread.ts';
import type { IntercomClient } from '../../intercom/calls/client.ts';
import { isContactBlocked, isGone, isRefused } from '../../intercom/calls/errors.ts';
import { movedTo } from '../../intercom/calls/merged-contacts.ts';
import { clearAddresses, markContactGone, upsertContacts } from '../../store/conversations/contacts.ts';
import { moveThreads } from '../../store/conversations/threads.ts';
import { nowOf, type Storing, type Timed } from '../context.ts';

/**
 * Intercom refuses to let us write as a thread's contact. All of its threads go to the contact that it was merged into, which
 * is returned; null where it is gone, and then they have none.
 */
export async function followContact(
  ctx: Storing & Timed,
  intercom: IntercomClient,
  thread: Pick<Thread, 'workspaceId' | 'address'>,
  lost: { contactId: string; refusal: unknown },
): Promise<Contact | null> {
  const { contactId, refusal } = lost;
  const heir = await heirOf(intercom, contactId, movedTo(refusal));
  if (heir) await inherit(ctx, thread, contactId, heir);
  else {
    await markContactGone(ctx.db, thread.workspaceId, contactId);
    await moveThreads(ctx.db, thread.workspaceId, contactId, null);
  }
  return heir;
}

async function heirOf(intercom: IntercomClient, contactId: string, trail: string | null): Promise<Contact | null> {
  try {
    const contact = await intercom.getContact(trail ?? contactId);
    return contact.id === contactId ? null : contact;
  } catch (error) {
    if (isGone(error)) return null;
    throw error;
  }
}

/** Takes it out of the archive; false where that cannot be done. Throws where an agent blocked it. */
export async function restoreContact(intercom: IntercomClient, contactId: string): Promise<boolean> {
  try {
    await intercom.unarchiveContact(contactId);
    return true;
  } catch (error) {
    if (isContactBlocked(error) || !isRefused(error)) throw error;
    return false;
  }
}

/** Forgets a contact that is gone. */
export async function dropContact(ctx: Storing & Timed, workspaceId: string, contactId: string): Promise<void> {
  await markContactGone(ctx.db, workspaceId, contactId);
  await clearAddresses(ctx.db, [{ workspaceId, contactId, changedAt: nowOf(ctx) }]);
  await moveThreads(ctx.db, workspaceId, contactId, null);
}

/** Gives one contact's threads and numbers to another. */
export async function inherit(
  ctx: Storing & Timed,
  { workspaceId, address }: Pick<Thread, 'workspaceId' | 'address'>,
  from: string,
  heir: Contact,
): Promise<void> {
  await markContactGone(ctx.db, workspaceId, from);
  await moveThreads(ctx.db, workspaceId, from, heir.id);
  await rememberContact(ctx, workspaceId, heir, ownAddress(heir, address));
}

/** The number to remember for a contact that got `address` by a merge: its own, if it has one. */
export function ownAddress({ phone }: Contact, address: string): string {
  const { phone: number } = parseAddress(address);
  const country = number === null ? null : countryOf(number);
  return numberIn(phone, country) ?? address;
}

export async function rememberContact(
  ctx: Storing & Timed,
  workspaceId: string,
  contact: Contact,
  address: string | null,
): Promise<void> {
  const { id: contactId, role, name, hasEmail, seenAt, zones } = contact;
  await upsertContacts(ctx.db, [
    { workspaceId, contactId, role, name, address, hasEmail, seenAt, zones, changedAt: nowOf(ctx) },
  ]);
}
