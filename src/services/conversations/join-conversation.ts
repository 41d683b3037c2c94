// A customer's text goes into its thread's conversation.

import { parseAddress } from '../../domain/numbers/phone-number.ts';
import type { Message } from '../../domain/texts/message.ts';
import type { Matched } from '../../domain/texts/trace.ts';
import type { Thread } from '../../domain/thread.ts';
import type { IntercomClient } from '../../intercom/calls/client.ts';
import { isContactArchived, isGone, mayBeTicket, mayBlameFiles } from '../../intercom/calls/errors.ts';
import { movedTo } from '../../intercom/calls/merged-contacts.ts';
import type { UploadedBytes } from '../../intercom/calls/upload.ts';
import { updateConversationStates } from '../../store/conversations/conversations.ts';
import { updateThread } from '../../store/conversations/threads.ts';
import { findContact } from '../contacts/find-contact.ts';
import { dropContact, followContact, restoreContact } from '../contacts/follow-contact.ts';
import { nowOf, type OpenWorkspace, type Storing, type Timed, transact } from '../context.ts';
import { lookFrom, once } from '../once.ts';
import { findMadePart, findOwnPart, partsOf } from './find-own-part.ts';

/** The conversation and part that a text became. */
export interface Placed {
  conversationId: string;
  partId: string | null;
  /** The time by Intercom's clock. */
  at: Date;
  /** The contact as whom we wrote it; null where an earlier try did. */
  contact: { id: string; how: Matched } | null;
  /** Its part has the files. */
  hasFiles: boolean;
}

export interface Join {
  workspace: OpenWorkspace;
  intercom: IntercomClient;
  thread: Thread;
  message: Message;
  body: string;
  /** Other words that an earlier try may have used. */
  orBody: string;
  /** Files to attach. */
  uploads: readonly UploadedBytes[];
  conversationId: string;
  /** An earlier try may have put it there. */
  repeated: boolean;
}

/** Intercom refused the files, so that nothing was made. */
export class FilesNotTaken extends Error {
  override name = 'FilesNotTaken';
}

/** Null where the conversation is gone, or nobody in it has the number any more: the text needs another one. */
export async function joinConversation(ctx: Storing & Timed, join: Join): Promise<Placed | null> {
  const { contactId } = join.thread;
  const { message, repeated } = join;
  let refusal: unknown = null;
  try {
    if (contactId !== null)
      return await writeAsContact(ctx, join, { id: contactId, how: 'known' }, repeated ? message.createdAt : null);
    const found = repeated ? await findOwnText(ctx, join) : null;
    if (found) return found;
  } catch (error) {
    if (contactId !== null && isContactArchived(error)) return afterArchiving(ctx, join, contactId);
    if (!isGone(error)) throw error;
    refusal = error;
  }
  const placed = contactId === null ? null : await writeAsHeir(ctx, join, contactId, refusal);
  return placed ?? afterLoss(ctx, join, refusal);
}

/** Restores the contact, or writes as another contact with the number. */
async function afterArchiving(ctx: Storing & Timed, join: Join, contactId: string): Promise<Placed | null> {
  const { intercom, thread } = join;
  if (await restoreContact(intercom, contactId))
    return writeAsContact(ctx, join, { id: contactId, how: 'former' }, null);
  await dropContact(ctx, thread.workspaceId, contactId);
  return afterLoss(ctx, { ...join, thread: { ...thread, contactId: null } }, null);
}

/** Writes as the contact that Intercom named in its refusal; null where it named none. */
async function writeAsHeir(
  ctx: Storing & Timed,
  join: Join,
  contactId: string,
  refusal: unknown,
): Promise<Placed | null> {
  if (movedTo(refusal) === null) return null;
  const heir = await followContact(ctx, join.intercom, join.thread, { contactId, refusal });
  try {
    return heir && (await writeAsContact(ctx, join, { id: heir.id, how: 'merged' }, null));
  } catch (error) {
    if (!isGone(error)) throw error;
    return null;
  }
}

/** The job's claim says that a try began: a mark of its own would cost each text a statement. */
async function writeAsContact(
  ctx: Storing & Timed,
  join: Join,
  contact: { id: string; how: Matched },
  triedAt: Date | null,
): Promise<Placed> {
  const { intercom, conversationId, body, message, uploads } = join;
  const contactId = contact.id;
  const made = await once<Placed>(ctx, {
    triedAt,
    look: (since) => findOwnText(ctx, join, since),
    async make(attempt) {
      const reply = { contactId, body, files: uploads };
      const parts = await orNotTaken(uploads, () => intercom.replyAsContact(conversationId, reply, attempt));
      const wanted = { kind: 'message', by: 'contact', authorId: contactId, body } as const;
      const part = await findMadePart(ctx.db, message.workspaceId, parts, wanted);
      const placed = { conversationId, partId: part?.id ?? null, at: part?.createdAt ?? nowOf(ctx), contact };
      return { ...placed, hasFiles: uploads.length > 0 };
    },
  });
  return made.value;
}

async function orNotTaken<T>(uploads: readonly UploadedBytes[], reply: () => Promise<T>): Promise<T> {
  try {
    return await reply();
  } catch (error) {
    if (uploads.length > 0 && mayBlameFiles(error)) throw new FilesNotTaken(undefined, { cause: error });
    throw error;
  }
}

/** The place where an earlier try put the text; null where none did. */
export async function findOwnText(
  ctx: Storing,
  join: Omit<Join, 'repeated' | 'uploads'>,
  since = lookFrom(join.message.createdAt),
): Promise<Placed | null> {
  const { message, body, orBody } = join;
  const conversation = await orNullIfGone(() => join.intercom.getConversation(join.conversationId));
  if (conversation === null) return null;
  const wanted = { kind: 'message', by: 'contact', body, orBody, since } as const;
  const part = await findOwnPart(ctx.db, message.workspaceId, partsOf(conversation), wanted);
  if (part === null) return null;
  const placed = { conversationId: conversation.id, partId: part.id, at: part.createdAt, contact: null };
  return { ...placed, hasFiles: part.files > 0 };
}

/** Learns whether conversation or contact is gone. A merged contact is followed, and the text put into its conversation. */
async function afterLoss(ctx: Storing & Timed, join: Join, refusal: unknown): Promise<Placed | null> {
  const { intercom, thread, conversationId } = join;
  const { workspaceId, contactId } = thread;
  const conversation = await orNullIfGone(() => intercom.getConversation(conversationId));
  if (conversation === null) {
    const gone = { workspaceId, conversationId, state: 'deleted', at: nowOf(ctx) } as const;
    await transact(ctx, ({ trx }) => updateConversationStates(trx, [gone]));
    return null;
  }
  // A ticket that we may read and not write to: the text begins another conversation.
  if (mayBeTicket(refusal)) return null;
  const heir = contactId === null ? null : await followContact(ctx, intercom, thread, { contactId, refusal });
  const isIn = (id: string) => conversation.contactIds.includes(id);
  if (heir && isIn(heir.id)) return writeAsContact(ctx, join, { id: heir.id, how: 'merged' }, null);
  const former = heir?.id ?? contactId;
  const { id, how } = await findContact(ctx, intercom, join.workspace, parseAddress(thread.address), former);
  if (!isIn(id)) return null;
  await updateThread(ctx.db, thread, { contactId: id });
  return writeAsContact(ctx, join, { id, how }, null);
}

async function orNullIfGone<T>(read: () => Promise<T>): Promise<T | null> {
  try {
    return await read();
  } catch (error) {
    if (isGone(error)) return null;
    throw error;
  }
}
