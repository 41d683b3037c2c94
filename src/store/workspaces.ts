// Workspaces, their numbers and their sealed secrets.
import type { AttributeStyle, Workspace } from '../domain/workspace.ts';
import { defaultSettings } from '../domain/workspace.ts';
import type { Db, Trx } from './database.ts';

/** A workspace and its secrets as they lie at rest. */
export interface StoredWorkspace {
  workspace: Workspace;
  sealedIntercomToken: string;
  sealedTwilioAuthToken: string;
}

export async function findWorkspace(db: Db, id: string): Promise<StoredWorkspace | undefined> {
  const row = await db.selectFrom('workspaces').selectAll().where('id', '=', id).executeTakeFirst();
  if (!row) return undefined;
  const senders = await db
    .selectFrom('senders')
    .select('address')
    .where('workspace_id', '=', id)
    .orderBy('position')
    .execute();
  return {
    workspace: {
      id: row.id,
      name: row.name,
      region: row.region,
      timezone: row.timezone,
      actingAdminId: row.acting_admin_id,
      settings: { ...defaultSettings, ...row.settings },
      senders: senders.map((sender) => sender.address),
      twilioAccountSid: row.twilio_account_sid,
      tagId: row.tag_id,
      attributeStyle: row.attribute_style as AttributeStyle | null,
    },
    sealedIntercomToken: row.intercom_token,
    sealedTwilioAuthToken: row.twilio_auth_token,
  };
}

export interface WorkspaceInput {
  id: string;
  name: string;
  region: string;
  timezone: string;
  source: 'environment' | 'install';
  actingAdminId: string;
  sealedIntercomToken: string;
  sealedTwilioAuthToken: string;
  twilioAccountSid: string;
  senders: readonly string[];
}

/** Makes or updates a workspace; its settings stay. */
export async function upsertWorkspace(trx: Trx, input: WorkspaceInput, now: Date): Promise<void> {
  const values = {
    name: input.name,
    region: input.region,
    timezone: input.timezone,
    source: input.source,
    acting_admin_id: input.actingAdminId,
    intercom_token: input.sealedIntercomToken,
    twilio_account_sid: input.twilioAccountSid,
    twilio_auth_token: input.sealedTwilioAuthToken,
    updated_at: now,
  };
  await trx
    .insertInto('workspaces')
    .values({ ...values, id: input.id, settings: '{}', created_at: now })
    .onConflict((conflict) => conflict.column('id').doUpdateSet(values))
    .execute();
  await trx.deleteFrom('senders').where('workspace_id', '=', input.id).execute();
  const rows = input.senders.map((address, position) => ({ workspace_id: input.id, address, position }));
  if (rows.length > 0) await trx.insertInto('senders').values(rows).execute();
}

export async function updateWorkspace(
  db: Db,
  id: string,
  changes: { tagId?: string | null; attributeStyle?: AttributeStyle | null; settings?: Workspace['settings'] },
): Promise<void> {
  await db
    .updateTable('workspaces')
    .set({
      ...(changes.tagId === undefined ? {} : { tag_id: changes.tagId }),
      ...(changes.attributeStyle === undefined ? {} : { attribute_style: changes.attributeStyle }),
      ...(changes.settings === undefined ? {} : { settings: JSON.stringify(changes.settings) }),
    })
    .where('id', '=', id)
    .execute();
}

/** The workspace that the environment set up at an earlier start, if any. */
export async function findEnvironmentWorkspaceId(db: Db, twilioAccountSid: string): Promise<string | undefined> {
  const row = await db
    .selectFrom('workspaces')
    .select('id')
    .where('source', '=', 'environment')
    .where('twilio_account_sid', '=', twilioAccountSid)
    .orderBy('updated_at', 'desc')
    .executeTakeFirst();
  return row?.id;
}
