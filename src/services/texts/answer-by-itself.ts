// Answers a customer's text by itself: outside the office hours once a closed time, and the first text ever of a number.
import { personOf } from '../../domain/numbers/person.ts';
import { type Answer, answerTo, isDue, mayAnswer } from '../../domain/texts/automatic.ts';
import type { Message } from '../../domain/texts/message.ts';
import type { Thread } from '../../domain/thread.ts';
import { closedAt } from '../../domain/times/office-hours.ts';
import type { Workspace } from '../../domain/workspace.ts';
import { claimAnswer, dropClaim, findAnswer } from '../../store/texts/automatic-texts.ts';
import { answerInWords } from '../../words/customer-texts.ts';
import { type Context, nowOf, type Timed, type Unit, type Watched } from '../context.ts';
import { officeHoursOf } from './office-hours.ts';
import { queueText } from './queue-text.ts';
import { showAutomatedText } from './show-automated-text.ts';

/** A closed time is over long before. */
const CLAIM_KEPT_MS = 90 * 86_400_000;

/** Null for most texts, without a statement. `isFirst`: the thread has none of the customer's yet. */
export async function planAnswer(
  ctx: Timed,
  workspace: Workspace,
  message: Message,
  isFirst: boolean,
): Promise<Answer | null> {
  const { settings } = workspace;
  const now = nowOf(ctx);
  if (!mayAnswer(settings, message, { isFirst, now })) return null;
  const closed = closedAt(await officeHoursOf(workspace, now), now);
  return answerTo(settings, { closed, isFirst, textedAt: message.createdAt });
}

/** Queues the answer, unless the person has had it, or somebody has answered; the conversation shows it. */
export async function answerByItself(
  ctx: Timed & Watched,
  unit: Unit,
  workspace: Workspace,
  answer: Answer,
  { message, thread, conversationId }: { message: Message; thread: Thread; conversationId: string },
): Promise<void> {
  const { workspaceId, id: subject, address, sender } = message;
  const [at, person] = [nowOf(ctx), personOf(address)];
  const { kind, onceAt, unlessAnsweredSince } = answer;
  const claimed = await claimAnswer(unit.trx, {
    ...{ workspaceId, person, kind, onceAt, subject, unlessAnsweredSince, at },
    thread: { id: thread.id, address, conversationId },
    expiresAt: kind === 'after-hours' ? new Date(at.getTime() + CLAIM_KEPT_MS) : null,
  });
  if (!claimed) return;
  const body = answerInWords(answer.words, answer.opensAt, workspace.timezone);
  const sendId = ctx.newId();
  const queued = await queueText(ctx, unit, workspace, {
    thread: { workspaceId, id: thread.id, address, sender },
    ...{ body, conversationId, sendId, replyPartId: null, retryOf: null },
    author: { kind: 'automation', id: null },
    purpose: 'transactional',
    writtenAt: at,
    ifRefused: 'drop',
    answers: { textId: subject, kind },
  });
  if (queued.kind === 'refused') return dropClaim(unit.trx, { workspaceId, person }, subject);
  const shown = { id: sendId, conversationId, body: queued.body, at };
  await showAutomatedText(unit, { workspaceId, id: thread.id, address, sender }, shown);
}

/** False once somebody else has answered, the office has opened, or the answer is late. Asked at the hand-over. */
export async function isStillWanted(ctx: Context, workspace: Workspace, message: Message): Promise<boolean> {
  const { workspaceId, answers, threadId, conversationId, address, writtenAt } = message;
  // Its later parts follow the first.
  if (answers === null || threadId === null || message.partNo > 1) return true;
  const now = nowOf(ctx);
  const thread = { id: threadId, conversationId, since: writtenAt };
  const found = await findAnswer(ctx.db, { workspaceId, person: personOf(address) }, answers, thread);
  if (!found || found.isAnswered || !isDue(writtenAt, now)) return false;
  return found.kind === 'greeting' || closedAt(await officeHoursOf(workspace, now), now) !== null;
}
