// Makes a thread of a conversation that an agent started with a contact who has a phone, where the workspace wants that.

import type { Contact } from '../../domain/conversation.ts';
import { newJob } from '../../domain/jobs/jobs.ts';
import type { UnreadPhone } from '../../domain/notes/note.ts';
import { parseAddress } from '../../domain/numbers/phone-number.ts';
import { readStoredPhone } from '../../domain/numbers/stored-phone.ts';
import { isPersons } from '../../domain/reply.ts';
import { countryFor, preferredSender } from '../../domain/senders.ts';
import type { Thread } from '../../domain/thread.ts';
import { adoptConversation } from '../../store/conversations/conversations.ts';
import type { StoredReply } from '../../store/conversations/replies.ts';
import { ensureThread, findThread, listThreadsOfContacts, updateThread } from '../../store/conversations/threads.ts';
import { rememberContact } from '../contacts/follow-contact.ts';
import { type Context, nowOf, type OpenWorkspace, transact } from '../context.ts';
import { oweFailure } from '../conversations/owe-note.ts';

/** Null where no agent started the conversation, or nobody in it can be texted. */
export async function threadForOutbound(
  ctx: Context,
  workspace: OpenWorkspace,
  reply: StoredReply,
): Promise<Thread | null> {
  const preferred = preferredSender(workspace, null);
  if (!preferred) return null;
  const intercom = ctx.intercom(workspace);
  const conversation = await intercom.getConversation(reply.conversationId);
  const [contactId] = conversation.contactIds;
  if (!conversation.startedByAdmin || contactId === undefined) return null;
  const contact = await intercom.getContact(contactId);
  const phone = readStoredPhone(contact.phone, countryFor(workspace, preferred));
  if (phone.kind !== 'number') {
    if (mayExpectText(contact, phone.kind) && isPersons(reply.part))
      await tellNoNumber(ctx, workspace.id, conversation.id, phone.kind);
    return null;
  }
  const address = parseAddress(phone.e164).value;
  await rememberContact(ctx, workspace.id, contact, address);
  // Somebody who has texted us hears from the number that they texted last.
  const known = await listThreadsOfContacts(ctx.db, workspace.id, [contactId]);
  const sender =
    known.find((thread) => thread.address === address)?.sender ?? preferredSender(workspace, address) ?? preferred;
  return transact(ctx, async ({ trx, enqueue }) => {
    const wanted = { workspaceId: workspace.id, id: ctx.newId(), address, sender };
    const thread = await ensureThread(trx, wanted, nowOf(ctx));
    await updateThread(trx, thread, { contactId });
    await adoptConversation(trx, thread, conversation.id, nowOf(ctx));
    await enqueue([newJob('tag-conversation', { workspaceId: workspace.id, conversationId: conversation.id })]);
    return (await findThread(trx, workspace.id, { id: thread.id })) ?? thread;
  });
}

/** An agent expects an e-mail for a contact without a phone, and a text only where there is no e-mail address either. */
function mayExpectText(contact: Contact, why: UnreadPhone): boolean {
  return why !== 'none' || !contact.hasEmail;
}

/** Tells it once a conversation: further replies are not texted either until the phone field is fixed. */
async function tellNoNumber(
  ctx: Context,
  workspaceId: string,
  conversationId: string,
  why: UnreadPhone,
): Promise<void> {
  const told = { workspaceId, conversationId, subject: conversationId, byPerson: true };
  await transact(ctx, (unit) => oweFailure(ctx, unit, told, { kind: 'no-number', why }));
}
