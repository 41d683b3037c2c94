// THE gate: every text to Twilio has passed here.

import { reachFor } from '../../domain/consent/decide.ts';
import { newJob } from '../../domain/jobs/jobs.ts';
import { rankOf } from '../../domain/jobs/text-rank.ts';
import { allFiles, type FilesToText, withFiles } from '../../domain/media/texts-with-files.ts';
import { hasOtherForms } from '../../domain/numbers/number-forms.ts';
import { personOf } from '../../domain/numbers/person.ts';
import { parseAddress } from '../../domain/numbers/phone-number.ts';
import { whenMayGo } from '../../domain/send-window.ts';
import { withOptOutLine } from '../../domain/texts/automatic.ts';
import { type ConfirmedWord, judgeConfirmation } from '../../domain/texts/confirmation.ts';
import { type Author, wordsSent } from '../../domain/texts/message.ts';
import { type Ground, judge, type Purpose, type Verdict, wroteLatelySince } from '../../domain/texts/purpose.ts';
import type { Refusal } from '../../domain/texts/refusal.ts';
import { countSegments } from '../../domain/texts/segments.ts';
import { signed } from '../../domain/texts/signature.ts';
import { isLimited, limitFor, spendHold } from '../../domain/texts/spend.ts';
import { splitNumbered, splitText } from '../../domain/texts/text-parts.ts';
import {
  type AnswerKind,
  allowedBy,
  type RuledBy,
  refusedBy,
  type SeriesStep,
  type Step,
} from '../../domain/texts/trace.ts';
import type { Thread } from '../../domain/thread.ts';
import { isBlank } from '../../domain/well-formed.ts';
import type { Workspace } from '../../domain/workspace.ts';
import type { Db } from '../../store/database/database.ts';
import { claimFiles } from '../../store/media/files.ts';
import { claimOptOutWords } from '../../store/texts/automatic-texts.ts';
import { findForGate } from '../../store/texts/consents.ts';
import { insertMessageEvent } from '../../store/texts/message-events.ts';
import { findLatestForm } from '../../store/texts/messages.ts';
import { insertOutbound, type NewOutbound, type Standing } from '../../store/texts/new-messages.ts';
import type { DayOf } from '../../store/texts/spend-days.ts';
import { longestText } from '../../twilio/limits.ts';
import { oweEvents } from '../contacts/tell-event.ts';
import { nowOf, type Timed, type Unit, type Watched } from '../context.ts';
import { dayFor, isOverCap, whyBarred } from './ask-limits.ts';
import { holdOverLimit } from './hold-texts.ts';
import { signatureOf } from './sign-text.ts';

export interface TextToQueue {
  thread: Pick<Thread, 'workspaceId' | 'id' | 'address' | 'sender'>;
  body: string;
  /** Null: the text belongs to no conversation, and gets no note. */
  conversationId: string | null;
  /** The reply that the text belongs to, or the send below. */
  replyPartId: string | null;
  sendId: string | null;
  /** The failed text that it replaces. */
  retryOf: string | null;
  author: Author;
  purpose: Purpose;
  /** The customer's word that it confirms: the one text that passes an opt-out, for a moment. */
  confirms?: ConfirmedWord;
  writtenAt: Date;
  /** The customer's text that it answers by itself; absent for every other text. */
  answers?: { textId: string; kind: AnswerKind };
  /** The happening for which a rule sends it; absent for every other text. */
  byRule?: RuledBy;
  /** The step of a Series that sends it; absent for every other text. */
  bySeries?: SeriesStep;
  /** The name of the API key that asked for it. */
  byKey?: string;
  /** Absent: it has none. */
  files?: FilesToText;
  /** Parts of the same reply that went before; absent: none. */
  partsBefore?: number;
  /** `keep`: where the gate refuses it, nobody else has its words, so they are stored as a refused text. */
  ifRefused: 'keep' | 'drop';
}

/** `body`: the words as they go. `isHeld`: a limit is reached, and an admin must let it go. */
export type Queued =
  | { kind: 'queued'; messageIds: string[]; body: string; segments: number; isHeld: boolean }
  | { kind: 'refused'; reason: Refusal };

/** Puts a text on its way, in parts where it is too long for one, or returns the refusal. A refused text may go later. */
export async function queueText(
  ctx: Timed & Watched,
  unit: Unit,
  workspace: Workspace,
  text: TextToQueue,
): Promise<Queued> {
  const now = nowOf(ctx);
  const verdict = await verdictOn(unit, workspace, text, now);
  const asked = { refusal: verdict.refusal, couldGoAt: text.writtenAt, opensAt: null, hold: null };
  const window = whenMayGo(asked, workspace.settings, now);
  // A paused or late text goes on its way: the gate asks again at the hand-over, which waits or holds it with a note.
  if (window.kind === 'refuse') {
    ctx.metrics.texts.inc({ direction: 'out', outcome: 'refused' });
    const refused = { ...verdict, reason: window.reason };
    if (text.ifRefused === 'keep' && !isNothing(text)) await keepRefused(ctx, unit, workspace, text, refused);
    return { kind: 'refused', reason: window.reason };
  }
  const {
    thread,
    files,
    partsBefore = 0,
    ifRefused: _decided,
    answers,
    confirms,
    byRule,
    bySeries,
    byKey,
    ...rest
  } = text;
  const { workspaceId, address, sender } = thread;
  // An answer goes to the form of the number that wrote.
  const wroteAs = hasOtherForms(address.replace(/^rcs:/, '')) ? await findLatestForm(unit.trx, thread) : null;
  const firstId = ctx.newId();
  const saysOptOut = await isFirstAutomatic(unit, workspace, text, { messageId: firstId, at: now });
  const written = await bodyOf(unit, workspace, text);
  const body = saysOptOut ? withOptOutLine(written, workspace.settings.optOutLine) : written;
  const { threadPer, numberParts } = workspace.settings;
  const bodies = partsOf(workspace, body);
  const partOf = numberParts && bodies.length > 1 ? bodies.length : null;
  const trace: Step[] = [
    ...(answers ? [{ kind: 'answers', what: answers.kind, textId: answers.textId } as const] : []),
    ...causeOf({ byRule, bySeries, byKey }),
    ...(verdict.ground === null ? [] : [allowedBy(verdict.ground)]),
    ...(saysOptOut ? [{ kind: 'opt-out-words' } as const] : []),
    ...(bodies.length > 1 ? [{ kind: 'split', parts: bodies.length, isNumbered: numberParts } as const] : []),
  ];
  const evidenceId = verdict.ground?.evidenceId ?? null;
  const ends = { workspaceId, threadId: thread.id, address, wroteAs, sender };
  const told = { answers: answers?.textId ?? null, confirms: confirms?.messageId ?? null };
  const common = { ...rest, ...ends, ...told, refusedFor: null, evidenceId, trace };
  const parts = withFiles(bodies, files).map(
    (part, index): NewOutbound => ({
      ...common,
      ...part,
      id: index === 0 ? firstId : ctx.newId(),
      partNo: partsBefore + index + 1,
      partOf,
    }),
  );
  const dayOf = dayFor(workspace, address, now);
  const isCounted = isLimited(limitFor(workspace.settings, dayOf.country));
  const standing = await insertOutbound(unit.trx, parts, { at: now, limitedOn: isCounted ? dayOf.day : null });
  for (const part of parts) await claimFiles(unit.trx, part);
  const segments = parts.reduce((sum, part) => sum + countSegments(wordsSent(part)), 0);
  const queued = { kind: 'queued', messageIds: parts.map(({ id }) => id), body, segments, isHeld: false } as const;
  if (await isHeld(ctx, unit, workspace, { parts, segments, standing, dayOf })) return { ...queued, isHeld: true };
  const isAnswer = answers !== undefined || confirms !== undefined;
  const rank = rankOf({ ...rest, isAnswer });
  await unit.enqueue(
    parts.map(({ id: messageId }) =>
      newJob('deliver-text', { workspaceId, messageId, id: thread.id, address, threadPer }, { rank }),
    ),
  );
  ctx.metrics.texts.inc({ direction: 'out', outcome: 'queued' }, parts.length);
  return queued;
}

interface Cause {
  byRule: RuledBy | undefined;
  bySeries: SeriesStep | undefined;
  byKey: string | undefined;
}

function causeOf({ byRule, bySeries, byKey }: Cause): Step[] {
  return [
    ...(byRule === undefined ? [] : [{ kind: 'by-rule', when: byRule } as const]),
    ...(bySeries === undefined ? [] : [{ kind: 'by-series', ...bySeries } as const]),
    ...(byKey === undefined ? [] : [{ kind: 'by-key', name: byKey } as const]),
  ];
}

async function verdictOn({ trx }: Unit, workspace: Workspace, text: TextToQueue, now: Date): Promise<Verdict> {
  if (isNothing(text)) return { refusal: 'nothing-to-text', ground: null };
  const { thread, purpose, author, confirms } = text;
  const asked = { address: thread.address, sender: thread.sender, purpose, author };
  const verdict = await askGate(trx, workspace, asked, now);
  if (confirms !== undefined) return judgeConfirmation(verdict, confirms, now);
  if (verdict.refusal !== null) return verdict;
  const refusal = await whyTooLong({ trx }, workspace, text);
  return refusal === null ? verdict : { refusal, ground: null };
}

/** Automation says how to opt out in its first text to a person. A text that is sent again has its own words. */
async function isFirstAutomatic(
  { trx }: Unit,
  { settings }: Workspace,
  { purpose, retryOf, confirms, thread }: TextToQueue,
  { messageId, at }: { messageId: string; at: Date },
): Promise<boolean> {
  if (purpose === 'conversation' || retryOf !== null || confirms !== undefined || !settings.saysOptOut) return false;
  const { workspaceId, address } = thread;
  return claimOptOutWords(trx, { workspaceId, person: personOf(address) }, messageId, at);
}

/** A limit that was reached before holds the text at once. The hand-over counts, and holds those that go over it then. */
async function isHeld(
  ctx: Timed & Watched,
  unit: Unit,
  workspace: Workspace,
  {
    parts,
    segments,
    standing,
    dayOf,
  }: { parts: readonly NewOutbound[]; segments: number; standing: Standing; dayOf: DayOf },
): Promise<boolean> {
  const limit = limitFor(workspace.settings, dayOf.country);
  const cost = { segments, money: null };
  if (spendHold(cost, { ...standing, limit }) === null) return false;
  const counting = { ...dayOf, id: parts[0]?.id ?? '', cost, limit, ignoresLimits: false };
  return (await holdOverLimit(ctx, unit, parts, counting)) !== null;
}

function isNothing({ body, files }: Pick<TextToQueue, 'body' | 'files'>): boolean {
  return isBlank(body) && allFiles(files).length === 0;
}

/** The words with the agent's signature. A text that is sent again has its own. */
async function bodyOf(
  unit: Pick<Unit, 'trx'>,
  workspace: Workspace,
  text: Pick<TextToQueue, 'body' | 'retryOf' | 'author'>,
): Promise<string> {
  // A picture by itself needs no name below it.
  if (isBlank(text.body)) return '';
  const signature = text.retryOf === null ? await signatureOf(unit.trx, workspace, text.author) : null;
  return signed(text.body, signature);
}

function partsOf({ settings: { numberParts } }: Pick<Workspace, 'settings'>, body: string): string[] {
  return numberParts ? splitNumbered(body, longestText) : splitText(body, longestText);
}

/** A text that is sent again was short enough, or an admin has allowed it since. */
export async function whyTooLong(
  unit: Pick<Unit, 'trx'>,
  workspace: Workspace,
  text: Pick<TextToQueue, 'body' | 'retryOf' | 'author'>,
): Promise<Refusal | null> {
  if (workspace.settings.segmentCap === null) return null;
  const parts = partsOf(workspace, await bodyOf(unit, workspace, text));
  return isOverCap(workspace, parts) ? 'too-many-sms' : null;
}

/** Stores the words whole: they are parted once they go. */
async function keepRefused(
  ctx: Timed,
  unit: Unit,
  workspace: Workspace,
  text: TextToQueue,
  { reason, ground }: { reason: Refusal; ground: Ground | null },
): Promise<void> {
  const {
    thread,
    files,
    partsBefore = 0,
    ifRefused: _decided,
    answers,
    confirms: _kept,
    byRule,
    bySeries,
    byKey,
    ...rest
  } = text;
  const { workspaceId, id: threadId, address, sender } = thread;
  const media = allFiles(files);
  const [id, at] = [ctx.newId(), nowOf(ctx)];
  const body = await bodyOf(unit, workspace, text);
  const ends = { workspaceId, id, threadId, address, wroteAs: null, sender };
  const whole = { ...rest, ...ends, body, media, partNo: partsBefore + 1, partOf: null };
  const why = {
    refusedFor: reason,
    evidenceId: ground?.evidenceId ?? null,
    trace: [...causeOf({ byRule, bySeries, byKey }), refusedBy(reason, ground)],
  };
  await insertOutbound(unit.trx, [{ ...whole, ...why, answers: answers?.textId ?? null }], { at, limitedOn: null });
  await claimFiles(unit.trx, whole);
  const event = {
    workspaceId,
    messageId: id,
    id: ctx.newId(),
    state: 'refused',
    source: 'gate',
    errorCode: null,
  } as const;
  await insertMessageEvent(unit.trx, { ...event, at });
  await oweEvents(ctx, unit, workspace, { workspaceId, id, address }, ['sms-failed']);
}

interface TextAsked {
  address: string;
  sender: string;
  purpose: Purpose;
  author: Pick<Author, 'kind'> | null;
}

/** The gate's answer, with the evidence for it. Asked at queueing and again at the hand-over, as consent may change between. */
export async function askGate(db: Db, workspace: Workspace, text: TextAsked, now: Date): Promise<Verdict> {
  const refusal = whyImpossible(workspace, text) ?? (await whyBarred(db, workspace, text.address));
  if (refusal !== null) return { refusal, ground: null };
  const { purpose, address, sender, author } = text;
  const asked = {
    reach: reachFor(address, workspace.settings.consentScope),
    wroteSince: wroteLatelySince(purpose, now),
    // A person may answer a machine.
    asksLoop: author?.kind === 'automation',
  };
  const { consent, wrote, isLooping } = await findForGate(db, { workspaceId: workspace.id, address, sender }, asked);
  const verdict = judge(consent, { purpose, wrote });
  return verdict.refusal === null && isLooping ? { ...verdict, refusal: 'loop' } : verdict;
}

/** The gate's reason against a text that a person sends, or null. */
export async function whyRefused(
  db: Db,
  workspace: Workspace,
  { address, sender, purpose }: Omit<TextAsked, 'author'>,
  now: Date,
): Promise<Refusal | null> {
  return (await askGate(db, workspace, { address, sender, purpose, author: { kind: 'admin' } }, now)).refusal;
}

function whyImpossible(workspace: Workspace, { address, sender }: TextAsked): Refusal | null {
  if (!parseAddress(address).answerable) return 'not-answerable';
  if (!sender) return 'no-sender';
  return address === sender || workspace.senders.includes(address) ? 'own-number' : null;
}
