// What stood at Twilio before we set a webhook there: the only writers of it, so that no save of anything else loses it.
import { sql } from 'kysely';
import type { Db } from '../database/database.ts';

export interface WebhookBefore {
  /** Of the number or Messaging Service at Twilio. */
  sid: string;
  before: Readonly<Record<string, string>>;
  /** What stands there now leads to us already: it is what stood before only where nothing else is known. */
  isOurs: boolean;
}

/** False where the workspace has chosen no such number or service. */
export async function rememberWebhook(
  db: Db,
  workspaceId: string,
  { sid, before, isOurs }: WebhookBefore,
): Promise<boolean> {
  const standing = JSON.stringify(before);
  const kept = isOurs ? sql<string>`COALESCE(webhook_before, ${standing}::jsonb)` : standing;
  return (await write(db, workspaceId, sid, kept)) > 0;
}

/** It is as it was before, or somebody else's by now. */
export async function forgetWebhook(db: Db, workspaceId: string, sid: string): Promise<void> {
  await write(db, workspaceId, sid, null);
}

/** Nothing of ours is set at Twilio any more. */
export async function forgetWebhooks(db: Db, workspaceId: string): Promise<void> {
  await write(db, workspaceId, null, null);
}

async function write(
  db: Db,
  workspaceId: string,
  sid: string | null,
  before: string | ReturnType<typeof sql<string>> | null,
): Promise<number> {
  let found = 0;
  for (const table of ['senders', 'messaging_services'] as const) {
    const result = await db
      .updateTable(table)
      .set({ webhook_before: before })
      .where('workspace_id', '=', workspaceId)
      .$if(sid !== null, (query) => query.where('sid', '=', sid))
      .executeTakeFirst();
    found += Number(result.numUpdatedRows);
  }
  return found;
}
