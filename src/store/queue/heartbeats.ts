// The last time at which a process said that it takes webhooks.
import type { Trx } from '../database/database.ts';

const NAME = 'webhooks';

/** The last such time; null if there was none. The row is locked until the transaction ends. */
export async function beatOnce(trx: Trx, now: Date): Promise<Date | null> {
  const first = await trx
    .insertInto('heartbeats')
    .values({ name: NAME, at: now })
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst();
  if ((first.numInsertedOrUpdatedRows ?? 0n) > 0n) return null;
  const row = await trx
    .selectFrom('heartbeats')
    .select('at')
    .where('name', '=', NAME)
    .forUpdate()
    .executeTakeFirstOrThrow();
  await trx.updateTable('heartbeats').set({ at: now }).where('name', '=', NAME).execute();
  return row.at;
}
