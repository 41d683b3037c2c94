// Topics that told us nothing of something we found by reading, and when each was last missed.
import type { Db, Trx } from '../database/database.ts';

export async function recordMissedTopics(
  trx: Trx,
  workspaceId: string,
  topics: readonly string[],
  at: Date,
): Promise<void> {
  for (const topic of new Set(topics))
    await trx
      .insertInto('missed_topics')
      .values({ workspace_id: workspaceId, topic, at })
      .onConflict((conflict) => conflict.columns(['workspace_id', 'topic']).doUpdateSet({ at }))
      .execute();
}

export async function listMissedTopics(
  db: Db,
  workspaceId: string,
  since: Date,
): Promise<{ topic: string; at: Date }[]> {
  return db
    .selectFrom('missed_topics')
    .select(['topic', 'at'])
    .where('workspace_id', '=', workspaceId)
    .where('at', '>=', since)
    .orderBy('topic')
    .execute();
}
