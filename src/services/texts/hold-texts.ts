// Holds texts that have no place under the limit of their day, until an admin releases them.
import type { Message } from '../../domain/texts/message.ts';
import { spendHold } from '../../domain/texts/spend.ts';
import type { SpendHold } from '../../domain/texts/trace.ts';
import { holdTexts, isBehindHeld } from '../../store/texts/held-texts.ts';
import { type Counting, lockSpendDay, updateSpendDay } from '../../store/texts/spend-days.ts';
import { nowOf, type Timed, type Unit, type Watched } from '../context.ts';
import { oweNote, toldOf } from '../conversations/owe-note.ts';

type Heldable = Pick<
  Message,
  'workspaceId' | 'id' | 'threadId' | 'address' | 'conversationId' | 'replyPartId' | 'sendId' | 'author'
>;

/**
 * Holds a text, in parts, under the lock of its day; null where it has a place by now, since an admin may have said so
 * meanwhile. The conversation is told once a day, and the doctor asks an admin.
 */
export async function holdOverLimit(
  ctx: Timed & Watched,
  unit: Unit,
  parts: readonly Heldable[],
  counting: Counting,
): Promise<SpendHold | null> {
  const [first] = parts;
  if (first === undefined) return null;
  const { workspaceId, country, day, cost, limit } = counting;
  const at = nowOf(ctx);
  const spent = await lockSpendDay(unit.trx, counting, at);
  const isBehind = first.threadId !== null && (await isBehindHeld(unit.trx, { ...first, threadId: first.threadId }));
  const hold = spendHold(cost, { day: spent, limit, isBehind });
  if (hold === null) return null;
  if (hold !== 'waits-behind' && spent.heldSince === null) await updateSpendDay(unit.trx, counting, { heldSince: at });
  const ids = parts.map(({ id }) => id);
  await holdTexts(unit.trx, workspaceId, ids, {
    heldFor: 'limit',
    country,
    at,
    step: { kind: 'over-limit', why: hold, country },
  });
  ctx.metrics.texts.inc({ direction: 'out', outcome: 'held' }, parts.length);
  const told = { ...toldOf(first), subject: ['limit', country, day].join('/') };
  await oweNote(ctx, unit, told, { kind: 'over-limit', address: first.address, country });
  return hold;
}
