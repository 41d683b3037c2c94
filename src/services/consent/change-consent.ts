// Consent changes: by the customer's keyword, because Twilio says so, or by an admin's hand.
import type { ConsentSource, Keyword } from '../../domain/consent.ts';
import { tell } from '../../domain/tell.ts';
import type { Trx } from '../../store/database/database.ts';
import { EVERY_SENDER, findConsent, writeConsent } from '../../store/texts/consents.ts';
import { nowOf, type Storing, type Timed, transact, type Unit } from '../context.ts';
import { oweNote } from '../conversations/owe-note.ts';

/** A stop covers the number it was sent to; a start ends it. */
export async function applyKeyword(
  trx: Trx,
  ctx: Timed,
  change: {
    workspaceId: string;
    address: string;
    sender: string;
    keyword: Exclude<Keyword, 'help'>;
    source: ConsentSource;
    messageId: string;
    at: Date;
  },
): Promise<void> {
  const { keyword, ...rest } = change;
  await writeConsent(trx, { ...rest, id: ctx.newId(), optedOut: keyword === 'stop' });
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

/** From every number of the workspace. */
export async function optOutByHand(ctx: HandContext, input: ByHand & { reason: string }): Promise<void> {
  await transact(ctx, async (unit) => {
    await changeByHand(ctx, unit, { ...input, optedOut: true });
    await oweNote(ctx, unit, { ...input, subject: ctx.newId() }, tell.optedOutByHand(input, input.reason));
  });
}

/** False where there is nothing to undo, or only the customer can: by texting START. */
export async function resumeByHand(ctx: HandContext, input: ByHand & { sender: string }): Promise<boolean> {
  return transact(ctx, async (unit) => {
    const consent = await findConsent(unit.trx, input.workspaceId, input);
    if (!consent.optedOut || consent.source !== 'manual') return false;
    await changeByHand(ctx, unit, { ...input, optedOut: false, reason: null });
    await oweNote(ctx, unit, { ...input, subject: ctx.newId() }, tell.resumed(input));
    return true;
  });
}

async function changeByHand(
  ctx: HandContext,
  unit: Unit,
  input: ByHand & { optedOut: boolean; reason: string | null },
): Promise<void> {
  const { workspaceId, address, optedOut, reason, adminId } = input;
  const change = { workspaceId, address, sender: EVERY_SENDER, optedOut, source: 'manual', messageId: null } as const;
  await writeConsent(unit.trx, { ...change, id: ctx.newId(), reason, adminId, at: nowOf(ctx) });
}
