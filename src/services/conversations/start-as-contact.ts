// Starts a conversation as the customer's contact, whatever became of that contact since.
import { parseAddress } from '../../domain/numbers/phone-number.ts';
import { isContactArchived, isGone } from '../../intercom/calls/errors.ts';
import { findContact as findStoredContact } from '../../store/conversations/contacts.ts';
import { updateThread } from '../../store/conversations/threads.ts';
import { type FoundContact, findContact } from '../contacts/find-contact.ts';
import { dropContact, followContact, restoreContact } from '../contacts/follow-contact.ts';
import type { Context } from '../context.ts';
import type { Join, Placed } from './join-conversation.ts';
import { startConversation } from './start-conversation.ts';

type Given = Omit<Join, 'conversationId' | 'repeated' | 'uploads'>;

/** Starts a conversation. A merged contact is followed; for one that is gone the number is looked for anew. */
export async function startAsContact(ctx: Context, given: Given): Promise<Placed> {
  const { thread } = given;
  let contact = await contactFor(ctx, given, thread.contactId);
  for (let round = 1; ; round += 1) {
    await updateThread(ctx.db, thread, { contactId: contact.id });
    try {
      return await startConversation(ctx, { ...given, contact });
    } catch (error) {
      if (round === 3 || !(isGone(error) || isContactArchived(error))) throw error;
      contact = await contactAfter(ctx, given, contact, error);
    }
  }
}

/** The contact to write as instead: restored, the one that it was merged into, or the number's present one. */
async function contactAfter(ctx: Context, given: Given, lost: FoundContact, refusal: unknown): Promise<FoundContact> {
  const { intercom, thread } = given;
  if (isContactArchived(refusal)) {
    if (await restoreContact(intercom, lost.id)) return { ...lost, how: 'former' };
    await dropContact(ctx, thread.workspaceId, lost.id);
    return contactFor(ctx, given, null);
  }
  const heir = await followContact(ctx, intercom, thread, { contactId: lost.id, refusal });
  return heir ? { ...heir, how: 'merged' } : contactFor(ctx, given, lost.id);
}

/** The contact to write as. After an unfinished try it stays the same, so that the started conversation is found. */
async function contactFor(ctx: Context, given: Given, former: string | null): Promise<FoundContact> {
  const { workspace, intercom, thread, message } = given;
  const known = message.attemptedAt && former ? await findStoredContact(ctx.db, workspace.id, former) : undefined;
  if (known && !known.gone) return { id: known.contactId, role: known.role, how: 'known' };
  return findContact(ctx, intercom, workspace, parseAddress(thread.address), former);
}
