// The Messaging Services that a workspace uses.
import type { MessagingService, ServiceChoice } from '../../domain/workspace.ts';
import type { Db, Trx } from '../database/database.ts';

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

/** Stores the chosen services, the preferred one first. Those that stay keep the webhook from before us. */
export async function replaceServices(
  trx: Trx,
  workspaceId: string,
  services: readonly ServiceChoice[],
): Promise<void> {
  const gone = trx.deleteFrom('messaging_services').where('workspace_id', '=', workspaceId);
  if (services.length === 0) return void (await gone.execute());
  const sids = services.map(({ sid }) => sid);
  await gone.where('sid', 'not in', sids).execute();
  const rows = services.map((service, position) => ({
    workspace_id: workspaceId,
    sid: service.sid,
    position,
    name: service.name,
    label: service.label,
    team_id: service.teamId,
    default_country: service.defaultCountry,
    webhook_before: null,
  }));
  await trx
    .insertInto('messaging_services')
    .values(rows)
    .onConflict((conflict) =>
      conflict.columns(['workspace_id', 'sid']).doUpdateSet((row) => ({
        position: row.ref('excluded.position'),
        name: row.ref('excluded.name'),
        label: row.ref('excluded.label'),
        team_id: row.ref('excluded.team_id'),
        default_country: row.ref('excluded.default_country'),
      })),
    )
    .execute();
}
