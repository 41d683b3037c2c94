// Lists, replays and drops jobs that were given up, for an operator.
import { type DeadLetter, deleteDeadLetter, listDeadLetters } from '../../store/queue/dead-letters.ts';
import { type Transacting, transact } from '../context.ts';

/** Oldest first; of one workspace, or of all. */
export function readDeadLetters(ctx: Pick<Transacting, 'db'>, workspaceId?: string): Promise<DeadLetter[]> {
  return listDeadLetters(ctx.db, workspaceId === undefined ? {} : { workspaceId });
}

/** Enqueues these again, as work that may have been done before; returns the ids of those that were there. */
export function replayDeadLetters(ctx: Transacting, ids: readonly string[]): Promise<string[]> {
  return settle(ctx, ids, true);
}

/** Removes these for good; returns the ids of those that were there. */
export function dropDeadLetters(ctx: Transacting, ids: readonly string[]): Promise<string[]> {
  return settle(ctx, ids, false);
}

async function settle(ctx: Transacting, ids: readonly string[], replay: boolean): Promise<string[]> {
  if (ids.length === 0) return [];
  return transact(ctx, async ({ trx, enqueue }) => {
    const letters = await listDeadLetters(trx, { ids: [...ids] });
    for (const letter of letters) await deleteDeadLetter(trx, letter.id);
    if (replay) await enqueue(letters.map((letter) => letter.job));
    return letters.map((letter) => letter.id);
  });
}
