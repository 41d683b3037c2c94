// Texts a number for the operator: shown in the conversation of that number if there is one, through the gate in any case.
import { countryOf, toE164 } from '../../domain/numbers/phone-number.ts';
import { readTypedNumber } from '../../domain/numbers/typed-number.ts';
import type { PanelProblem } from '../../domain/panel-flash.ts';
import { countryFor, preferredSender } from '../../domain/senders.ts';
import type { Refusal } from '../../domain/texts/refusal.ts';
import { LONGEST_DRAFT } from '../../domain/texts/text-check.ts';
import type { Thread } from '../../domain/thread.ts';
import { isBlank } from '../../domain/well-formed.ts';
import type { Workspace } from '../../domain/workspace.ts';
import { listTextsOf } from '../../store/conversations/failures.ts';
import { ensureThread } from '../../store/conversations/threads.ts';
import { findDelivery } from '../../store/texts/waiting-texts.ts';
import { nowOf, transact } from '../context.ts';
import { findWindow } from './find-window.ts';
import { queueText, whyRefused } from './queue-text.ts';
import { type SendContext, sendText } from './send-text.ts';

export interface TypedText {
  /** In any spelling. */
  to: string;
  body: string;
  /** One of the workspace's numbers, in any spelling; null: the preferred one. */
  sender: string | null;
}

export type NotTexted = PanelProblem | { kind: 'not-our-number'; typed: string; senders: readonly string[] };

export type TextedNumber =
  | {
      ok: true;
      messageIds: string[];
      address: string;
      sender: string;
      conversationId: string | null;
      /** Quiet hours hold it. */
      isQuiet: boolean;
      /** A limit of the day holds it. */
      isOverLimit: boolean;
    }
  | { ok: false; problem: NotTexted };

type Sent = Omit<Extract<TextedNumber, { ok: true }>, 'isQuiet' | 'isOverLimit'>;
type NotSent = Extract<TextedNumber, { ok: false }>;

export async function textNumber(ctx: SendContext, workspace: Workspace, typed: TypedText): Promise<TextedNumber> {
  const { body } = typed;
  const { senders } = workspace;
  const chosen = typed.sender === null ? null : ownNumber(senders, typed.sender);
  if (chosen === undefined)
    return { ok: false, problem: { kind: 'not-our-number', typed: typed.sender ?? '', senders } };
  const country = countryFor(workspace, chosen ?? preferredSender(workspace, null));
  const read = readTypedNumber(typed.to, country, workspace.settings.costlyNumbers);
  if ('problem' in read) return { ok: false, problem: { kind: 'typed-number', why: read.problem } };
  if (isBlank(body)) return { ok: false, problem: { kind: 'text-empty' } };
  if (body.length > LONGEST_DRAFT)
    return { ok: false, problem: { kind: 'text-too-long', length: body.length, most: LONGEST_DRAFT } };
  const { address } = read;
  const sender = chosen ?? preferredSender(workspace, address) ?? '';
  const reason = await whyRefused(ctx.db, workspace, { address, sender, purpose: 'conversation' }, nowOf(ctx));
  if (reason !== null) return refused(reason, address, sender);
  const thread = await ensureThread(
    ctx.db,
    { workspaceId: workspace.id, id: ctx.newId(), address, sender },
    nowOf(ctx),
  );
  const { conversation } = thread;
  const isShown = conversation !== null && conversation.state !== 'deleted';
  const texted = isShown
    ? await sendInto(ctx, workspace, thread, conversation.id, body)
    : await sendAlone(ctx, workspace, thread, body);
  if (!texted.ok) return texted;
  const { id: workspaceId, twilioAccountSid: accountSid } = workspace;
  const asked = { workspaceId, id: texted.messageIds[0] ?? '', accountSid };
  const delivery = await findDelivery(ctx.db, asked, { limitedOn: null, now: nowOf(ctx) });
  const isOverLimit = delivery?.message.heldFor === 'limit';
  const opensAt = delivery ? (await findWindow(workspace, delivery, nowOf(ctx))).opensAt : null;
  return { ...texted, isOverLimit, isQuiet: opensAt !== null };
}

function ownNumber(senders: readonly string[], typed: string): string | undefined {
  return senders.find((sender) => toE164(typed, countryOf(sender) ?? undefined) === sender || typed === sender);
}

/** As a text from the panel of that conversation. */
async function sendInto(
  ctx: SendContext,
  workspace: Workspace,
  thread: Thread,
  conversationId: string,
  body: string,
): Promise<Sent | NotSent> {
  const { address, sender, contactId } = thread;
  const id = ctx.newId();
  const belongsTo = { conversationId, contactId, authorId: null };
  const text = { id, address, sender, body, ...belongsTo, later: null, retryOf: null };
  const outcome = await sendText(ctx, workspace, text);
  if (outcome.kind === 'refused') return refused(outcome.reason, address, sender);
  const messageIds = (await listTextsOf(ctx.db, workspace.id, id)).map((message) => message.id).toSorted();
  return { ok: true, messageIds, address, sender, conversationId };
}

/** There is no conversation to show it in: the customer's answer begins one. */
async function sendAlone(
  ctx: SendContext,
  workspace: Workspace,
  thread: Thread,
  body: string,
): Promise<Sent | NotSent> {
  const { address, sender } = thread;
  const nowhere = { conversationId: null, replyPartId: null, sendId: null, retryOf: null };
  const queued = await transact(ctx, (unit) =>
    queueText(ctx, unit, workspace, {
      thread,
      body,
      ...nowhere,
      author: { kind: 'admin', id: null },
      purpose: 'conversation',
      writtenAt: nowOf(ctx),
      ifRefused: 'drop',
    }),
  );
  if (queued.kind === 'refused') return refused(queued.reason, address, sender);
  return { ok: true, messageIds: queued.messageIds, address, sender, conversationId: null };
}

function refused(kind: Refusal, address: string, sender: string): NotSent {
  return { ok: false, problem: { kind: 'refused', by: { kind, address, sender } } };
}
