// A customer's text joins the right conversation, once.
import { AppError } from '../domain/errors.ts';
import { type Message, textInConversation } from '../domain/message.ts';
import { describeAddress, notAnswerableNotice, optedInNotice, optedOutNotice } from '../domain/notices.ts';
import { parseAddress } from '../domain/phone-number.ts';
import { placeText, type Thread } from '../domain/thread.ts';
import type { IntercomClient } from '../intercom/client.ts';
import { markContactGone } from '../store/contacts.ts';
import { ensureThread, loadInbound, moveThreads, recordThreaded, updateThread } from '../store/threads.ts';
import { type Context, nowOf, type OpenWorkspace, transact, type Unit } from './context.ts';
import { type FoundContact, findContact } from './find-contact.ts';
import { isGone, joinConversation, mergedInto, type Placed } from './join-conversation.ts';
import { oweNote } from './owe-note.ts';
import { startConversation } from './start-conversation.ts';

/** `repeated`: an earlier try may have put the text there already, so it is looked for before it is put. */
export async function receiveText(
  ctx: Context,
  input: { workspaceId: string; messageId: string; repeated: boolean },
): Promise<void> {
  const loaded = await loadInbound(ctx.db, input.workspaceId, input.messageId);
  if (!loaded) throw new AppError('not-found', 'The text is no longer stored.');
  if (loaded.message.state === 'threaded') return;
  const { message } = loaded;
  const workspace = await ctx.workspaces.get(input.workspaceId);
  const thread = loaded.thread ?? (await makeThread(ctx, message));
  const placed = await place(ctx, workspace, thread, message, input.repeated);
  await record(ctx, thread, message, placed);
  ctx.metrics.texts.inc({ direction: 'in', outcome: 'threaded' });
}

function makeThread(ctx: Context, message: Message): Promise<Thread> {
  const { workspaceId, address, sender } = message;
  return ensureThread(ctx.db, { workspaceId, id: ctx.newId(), address, sender }, nowOf(ctx));
}

async function place(
  ctx: Context,
  workspace: OpenWorkspace,
  thread: Thread,
  message: Message,
  repeated: boolean,
): Promise<Placed> {
  const intercom = ctx.intercom(workspace);
  const body = textInConversation(message.body, message.media);
  const placement = placeText(thread, workspace.settings.reopenDays, nowOf(ctx));
  if (placement.kind === 'join' && thread.contactId !== null) {
    const { contactId } = thread;
    const { conversationId } = placement;
    const joined = await joinConversation(ctx, {
      intercom,
      thread,
      message,
      body,
      contactId,
      conversationId,
      repeated,
    });
    if (joined) return joined;
  }
  return start(ctx, workspace, { intercom, thread, message, body });
}

/** A contact that turns out to be gone is forgotten and the number looked for afresh. */
async function start(
  ctx: Context,
  workspace: OpenWorkspace,
  given: { intercom: IntercomClient; thread: Thread; message: Message; body: string },
): Promise<Placed> {
  const { intercom, thread } = given;
  const address = parseAddress(thread.address);
  for (let round = 1; ; round += 1) {
    const contact = await findContact(ctx, intercom, workspace, address);
    await updateThread(ctx.db, thread, { contactId: contact.id });
    try {
      return await startConversation(ctx, { ...given, contact });
    } catch (error) {
      if (!isGone(error) || round === 3) throw error;
      await forget(ctx, intercom, thread, contact);
    }
  }
}

async function forget(ctx: Context, intercom: IntercomClient, thread: Thread, contact: FoundContact): Promise<void> {
  const into = await mergedInto(intercom, contact.id);
  await markContactGone(ctx.db, thread.workspaceId, contact.id);
  await moveThreads(ctx.db, thread.workspaceId, contact.id, into);
}

/** One statement for an ordinary text; jobs come along where a tag or a note is owed. */
async function record(ctx: Context, thread: Thread, message: Message, placed: Placed): Promise<void> {
  const { conversationId, partId } = placed;
  const at = nowOf(ctx);
  const threaded = { message, threadId: thread.id, conversationId, partId, at, conversationAt: placed.at };
  const isFamiliar = thread.conversation?.id === conversationId && thread.conversation.tagged;
  const isKeyword = message.keyword === 'stop' || message.keyword === 'start';
  if (isFamiliar && !isKeyword) return recordThreaded(ctx.db, threaded);
  await transact(ctx, async (unit) => {
    await recordThreaded(unit.trx, threaded);
    if (!isFamiliar) await greet(ctx, unit, thread, conversationId);
    if (isKeyword) await tellKeyword(ctx, unit, message, conversationId);
  });
}

/** A conversation that is new to us gets the channel's tag, and a word where it cannot be answered. */
async function greet(ctx: Context, unit: Unit, thread: Thread, conversationId: string): Promise<void> {
  const { workspaceId } = thread;
  const key = `${workspaceId}/tag/${conversationId}`;
  await unit.enqueue([{ queue: 'tag-conversation', key, data: { workspaceId, conversationId } }]);
  const address = parseAddress(thread.address);
  if (address.answerable) return;
  const body = notAnswerableNotice(address);
  await oweNote(ctx, unit, { workspaceId, conversationId, kind: 'not-answerable', subject: conversationId, body });
}

async function tellKeyword(ctx: Context, unit: Unit, message: Message, conversationId: string): Promise<void> {
  const { workspaceId } = message;
  const customer = describeAddress(parseAddress(message.address));
  const sender = describeAddress(parseAddress(message.sender));
  const stopped = message.keyword === 'stop';
  await oweNote(ctx, unit, {
    workspaceId,
    conversationId,
    kind: stopped ? 'opted-out' : 'opted-in',
    subject: message.id,
    body: stopped ? optedOutNotice(customer, sender) : optedInNotice(customer, sender),
  });
}
