// When recurring work was last begun, by any process.
import type { Trx } from '../database/database.ts';

/** When the work was last begun; at the first call, now. The row is locked until the transaction ends. */
export async function lockTurn(trx: Trx, name: string, now: Date): Promise<Date> {
  await trx
    .insertInto('recurring_turns')
    .values({ name, taken_at: now })
    .onConflict((on) => on.doNothing())
    .execute();
  const row = await trx
    .selectFrom('recurring_turns')
    .select('taken_at')
    .where('name', '=', name)
    .forUpdate()
    .executeTakeFirstOrThrow();
  return row.taken_at;
}

export async function takeTurn(trx: Trx, name: string, at: Date): Promise<void> {
  await trx.updateTable('recurring_turns').set({ taken_at: at }).where('name', '=', name).execute();
}
