// When Intercom last told us of each thing that we asked to be told of.
import type { Db } from './database.ts';

export async function recordTopicArrival(db: Db, workspaceId: string, topic: string, at: Date): Promise<void> {
  await db
    .insertInto('topic_arrivals')
    .values({ workspace_id: workspaceId, topic, at })
    .onConflict((conflict) => conflict.columns(['workspace_id', 'topic']).doUpdateSet({ at }))
    .execute();
}

/** The latest first. */
export async function listTopicArrivals(db: Db, workspaceId: string): Promise<{ topic: string; at: Date }[]> {
  return db
    .selectFrom('topic_arrivals')
    .select(['topic', 'at'])
    .where('workspace_id', '=', workspaceId)
    .orderBy('at', 'desc')
    .execute();
}
