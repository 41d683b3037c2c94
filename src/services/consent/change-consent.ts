// Changes consent: by the customer's word, because Twilio says so, or by an agent's click.
import { type ConsentSource, type ConsentState, isByHand, type Keyword } from '../../domain/consent/consent.ts';
import { type ConsentScope, isHeardByTwilio, reachFor } from '../../domain/consent/decide.ts';
import { personOf } from '../../domain/numbers/person.ts';
import { isTollFree, parseAddress } from '../../domain/numbers/phone-number.ts';
import type { Trx } from '../../store/database/database.ts';
import {
  EVERY_SENDER,
  endBlocks,
  findConsent,
  listStops,
  lockPerson,
  writeConsent,
} from '../../store/texts/consents.ts';
import { countHeldBack } from '../../store/texts/held-back.ts';
import { nowOf, type Storing, type Timed, transact, type Unit } from '../context.ts';
import { oweNote } from '../conversations/owe-note.ts';
import { syncPeople } from './sync-subscription.ts';

export interface ConsentWord {
  workspaceId: string;
  address: string;
  sender: string;
  source: ConsentSource;
  messageId: string;
  at: Date;
}

/**
 * A stop is kept for the number that it was sent to; the workspace's choice says how far it reaches. One that was sent to an
 * RCS sender, whose Messaging Service is unknown, is kept for every number. A start to any number ends every stop of ours;
 * Twilio ends its block for that number and its Messaging Service alone, and only for a word of its own list.
 */
export async function applyKeyword(
  trx: Trx,
  ctx: Timed,
  change: ConsentWord & { keyword: Exclude<Keyword, 'help'> },
): Promise<void> {
  const { keyword, ...word } = change;
  const own = { ...word, sender: scopeOf(word.sender) };
  if (keyword === 'stop') return writeConsent(trx, { ...own, id: ctx.newId(), optedOut: true });
  const stops = await listStops(trx, own);
  await writeConsent(trx, { ...own, id: ctx.newId(), optedOut: false });
  for (const { address, sender } of stops.filter(({ isSame }) => !isSame))
    await writeConsent(trx, { ...own, address, sender, id: ctx.newId(), optedOut: false });
  if (isHeardByTwilio(word.source)) await endBlocks(trx, own, word.at);
}

/**
 * A YES that makes the carrier unblock a customer whom it had blocked for a word of its list; true where it did. On toll-free
 * numbers the network knows START and UNSTOP alone. A YES does not end our own block, since it may answer a question. Where the
 * carrier reports the words that it acts on, an unreported YES is an answer, too.
 * Source: https://help.twilio.com/articles/360058144374-Opt-out-keyword-handling-SMS-STOP-Filtering-for-Toll-Free-SMS
 */
export async function applyYes(trx: Trx, ctx: Timed, word: ConsentWord): Promise<boolean> {
  if (isTollFree(word.sender)) return false;
  const own = { ...word, sender: scopeOf(word.sender) };
  const stops = await listStops(trx, own);
  const ended = stops.filter(
    ({ source, saidTo }) => saidTo !== 'other-number' && (source === 'keyword' || source === 'refusal'),
  );
  for (const { address, sender } of ended)
    await writeConsent(trx, { ...own, address, sender, id: ctx.newId(), optedOut: false });
  if (ended.length > 0) await endBlocks(trx, own, word.at);
  return ended.length > 0;
}

/** The number that a word covers, or all of them where we cannot tell which. */
function scopeOf(sender: string): string {
  const { kind, phone } = parseAddress(sender);
  return kind === 'rcs' && phone === null ? EVERY_SENDER : sender;
}

/** Records an opt-out that we learn from Twilio's refusal of a text. */
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
  /** The conversation that gets the note; null where the change was made outside one. */
  conversationId: string | null;
}

type HandContext = Storing & Timed;

/** Opts a customer out from every number. A second time, as by a double click, changes nothing. `messageId`: their wish. */
export async function optOutByHand(
  ctx: HandContext,
  input: ByHand & { reason: string; messageId?: string },
): Promise<void> {
  await transact(ctx, async (unit) => {
    const before = await consentByHand(unit, input);
    if (before.optedOut && isByHand(before.source)) return;
    await changeByHand(ctx, unit, { ...input, messageId: input.messageId ?? null, optedOut: true });
    const subject = input.messageId ?? ctx.newId();
    await oweNote(
      ctx,
      unit,
      { ...input, subject },
      { kind: 'opted-out-by-hand', address: input.address, reason: input.reason },
    );
  });
}

/** False where only the customer can undo it, by texting START. Where it is undone already, no second note is owed. */
export async function resumeByHand(
  ctx: HandContext,
  input: ByHand & { sender: string; scope: ConsentScope; reason?: string; origin?: string },
): Promise<boolean> {
  return transact(ctx, async (unit) => {
    await lockPerson(unit.trx, input.workspaceId, input.address);
    const consent = await findConsent(unit.trx, input, reachFor(input.address, input.scope));
    if (!consent.optedOut) return true;
    if (!isByHand(consent.source)) return false;
    const heldBack = await countHeldBack(unit.trx, input, null);
    await changeByHand(ctx, unit, { reason: null, ...input, messageId: null, optedOut: false });
    const { address } = input;
    await oweNote(ctx, unit, { ...input, subject: ctx.newId() }, { kind: 'opted-in-by-hand', address, heldBack });
    return true;
  });
}

/** The consent by hand, locked until this transaction ends. */
async function consentByHand({ trx }: Unit, { workspaceId, address }: ByHand): Promise<ConsentState> {
  await lockPerson(trx, workspaceId, address);
  return findConsent(trx, { workspaceId, address, sender: EVERY_SENDER }, 'number');
}

async function changeByHand(
  ctx: HandContext,
  unit: Unit,
  input: ByHand & { optedOut: boolean; reason: string | null; messageId: string | null; origin?: string },
): Promise<void> {
  const { workspaceId, address, optedOut, reason, adminId, messageId, origin } = input;
  const change = { workspaceId, sender: EVERY_SENDER, optedOut, source: 'manual', messageId } as const;
  await syncPeople(unit, workspaceId, [...new Set([address, personOf(address)])], false);
  await writeConsent(unit.trx, {
    ...change,
    address: personOf(address),
    id: ctx.newId(),
    reason,
    adminId,
    ...(origin === undefined ? {} : { origin }),
    at: nowOf(ctx),
  });
}
