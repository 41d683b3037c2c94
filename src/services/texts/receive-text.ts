// Puts a customer's text into the right conversation, once.

import { isAbout, readReaction } from '../../domain/consent/reaction.ts';
import { AppError } from '../../domain/errors.ts';
import { newJob, type QueuedJob } from '../../domain/jobs/jobs.ts';
import { isSameNumber, parseAddress } from '../../domain/numbers/phone-number.ts';
import { type Pace, paceAfter } from '../../domain/texts/flood.ts';
import { findLoop, type LoopKind, type Said } from '../../domain/texts/loop.ts';
import type { Message } from '../../domain/texts/message.ts';
import type { ResultEvent } from '../../domain/texts/result-event.ts';
import type { Step } from '../../domain/texts/trace.ts';
import type { Thread } from '../../domain/thread.ts';
import type { Workspace } from '../../domain/workspace.ts';
import { isContactBlocked } from '../../intercom/calls/errors.ts';
import { findContact } from '../../store/conversations/contacts.ts';
import { ensureThread, loadInbound, type Met, recordAside, recordThreaded } from '../../store/conversations/threads.ts';
import { listThreadMessages } from '../../store/texts/message-lists.ts';
import { textsInConversation, withItsNumber } from '../../words/customer-texts.ts';
import { textWithFiles } from '../../words/received-files.ts';
import { oweEvents } from '../contacts/tell-event.ts';
import { type Context, nowOf, transact, type Unit } from '../context.ts';
import { hearForRules, writtenTo } from '../conversations/hear-for-rules.ts';
import {
  FilesNotTaken,
  findOwnText,
  type Join,
  joinConversation,
  type Placed,
} from '../conversations/join-conversation.ts';
import { oweNote } from '../conversations/owe-note.ts';
import { startAsContact } from '../conversations/start-as-contact.ts';
import { showRest } from '../media/show-rest.ts';
import { askForFiles, recordBeside, refuseUploads, type Telling, tellFiles } from '../media/tell-files.ts';
import { answerByItself, planAnswer } from './answer-by-itself.ts';
import { type ChosenPlacement, choosePlacement } from './choose-placement.ts';
import { gatherFlood, tellFlood } from './gather-flood.ts';
import { stopLoop } from './stop-loop.ts';
import { isSettled, settleTextsBefore, type TextsBefore, tellTextsBefore } from './tell-texts-before.ts';
import { tellLateWord, tellWords } from './tell-words.ts';

type Given = Omit<Join, 'conversationId' | 'repeated'>;

/** `repeated`: an earlier try may have put the text there already, so we look first. */
export async function receiveText(
  ctx: Context,
  input: { workspaceId: string; messageId: string; repeated: boolean; job: QueuedJob },
): Promise<void> {
  const loaded = await loadInbound(ctx.db, input.workspaceId, input.messageId);
  if (!loaded) throw new AppError('not-found', { kind: 'text-not-stored' });
  const { message } = loaded;
  if (message.state !== 'received') return showFiles(ctx, input);
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

/** Shows files that came since, or that an earlier try left to be shown. */
async function showFiles(ctx: Context, { workspaceId, messageId }: { workspaceId: string; messageId: string }) {
  const { message, thread } = (await loadInbound(ctx.db, workspaceId, messageId)) ?? {};
  if (!message || !thread || message.conversationId === null) return;
  const { conversationId } = message;
  const workspace = await ctx.workspaces.get(workspaceId);
  await showRest(ctx, { workspace, intercom: ctx.intercom(workspace), thread, message, conversationId });
  // The word may stand in a file.
  if (message.keyword !== null)
    await transact(ctx, (unit) => tellLateWord(ctx, unit, { workspace, threadId: thread.id, message, conversationId }));
}

type Read = Omit<Given, 'body' | 'orBody' | 'uploads'> & Together & { met: Met };

async function toConversation(ctx: Context, read: Read, input: { repeated: boolean; job: QueuedJob }): Promise<void> {
  const { workspace, thread, message, texts, pace, loop, met, ...given } = read;
  // The files of a flood follow it.
  const telling = texts.length === 1 ? await tellFiles(ctx, message) : null;
  const mayBeAside = workspace.settings.reactionsStayAside && texts.length === 1;
  const isReaction = mayBeAside && (await isReactionTo(ctx, thread, message));
  const chosen = await choosePlacement(ctx, { ...read, job: input.job, isReaction });
  const words = telling ? textWithFiles(message.body, telling.files) : textsInConversation(texts);
  const named = withItsNumber(message.address, words);
  // The contact may have changed since an earlier try, so either wording is looked for.
  const saysNumber = await mustSayNumber(ctx, { thread, message }, chosen, met);
  const [body, orBody] = saysNumber ? [named, words] : [words, named];
  const put = { ...given, workspace, message, thread: chosen.thread, body, orBody };
  const asked = { untoldAt: met.untoldAt, repeated: input.repeated };
  const before = await tellTextsBefore(ctx, { workspace, message }, chosen, asked);
  const placed = await putWithFiles(ctx, chosen, put, telling, input.repeated);
  if (placed === null) await recordAside(ctx.db, workspace.id, texts, chosen.thread.id, nowOf(ctx), 'reaction');
  else await recordPlaced(ctx, chosen, { workspace, texts, pace, loop, placed, telling, before, isFirst: met.isFirst });
  if (telling) await showFiles(ctx, { workspaceId: workspace.id, messageId: message.id });
  ctx.metrics.texts.inc({ direction: 'in', outcome: 'threaded' }, texts.length);
}

/** True for the first text of another number than the conversation's, or than the contact's. */
async function mustSayNumber(
  ctx: Context,
  { thread: { workspaceId, contactId }, message: { address } }: { thread: Thread; message: Message },
  { placement, numberThere }: ChosenPlacement,
  met: Met,
): Promise<boolean> {
  const isJoining = placement.kind === 'join';
  const isOther = (known: string | null) => known !== null && !isSameNumber(known, address);
  if (isJoining && isOther(numberThere === 'own' ? met.numberThere : numberThere)) return true;
  // Most texts follow others in their conversation, and cost no query.
  if (contactId === null || (isJoining && !met.isFirst)) return false;
  return isOther((await findContact(ctx.db, workspaceId, contactId))?.address ?? null);
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

/** Files that Intercom refuses do not hold up the text. */
async function putWithFiles(
  ctx: Context,
  chosen: ChosenPlacement,
  put: Omit<Given, 'uploads'>,
  telling: Telling | null,
  repeated: boolean,
): Promise<Placed | null> {
  if (telling === null) return putText(ctx, chosen, { ...put, uploads: [] }, repeated);
  try {
    return await putText(ctx, chosen, { ...put, uploads: telling.uploads }, telling.repeated);
  } catch (error) {
    if (!(error instanceof FilesNotTaken)) throw error;
    await refuseUploads(ctx, telling.files);
    return putText(ctx, chosen, { ...put, uploads: [] }, false);
  }
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

interface PlacedTexts extends Together {
  workspace: Workspace;
  placed: Placed;
  telling: Telling | null;
  before: TextsBefore | null;
  isFirst: boolean;
}

/** Records the texts: one statement for an ordinary one, a transaction where a tag, a file, a note or an answer is owed. */
async function recordPlaced(
  ctx: Context,
  chosen: ChosenPlacement,
  { workspace, texts, pace, loop, placed, telling, before, isFirst }: PlacedTexts,
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
  const saysWord = texts.some(({ keyword }) => keyword !== null && keyword !== 'help');
  const [message] = texts;
  // A flood is no question.
  const answer = isAlone && message ? await planAnswer(ctx, workspace, message, isFirst) : null;
  const isOrdinary =
    isAlone && !saysWord && telling === null && answer === null && loop === null && isSettled(before, conversationId);
  const isWaitedFor = workspace.ruleKinds.includes('unanswered');
  const isTold = workspace.settings.resultEvents;
  if (isFamiliar && isOrdinary && !isWaitedFor && !isTold) return recordThreaded(ctx.db, threaded);
  await transact(ctx, async (unit) => {
    await recordThreaded(unit.trx, threaded);
    if (message) await settleTextsBefore(ctx, unit, before, { workspace, message }, conversationId);
    if (!isFamiliar) await welcomeConversation(ctx, unit, thread, conversationId);
    if (telling && message) await recordBeside(unit.trx, message, telling.files, placed);
    if (!isAlone) await tellFlood(ctx, unit, thread, conversationId);
    if (!isAlone) for (const text of texts) await askForFiles(ctx, unit, text);
    if (loop !== null) await stopLoop(ctx, unit, { thread, conversationId, kind: loop });
    if (isTold) for (const text of texts) await oweEvents(ctx, unit, workspace, text, eventsOfWords(text));
    await tellWords(ctx, unit, { workspace, threadId, texts, conversationId });
    if (isWaitedFor && message) await hearForRules(ctx, unit, writtenTo(message, conversationId));
    if (answer && message) await answerByItself(ctx, unit, workspace, answer, { message, thread, conversationId });
  });
}

function eventsOfWords({ keyword }: Message): ResultEvent[] {
  return keyword === 'stop' ? ['sms-received', 'sms-opted-out'] : ['sms-received'];
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
