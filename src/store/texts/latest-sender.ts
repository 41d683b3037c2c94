// The number of ours that somebody was in touch with last.
import type { Db } from '../database/database.ts';

/** Null where they never texted, and were never texted. */
export async function findLatestSender(db: Db, workspaceId: string, address: string): Promise<string | null> {
  const row = await db
    .selectFrom('threads')
    .select('sender')
    .where('workspace_id', '=', workspaceId)
    .where('address', '=', address)
    .orderBy('last_inbound_at', (order) => order.desc().nullsLast())
    .orderBy('created_at', 'desc')
    .limit(1)
    .executeTakeFirst();
  return row?.sender ?? null;
}
