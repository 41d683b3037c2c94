// The Messaging Services that a workspace has chosen.
import type { MessagingService } from '../domain/workspace.ts';
import type { Db, Trx } from './database.ts';

/** The preferred one first. */
export async function listServices(db: Db, workspaceId: string): Promise<MessagingService[]> {
  const rows = await db
    .selectFrom('messaging_services')
    .selectAll()
    .where('workspace_id', '=', workspaceId)
    .orderBy('position')
    .execute();
  return rows.map((row) => ({
    sid: row.sid,
    name: row.name,
    label: row.label,
    teamId: row.team_id,
    defaultCountry: row.default_country,
    webhookBefore: row.webhook_before as MessagingService['webhookBefore'],
  }));
}

export async function replaceServices(
  trx: Trx,
  workspaceId: string,
  services: readonly MessagingService[],
): Promise<void> {
  await trx.deleteFrom('messaging_services').where('workspace_id', '=', workspaceId).execute();
  const rows = services.map((service, position) => ({
    workspace_id: workspaceId,
    sid: service.sid,
    position,
    name: service.name,
    label: service.label,
    team_id: service.teamId,
    default_country: service.defaultCountry,
    webhook_before: service.webhookBefore === null ? null : JSON.stringify(service.webhookBefore),
  }));
  if (rows.length > 0) await trx.insertInto('messaging_services').values(rows).execute();
}

/** What stood at the number or service with this id at Twilio before we set its webhook; null: nothing of ours is there. */
export async function rememberWebhook(
  db: Db,
  workspaceId: string,
  sid: string,
  before: Readonly<Record<string, string>> | null,
): Promise<void> {
  const change = { webhook_before: before === null ? null : JSON.stringify(before) };
  for (const table of ['senders', 'messaging_services'] as const)
    await db.updateTable(table).set(change).where('workspace_id', '=', workspaceId).where('sid', '=', sid).execute();
}

/** Nothing of ours is set at Twilio any more. */
export async function forgetWebhooks(db: Db, workspaceId: string): Promise<void> {
  for (const table of ['senders', 'messaging_services'] as const)
    await db.updateTable(table).set({ webhook_before: null }).where('workspace_id', '=', workspaceId).execute();
}
