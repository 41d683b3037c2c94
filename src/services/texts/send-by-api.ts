// Texts for a workspace's own system: finds the person, fills the template, and queues the text through the gate, once a key.
import { createHash } from 'node:crypto';
import { AppError } from '../../domain/errors.ts';
import { destinationOf } from '../../domain/numbers/destination.ts';
import { preferredSender } from '../../domain/senders.ts';
import type { Price } from '../../domain/texts/message.ts';
import { templateNamed } from '../../domain/texts/named-template.ts';
import type { Purpose } from '../../domain/texts/purpose.ts';
import type { Refusal } from '../../domain/texts/refusal.ts';
import { fieldPaths, fillTemplate } from '../../domain/texts/template.ts';
import type { SeriesStep } from '../../domain/texts/trace.ts';
import type { Thread } from '../../domain/thread.ts';
import { findContact, findContactByAddress } from '../../store/conversations/contacts.ts';
import { listThreadsTo } from '../../store/conversations/related-threads.ts';
import { ensureThread } from '../../store/conversations/threads.ts';
import { listTemplates } from '../../store/texts/templates.ts';
import { type Asked, findAnswer, keepAnswer, takeKey } from '../../store/workspaces/api-answers.ts';
import { expectPrice } from '../account/expect-price.ts';
import { contactFields, findRecipient, nothingKnown, type Recipient } from '../contacts/find-recipient.ts';
import type { ContactName } from '../contacts/look-up-contacts.ts';
import { type Context, nowOf, type OpenWorkspace, transact, type Unit } from '../context.ts';
import { inTime } from '../in-time.ts';
import { findWindow } from './find-window.ts';
import { queueAutomatedText } from './queue-automated-text.ts';

/** A key that a system sends again within this time gets the same answer. */
const KEPT_MS = 24 * 3_600_000;

/** A template: its id or name, or its words where it was found already. */
type Template = { template: string } | { templateBody: string };

export interface TextAsked {
  to: ContactName;
  /** One of the workspace's numbers; null: the one that the person was in touch with last, or the preferred one. */
  from: string | null;
  /** `values`: fields that the caller fills itself, by name. They go before those in Intercom. */
  words: { body: string } | (Template & { values?: Readonly<Record<string, unknown>> });
  purpose: Purpose;
  /** The system's own key of this call; null: the call happens each time that it comes. */
  once: string | null;
  /** Calls with this key are one, whatever they carry, once a text was queued or kept back. */
  fold?: { key: string; windowMs: number };
  /** Intercom is given up on after so long; absent: after its own time-out. */
  withinMs?: number;
  /** The step of a Series that asks for it. */
  bySeries?: SeriesStep;
  /** The name of the API key. */
  byKey?: string;
  /** In the future; absent or null: at once. */
  sendAt?: Date | null;
}

export type NotSent = Refusal | 'no-contact' | 'no-phone' | 'template-gone' | 'template-incomplete';

/** `waiting`: for quiet hours to end, `scheduled`: for the time that was asked for. `held`: an admin must let it go. */
export type SentByApi = { told?: Told } & (
  | { status: 'queued'; reason: null; textId: string }
  | { status: 'scheduled'; reason: null; textId: string }
  | { status: 'waiting'; reason: 'quiet-hours'; textId: string }
  | { status: 'held'; reason: 'limit'; textId: string }
  | { status: 'refused'; reason: NotSent; textId: null }
);

/** Facts of a text that the gate has judged. It is stored with the answer to a key, so that times are ISO 8601. */
export interface Told {
  /** The time for which it waits. */
  until: string | null;
  to: string;
  from: string;
  /** Null for a text that was refused. */
  segments: number | null;
  /** As far as it is known. */
  price: Price | null;
}

/**
 * Throws `unavailable` where Intercom is away and must be asked for the person, or for the fields of a template, and `key-reused`
 * for a key of another call.
 */
export async function sendByApi(ctx: Context, workspace: OpenWorkspace, asked: TextAsked): Promise<SentByApi> {
  const key = keyOf(workspace, asked);
  // A call that asks nobody finds its earlier answer in the transaction.
  const answered = key === null || isPlain(asked) ? null : await findAnswer(ctx.db, key, nowOf(ctx));
  if (key !== null && answered !== null) return sameAnswer(answered, key);
  const preparing = prepare(ctx, workspace, asked);
  const { withinMs } = asked;
  const found = await (withinMs === undefined ? preparing : inTime(preparing, withinMs, intercomTooSlow));
  // A call that is folded may be right the next time, when its template or the contact's phone is there.
  if (typeof found === 'string' && asked.fold !== undefined) return refused(found);
  return transact(ctx, async (unit) => {
    const now = nowOf(ctx);
    if (key !== null) {
      const expiresAt = new Date(now.getTime() + (asked.fold?.windowMs ?? KEPT_MS));
      const before = await takeKey(unit.trx, key, { now, expiresAt });
      if (before !== null) return sameAnswer(before, key);
    }
    const sent = typeof found === 'string' ? refused(found) : await queue(ctx, unit, workspace, asked, found);
    if (key !== null) await keepAnswer(unit.trx, key, sent);
    return sent;
  });
}

/** It names a number and the words, so that nobody needs to be asked for either. */
function isPlain({ to, words }: TextAsked): boolean {
  return to.by === 'number' && 'body' in words;
}

function keyOf(
  { id: workspaceId }: OpenWorkspace,
  { once, fold, withinMs: _patience, byKey: _name, ...call }: TextAsked,
): Asked | null {
  // No caller's own key has a space.
  if (fold !== undefined) return { workspaceId, key: `fold ${fold.key}`, bodyHash: '' };
  if (once === null) return null;
  return { workspaceId, key: once, bodyHash: createHash('sha256').update(JSON.stringify(call)).digest('base64url') };
}

/** The error for a caller who waits a second at most. */
export function intercomTooSlow(): AppError {
  const asked = { vendor: 'intercom', operation: '', outcome: 'no-answer', detail: null } as const;
  return new AppError('unavailable', { kind: 'call-failed', ...asked });
}

function sameAnswer(before: { bodyHash: string; answer: object | null }, { bodyHash }: Asked): SentByApi {
  if (before.bodyHash !== bodyHash) throw new AppError('key-reused', { kind: 'key-of-another-call' });
  return before.answer as SentByApi;
}

function refused(reason: NotSent): SentByApi {
  return { status: 'refused', reason, textId: null };
}

/** The person and the words, or the reason against the text. It may ask Intercom, so that no transaction is open. */
async function prepare(
  ctx: Context,
  workspace: OpenWorkspace,
  { to, words }: TextAsked,
): Promise<(Recipient & { body: string }) | NotSent> {
  if (to.by === 'number' && 'body' in words) return { address: to.value, contactId: null, body: words.body };
  const recipient = await findRecipient(ctx, workspace, to);
  if (typeof recipient === 'string') return recipient;
  if ('body' in words) return { ...recipient, body: words.body };
  const template = await templateOf(ctx, workspace, words);
  if (template === undefined) return 'template-gone';
  const { values = {} } = words;
  const contact = isFilledBy(template, values) ? nothingKnown : await contactFields(ctx, workspace, recipient);
  const filled = fillTemplate(template, { contact, admin: { name: null }, conversation: { id: '' }, values });
  return filled.missing.length > 0 ? 'template-incomplete' : { ...recipient, body: filled.text };
}

async function templateOf(
  ctx: Context,
  { id: workspaceId }: OpenWorkspace,
  asked: Template,
): Promise<string | undefined> {
  if ('templateBody' in asked) return asked.templateBody;
  return templateNamed(await listTemplates(ctx.db, workspaceId), asked.template)?.body;
}

/** True where each field has a value, so that Intercom has nothing to add. */
function isFilledBy(template: string, values: Readonly<Record<string, unknown>>): boolean {
  const bare = fieldPaths(template).map(({ path }) => `{{${path}}}`);
  const known = { contact: nothingKnown, admin: { name: null }, conversation: { id: '' }, values };
  return fillTemplate(bare.join(''), known).missing.length === 0;
}

async function queue(
  ctx: Context,
  unit: Unit,
  workspace: OpenWorkspace,
  { from, purpose, bySeries, byKey, sendAt = null }: TextAsked,
  { address, contactId, body }: Recipient & { body: string },
): Promise<SentByApi> {
  const { id: workspaceId } = workspace;
  const now = nowOf(ctx);
  const threads = await listThreadsTo(unit.trx, workspaceId, address);
  const latest = threads[0]?.thread.sender;
  const known = latest !== undefined && workspace.senders.includes(latest) ? latest : null;
  const sender = from ?? known ?? preferredSender(workspace, address) ?? '';
  const before = threads.find(({ thread }) => thread.sender === sender);
  const thread =
    before?.thread ?? (await ensureThread(unit.trx, { workspaceId, id: ctx.newId(), address, sender }, now));
  const contact = await contactFor(unit, thread, contactId);
  const later = sendAt !== null && sendAt > now ? sendAt : null;
  const queued = await queueAutomatedText(ctx, unit, workspace, {
    ...{ thread, body, purpose, contactId: contact?.contactId ?? null, sendAt: later },
    ...(bySeries === undefined ? {} : { bySeries }),
    ...(byKey === undefined ? {} : { byKey }),
  });
  const ends = { to: address, from: sender };
  if (queued.kind === 'refused')
    return { ...refused(queued.reason), told: { ...ends, until: null, segments: null, price: null } };
  const { textId, isHeld, segments } = queued;
  const cost = { to: address, sender, country: destinationOf(address).country };
  const price = await expectPrice({ db: unit.trx, clock: ctx.clock }, workspace, cost, segments);
  const told = { ...ends, segments, price };
  if (isHeld) return { status: 'held', reason: 'limit', textId, told: { ...told, until: null } };
  if (later !== null)
    return { status: 'scheduled', reason: null, textId, told: { ...told, until: later.toISOString() } };
  const message = { ...newText, id: textId, threadId: thread.id, address, purpose, writtenAt: now };
  const zones = contact?.zones ?? before?.zones ?? null;
  const { opensAt } = await findWindow(workspace, { message, zones, lastInboundAt: null }, now);
  return opensAt === null
    ? { status: 'queued', reason: null, textId, told: { ...told, until: null } }
    : { status: 'waiting', reason: 'quiet-hours', textId, told: { ...told, until: opensAt.toISOString() } };
}

/** A text of automation that nobody has decided anything about. */
const newText = {
  author: { kind: 'automation', id: null },
  ...{ waitsUntil: null, ignoresQuietHours: false, answers: null, confirms: null },
} as const;

/** The contact for a thread that has none yet; null where it has one, or nobody has the number. */
async function contactFor({ trx }: Unit, { workspaceId, contactId, address }: Thread, asked: string | null) {
  if (contactId !== null) return null;
  const id = asked ?? (await findContactByAddress(trx, workspaceId, address))?.contactId;
  return id === undefined ? null : { contactId: id, zones: (await findContact(trx, workspaceId, id))?.zones ?? null };
}
