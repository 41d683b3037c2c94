// Consent changes: by the customer's word, because Twilio says so, or by an admin's hand.
import type { ConsentSource, ConsentState, Keyword } from '../../domain/consent/consent.ts';
import { personOf } from '../../domain/numbers/person.ts';
import { isTollFree, parseAddress } from '../../domain/numbers/phone-number.ts';
import type { Trx } from '../../store/database/database.ts';
import {
  EVERY_SENDER,
  findConsent,
  findWord,
  listKeptBack,
  lockPerson,
  writeConsent,
} from '../../store/texts/consents.ts';
import { nowOf, type Storing, type Timed, transact, type Unit } from '../context.ts';
import { oweNote } from '../conversations/owe-note.ts';

export interface ConsentWord {
  workspaceId: string;
  address: string;
  sender: string;
  source: ConsentSource;
  messageId: string;
  at: Date;
}

/**
 * A stop covers the number it was sent to, and every number of the workspace where it was sent to an agent of a channel, whose
 * Messaging Service is not known. A start ends it, and whatever we keep back from every number.
 */
export async function applyKeyword(
  trx: Trx,
  ctx: Timed,
  change: ConsentWord & { keyword: Exclude<Keyword, 'help'> },
): Promise<void> {
  const { keyword, ...word } = change;
  const optedOut = keyword === 'stop';
  const sender = scopeOf(word.sender);
  await writeConsent(trx, { ...word, sender, id: ctx.newId(), optedOut });
  if (optedOut) return;
  for (const kept of await listKeptBack(trx, word.workspaceId, word.address))
    await writeConsent(trx, { ...word, ...kept, id: ctx.newId(), optedOut });
}

/**
 * A YES by which the carrier lets somebody in again whom it had blocked for a word of its list; true where it did. On toll-free
 * numbers the network knows START and UNSTOP alone. What we keep back ourselves it does not end: to a question it is an answer.
 * Where the carrier reports what it acts on, a YES of which it does not is an answer, too.
 * Source: https://help.twilio.com/articles/360058144374-Opt-out-keyword-handling-SMS-STOP-Filtering-for-Toll-Free-SMS
 */
export async function applyYes(trx: Trx, ctx: Timed, word: ConsentWord): Promise<boolean> {
  if (isTollFree(word.sender)) return false;
  const sender = scopeOf(word.sender);
  const before = await findWord(trx, word.workspaceId, { ...word, sender });
  if (!before?.optedOut || (before.source !== 'keyword' && before.source !== 'refusal')) return false;
  await writeConsent(trx, { ...word, sender, id: ctx.newId(), optedOut: false });
  return true;
}

/** A number, or all of them where we cannot tell which ones. */
function scopeOf(sender: string): string {
  const { kind, phone } = parseAddress(sender);
  return kind === 'rcs' && phone === null ? EVERY_SENDER : sender;
}

/** Twilio refused a text because its receiver has opted out, which we had not heard of. */
export async function applyRefusal(
  trx: Trx,
  ctx: Timed,
  message: { workspaceId: string; address: string; sender: string; id: string },
  at: Date,
): Promise<void> {
  const { workspaceId, address, sender } = message;
  const change = { workspaceId, address, sender, optedOut: true, source: 'refusal' as const };
  await writeConsent(trx, { ...change, id: ctx.newId(), messageId: message.id, at });
}

interface ByHand {
  workspaceId: string;
  address: string;
  adminId: string | null;
  /** Told there; null where it was done outside a conversation. */
  conversationId: string | null;
}

type HandContext = Storing & Timed;

/** From every number of the workspace; said a second time, as by a double click, it changes nothing. `subject`: what it is done for, of which agents are told once. */
export async function optOutByHand(
  ctx: HandContext,
  input: ByHand & { reason: string; subject?: string },
): Promise<void> {
  await transact(ctx, async (unit) => {
    const before = await consentByHand(unit, input);
    if (before.optedOut && before.source === 'manual') return;
    await changeByHand(ctx, unit, { ...input, optedOut: true });
    const subject = input.subject ?? ctx.newId();
    await oweNote(
      ctx,
      unit,
      { ...input, subject },
      { kind: 'opted-out-by-hand', address: input.address, reason: input.reason },
    );
  });
}

/** False where only the customer can undo it, by texting START; where it is undone already, nobody is told again. */
export async function resumeByHand(ctx: HandContext, input: ByHand & { sender: string }): Promise<boolean> {
  return transact(ctx, async (unit) => {
    await lockPerson(unit.trx, input.workspaceId, input.address);
    const consent = await findConsent(unit.trx, input.workspaceId, input);
    if (!consent.optedOut) return true;
    if (consent.source !== 'manual') return false;
    await changeByHand(ctx, unit, { ...input, optedOut: false, reason: null });
    await oweNote(ctx, unit, { ...input, subject: ctx.newId() }, { kind: 'opted-in-by-hand', address: input.address });
    return true;
  });
}

/** What holds by hand now, for as long as nobody else may change it. */
async function consentByHand({ trx }: Unit, { workspaceId, address }: ByHand): Promise<ConsentState> {
  await lockPerson(trx, workspaceId, address);
  return findConsent(trx, workspaceId, { address, sender: EVERY_SENDER });
}

async function changeByHand(
  ctx: HandContext,
  unit: Unit,
  input: ByHand & { optedOut: boolean; reason: string | null },
): Promise<void> {
  const { workspaceId, address, optedOut, reason, adminId } = input;
  const change = { workspaceId, sender: EVERY_SENDER, optedOut, source: 'manual', messageId: null } as const;
  await writeConsent(unit.trx, {
    ...change,
    address: personOf(address),
    id: ctx.newId(),
    reason,
    adminId,
    at: nowOf(ctx),
  });
}
