// Reads the words of new texts into the index of the search.
import { indexWords, listUnindexed } from '../../store/texts/text-words.ts';
import { type Storing, type Timed, transact } from '../context.ts';

/** A text is stored within this time after it got its id. */
const SETTLED_MS = 60_000;
/** Texts a transaction, few enough that a deletion waits for a moment only. */
const BATCH = 1_000;
/** The rest comes the next time. */
const MOST_BATCHES = 500;

/** The number of texts. */
export async function indexNewWords(ctx: Storing & Timed): Promise<number> {
  const before = new Date(ctx.clock.now() - SETTLED_MS);
  let indexed = 0;
  let batches = 0;
  for (const workspaceId of await listUnindexed(ctx.database.owner, before)) {
    let count = BATCH;
    for (let isFirst = true; count === BATCH && batches < MOST_BATCHES; isFirst = false) {
      batches += 1;
      count = await transact({ ...ctx, db: ctx.database.owner }, ({ trx }) =>
        indexWords(trx, workspaceId, { before, atMost: BATCH, isFirst }),
      );
      indexed += count;
    }
  }
  return indexed;
}
