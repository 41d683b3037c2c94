// The webhooks at Twilio from before ours. Only these functions write them, so that no other save loses one.
import { sql } from 'kysely';
import type { Db } from '../database/database.ts';

export interface WebhookBefore {
  /** Twilio's id of the number or Messaging Service. */
  sid: string;
  before: Readonly<Record<string, string>>;
  /** The webhook at Twilio is ours already, so it counts as the one before only if we know no other. */
  isOurs: boolean;
}

/** False if the workspace uses no such number or service. */
export async function rememberWebhook(
  db: Db,
  workspaceId: string,
  { sid, before, isOurs }: WebhookBefore,
): Promise<boolean> {
  const standing = JSON.stringify(before);
  const kept = isOurs ? sql<string>`COALESCE(webhook_before, ${standing}::jsonb)` : standing;
  return (await write(db, workspaceId, sid, kept)) > 0;
}

/** Forgets a webhook that was put back, or that somebody else has changed. */
export async function forgetWebhook(db: Db, workspaceId: string, sid: string): Promise<void> {
  await write(db, workspaceId, sid, null);
}

/** Forgets all, once no webhook at Twilio is ours. */
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
