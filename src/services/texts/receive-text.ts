// Puts a customer's text into the right conversation, once.

import { reachFor } from '../../domain/consent/decide.ts';
import { isAbout, readReaction } from '../../domain/consent/reaction.ts';
import { AppError } from '../../domain/errors.ts';
import { newJob, type QueuedJob } from '../../domain/jobs/jobs.ts';
import { isSameNumber, parseAddress } from '../../domain/numbers/phone-number.ts';
import { type Pace, paceAfter } from '../../domain/texts/flood.ts';
import { findLoop, type LoopKind, type Said } from '../../domain/texts/loop.ts';
import type { Message } from '../../domain/texts/message.ts';
import type { Step } from '../../domain/texts/trace.ts';
import type { Thread } from '../../domain/thread.ts';
import type { Workspace } from '../../domain/workspace.ts';
import { isContactArchived, isContactBlocked, isGone } from '../../intercom/calls/errors.ts';
import { findContact as findStoredContact } from '../../store/conversations/contacts.ts';
import {
  ensureThread,
  loadInbound,
  type Met,
  recordAside,
  recordThreaded,
  updateThread,
} from '../../store/conversations/threads.ts';
import { findConsent, sourceOfWord, wasOptedOut } from '../../store/texts/consents.ts';
import { countHeldBack } from '../../store/texts/held-back.ts';
import { listThreadMessages } from '../../store/texts/message-lists.ts';
import { textsInConversation, withItsNumber } from '../../words/customer-texts.ts';
import { type FoundContact, findContact } from '../contacts/find-contact.ts';
import { dropContact, followContact, restoreContact } from '../contacts/follow-contact.ts';
import { type Context, nowOf, transact, type Unit } from '../context.ts';
import { findOwnText, type Join, joinConversation, type Placed } from '../conversations/join-conversation.ts';
import { oweNote } from '../conversations/owe-note.ts';
import { startConversation } from '../conversations/start-conversation.ts';
import { answerByItself, planAnswer } from './answer-by-itself.ts';
import { type ChosenPlacement, choosePlacement } from './choose-placement.ts';
import { confirmWord } from './confirm-word.ts';
import { gatherFlood, tellFlood } from './gather-flood.ts';
import { stopLoop } from './stop-loop.ts';

type Given = Omit<Join, 'conversationId' | 'repeated'>;

/** `repeated`: an earlier try may have put the text there already, so we look first. */
export async function receiveText(
  ctx: Context,
  input: { workspaceId: string; messageId: string; repeated: boolean; job: QueuedJob },
): Promise<void> {
  const loaded = await loadInbound(ctx.db, input.workspaceId, input.messageId);
  if (!loaded) throw new AppError('not-found', { kind: 'text-not-stored' });
  if (loaded.message.state !== 'received') return;
  const { message } = loaded;
  // The job of the first one of its part was given up, and this one goes on with all of them.
  if (message.joinedTo !== null && message.joinedTo !== message.id)
    return receiveText(ctx, { ...input, messageId: message.joinedTo, repeated: true });
  const texts = await gatherFlood(ctx, message, paceAfter(loaded.pace, message.createdAt));
  const pace = paceAfter(loaded.pace, message.createdAt, texts.length);
  const workspace = await ctx.workspaces.get(input.workspaceId);
  const thread = loaded.thread ?? (await makeThread(ctx, message));
  const intercom = ctx.intercom(workspace);
  try {
    await toConversation(
      ctx,
      { workspace, intercom, thread, message, texts, pace, loop: loopIn(loaded), met: loaded.met },
      input,
    );
  } catch (error) {
    if (!isContactBlocked(error)) throw error;
    // An agent has blocked the contact, so the text shows in the panel alone.
    await recordAside(ctx.db, workspace.id, texts, thread.id, nowOf(ctx), 'blocked');
    ctx.metrics.texts.inc({ direction: 'in', outcome: 'blocked' }, texts.length);
  }
}

/** Texts that share a part, the first of which is the message. */
interface Together {
  texts: readonly Message[];
  pace: Pace;
  /** The loop that they complete. */
  loop: LoopKind | null;
}

function loopIn({ said, message }: { said: readonly Said[]; message: Message }): LoopKind | null {
  const { createdAt: at, body, keyword } = message;
  // Most texts come where nothing automatic was said.
  return said.length === 0 && keyword === null ? null : findLoop([...said, { by: 'customer', at, body, keyword }]);
}

type Read = Omit<Given, 'body' | 'orBody'> & Together & { met: Met };

async function toConversation(ctx: Context, read: Read, input: { repeated: boolean; job: QueuedJob }): Promise<void> {
  const { workspace, thread, message, texts, pace, loop, met, ...given } = read;
  const mayBeAside = workspace.settings.reactionsStayAside && texts.length === 1;
  const isReaction = mayBeAside && (await isReactionTo(ctx, thread, message));
  const chosen = await choosePlacement(ctx, { ...read, job: input.job, isReaction });
  const words = textsInConversation(texts);
  const named = withItsNumber(message.address, words);
  // The contact may have changed since an earlier try, so either wording is looked for.
  const [body, orBody] = saysNumber(message.address, chosen, met) ? [named, words] : [words, named];
  const put = { ...given, workspace, message, thread: chosen.thread, body, orBody };
  const placed = await putText(ctx, chosen, put, input.repeated);
  if (placed === null) await recordAside(ctx.db, workspace.id, texts, chosen.thread.id, nowOf(ctx), 'reaction');
  else await recordPlaced(ctx, chosen, { workspace, texts, pace, loop, placed, isFirst: met.isFirst });
  ctx.metrics.texts.inc({ direction: 'in', outcome: 'threaded' }, texts.length);
}

/** The first text of another number than the conversation's, or than the contact's. */
function saysNumber(address: string, { placement, numberThere }: ChosenPlacement, met: Met): boolean {
  const isJoining = placement.kind === 'join';
  const isOther = (known: string | null) => known !== null && !isSameNumber(known, address);
  if (isJoining && isOther(numberThere === 'own' ? met.numberThere : numberThere)) return true;
  return (met.isFirst || !isJoining) && isOther(met.contactsNumber);
}

function makeThread(ctx: Context, message: Message): Promise<Thread> {
  const { workspaceId, address, sender } = message;
  return ensureThread(ctx.db, { workspaceId, id: ctx.newId(), address, sender }, nowOf(ctx));
}

/** A reaction quotes a text of ours, or has a form that no person would write. Other words may be the customer's own. */
async function isReactionTo(ctx: Context, thread: Thread, message: Message): Promise<boolean> {
  const reaction = message.media.length > 0 ? null : readReaction(message.body);
  if (reaction === null || reaction.isCertain) return reaction !== null;
  const page = { limit: 100, olderThan: null };
  const texts = await listThreadMessages(ctx.db, thread.workspaceId, [thread.id], page);
  const ours = texts.filter(({ message: { direction } }) => direction === 'out');
  return isAbout(
    reaction,
    ours.map(({ message: { body } }) => body),
  );
}

/** Null: the text stays out of the inbox. */
async function putText(ctx: Context, chosen: ChosenPlacement, given: Given, repeated: boolean): Promise<Placed | null> {
  const { placement } = chosen;
  if (repeated && given.message.attemptedAt === null) {
    // An earlier try may have put it into another conversation, which was closed since, or belongs to it by another rule.
    for (const conversationId of chosen.others) {
      const found = await findOwnText(ctx, { ...given, conversationId });
      if (found) return found;
    }
  }
  if (placement.kind === 'aside') return null;
  if (placement.kind === 'join') {
    const joined = await joinConversation(ctx, { ...given, conversationId: placement.conversationId, repeated });
    if (joined) return joined;
  }
  return startAsContact(ctx, given);
}

/** Starts a conversation. A merged contact is followed; for one that is gone the number is looked for anew. */
async function startAsContact(ctx: Context, given: Given): Promise<Placed> {
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

/** Records the texts: one statement for an ordinary one, a transaction where a tag, a note or an answer is owed. */
async function recordPlaced(
  ctx: Context,
  chosen: ChosenPlacement,
  {
    workspace,
    texts,
    pace,
    loop,
    placed,
    isFirst,
  }: Together & { workspace: Workspace; placed: Placed; isFirst: boolean },
): Promise<void> {
  const { thread, placement, isTagged } = chosen;
  const { conversationId, partId } = placed;
  const at = nowOf(ctx);
  const { workspaceId, id: threadId } = thread;
  const put = { workspaceId, threadId, conversationId, partId, at, conversationAt: placed.at };
  const isAlone = texts.length === 1;
  const joined: Step[] = isAlone ? [] : [{ kind: 'joined', texts: texts.length }];
  const looped: Step[] = loop === null ? [] : [{ kind: 'loop', how: loop }];
  const threaded = { ...put, texts, pace, trace: [...traceOf(chosen, placed), ...joined, ...looped] };
  const isFamiliar = isTagged && placement.kind === 'join' && placement.conversationId === conversationId;
  // Several texts that say the same are told once.
  const keyword = texts.findLast((text) => text.keyword === 'stop' || text.keyword === 'start');
  const wish = texts.findLast((text) => text.keyword === 'may-stop');
  const [message] = texts;
  // A flood is no question.
  const answer = isAlone && message ? await planAnswer(ctx, workspace, message, isFirst) : null;
  const isOrdinary = isAlone && !keyword && !wish && answer === null && loop === null;
  if (isFamiliar && isOrdinary) return recordThreaded(ctx.db, threaded);
  await transact(ctx, async (unit) => {
    await recordThreaded(unit.trx, threaded);
    if (!isFamiliar) await welcomeConversation(ctx, unit, thread, conversationId);
    if (!isAlone) await tellFlood(ctx, unit, thread, conversationId);
    if (loop !== null) await stopLoop(ctx, unit, { thread, conversationId, kind: loop });
    if (keyword) await tellKeyword(ctx, unit, { workspace, threadId, message: keyword, conversationId });
    if (wish) await tellWish(ctx, unit, { workspace, threadId, message: wish, conversationId });
    if (answer && message) await answerByItself(ctx, unit, workspace, answer, { message, thread, conversationId });
  });
}

function traceOf({ thread, placement, why, others }: ChosenPlacement, { conversationId, contact }: Placed): Step[] {
  const { id, how } = contact ?? { id: thread.contactId, how: 'known' };
  const isAsChosen =
    placement.kind === 'start' || (placement.kind === 'join' && placement.conversationId === conversationId);
  const otherwise = others.includes(conversationId) ? 'there-already' : 'not-joined';
  return [
    ...(id === null ? [] : [{ kind: 'matched', how, contactId: id } as const]),
    { kind: 'threaded', why: isAsChosen && !others.includes(conversationId) ? why : otherwise, conversationId },
  ];
}

/** Gives a new conversation the channel's tag, and a note where it cannot be answered. */
async function welcomeConversation(ctx: Context, unit: Unit, thread: Thread, conversationId: string): Promise<void> {
  const { workspaceId } = thread;
  await unit.enqueue([newJob('tag-conversation', { workspaceId, conversationId })]);
  if (parseAddress(thread.address).answerable) return;
  const told = { workspaceId, conversationId, subject: conversationId };
  await oweNote(ctx, unit, told, { kind: 'not-answerable', address: thread.address });
}

interface Heard {
  workspace: Workspace;
  threadId: string;
  message: Message;
  conversationId: string;
}

async function tellKeyword(ctx: Context, unit: Unit, heard: Heard): Promise<void> {
  const { workspace, threadId, message, conversationId } = heard;
  const { workspaceId, address, sender } = message;
  const stopped = message.keyword === 'stop';
  // A START that ends nothing is a text like any other.
  if (!stopped && !(await wasOptedOut(unit.trx, message))) return;
  const told = { workspaceId, conversationId, subject: message.id };
  const reach = reachFor(address, workspace.settings.consentScope);
  const source = await sourceOfWord(unit.trx, message);
  const inThread = { ...message, threadId };
  if (!stopped) {
    const { isAtTwilioAlone: isStillBlocked = false } = await findConsent(unit.trx, message, reach);
    const heldBack = isStillBlocked ? 0 : await countHeldBack(unit.trx, message, message.id);
    await oweNote(ctx, unit, told, { kind: 'opted-in', address, sender, isStillBlocked, heldBack });
    if (!isStillBlocked) await confirmWord(ctx, unit, workspace, { message: inThread, source });
    return;
  }
  const coversAll = workspace.senders.length > 1 && reach === 'workspace';
  // A second stop changes nothing, and one confirmation is all that may go.
  const isFirst = !(await wasOptedOut(unit.trx, message));
  const isConfirmed = isFirst && (await confirmWord(ctx, unit, workspace, { message: inThread, source }));
  const isOursAlone = source === 'reading';
  await oweNote(ctx, unit, told, { kind: 'opted-out', address, sender, isOursAlone, isConfirmed, coversAll });
}

/** Asks an agent about a sentence that may mean a stop. One from a customer who has opted out already needs no question. */
async function tellWish(ctx: Context, unit: Unit, { workspace, message, conversationId }: Heard): Promise<void> {
  const { workspaceId } = message;
  const consent = await findConsent(unit.trx, message, reachFor(message.address, workspace.settings.consentScope));
  if (consent.optedOut) return;
  const told = { workspaceId, conversationId, subject: message.id };
  await oweNote(ctx, unit, told, { kind: 'may-stop', address: message.address });
}
