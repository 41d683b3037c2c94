// Begins a hand-over: marks the attempt and counts the text, or holds it where its day has no place for it.
import { NotYet } from '../../domain/errors.ts';
import type { Message } from '../../domain/texts/message.ts';
import type { Ground } from '../../domain/texts/purpose.ts';
import { allowedBy } from '../../domain/texts/trace.ts';
import { updateMessage } from '../../store/texts/messages.ts';
import { listParts } from '../../store/texts/part-texts.ts';
import { beginCounted, type Counting } from '../../store/texts/spend-days.ts';
import { type Context, transact } from '../context.ts';
import { holdOverLimit } from './hold-texts.ts';

/** Another text took the last place under a limit, or was held, since this one was asked about. */
export class OverLimit extends Error {}

/** Throws NotYet where the text was cancelled a moment ago, and OverLimit where it has no place. */
export async function markAttempt(
  ctx: Context,
  message: Message,
  at: Date | null,
  { counting, ground }: { counting: Counting; ground: Ground | null },
): Promise<void> {
  if (at === null) return updateMessage(ctx.db, message, { attemptedAt: null });
  const isOther = ground !== null && ground.evidenceId !== message.evidenceId;
  const changed = isOther ? { evidenceId: ground.evidenceId, step: allowedBy(ground) } : null;
  const begun = await beginCounted(ctx.db, { ...counting, changed }, at);
  if (begun === 'settled') throw new NotYet('text-settled');
  if (begun === 'over-limit') throw new OverLimit();
}

/** Holds the text and its later parts. Throws NotYet where an admin has made room meanwhile. */
export async function holdParts(ctx: Context, message: Message, counting: Counting): Promise<void> {
  const hold = await transact(ctx, async (unit) => {
    const parts = await listParts(unit.trx, message);
    const rest = parts.filter(({ partNo, state }) => partNo >= message.partNo && state === 'pending');
    return holdOverLimit(ctx, unit, rest.length > 0 ? rest : [message], counting);
  });
  if (hold === null) throw new NotYet('text-settled');
}
