// Finds and locks workspaces, with their sealed secrets.

import type { Selectable } from 'kysely';
import { noConnectors } from '../../domain/connectors.ts';
import type { AttributeStyle } from '../../domain/contact-attributes.ts';
import { defaultSettings, type Settings } from '../../domain/settings/settings.ts';
import { todaysName } from '../../domain/times/zones.ts';
import { twilioRegions } from '../../domain/twilio-region.ts';
import { byVendor, type Vendor } from '../../domain/vendors.ts';
import type { MessagingService, Sender, Workspace } from '../../domain/workspace.ts';
import type { Db, Trx } from '../database/database.ts';
import type { WorkspaceTable } from '../database/tables/workspaces.ts';
import { listServices } from './messaging-services.ts';
import { listSenders } from './senders.ts';
import { listSharedKeys, type SealedSharedKey } from './shared-keys.ts';
import { vendorColumns } from './vendor-columns.ts';

/** A workspace and its sealed secrets; null for a secret that it lacks. */
export interface StoredWorkspace {
  workspace: Workspace;
  sealed: SealedSecrets;
  /** The sealed secret for calls to each vendor; null if there is none. */
  sealedCredentials: Readonly<Record<Vendor, string | null>>;
  /** The shared keys with which Twilio may sign. */
  sharedKeys: readonly SealedSharedKey[];
}

export interface SealedSecrets {
  intercomToken: string | null;
  twilioAuthToken: string | null;
  twilioNextAuthToken: string | null;
  twilioApiSecret: string | null;
}

/** Undefined also for an uninstalled workspace, unless those are asked for. */
export async function findWorkspace(
  db: Db,
  id: string,
  options: { uninstalled?: boolean } = {},
): Promise<StoredWorkspace | undefined> {
  const row = await db.selectFrom('workspaces').selectAll().where('id', '=', id).executeTakeFirst();
  if (!row || (row.uninstalled_at !== null && !options.uninstalled)) return undefined;
  const [senders, services] = [await listSenders(db, id), await listServices(db, id)];
  const sealedCredentials = byVendor((vendor) => credentialsIn(row, vendor));
  const sharedKeys = await listSharedKeys(db, id);
  return { workspace: toWorkspace(row, senders, services), sealed: toSealed(row), sealedCredentials, sharedKeys };
}

/** Locks the workspace until the transaction ends. Others may still add rows that belong to it. */
export async function lockWorkspace(trx: Trx, id: string): Promise<StoredWorkspace | undefined> {
  await trx.selectFrom('workspaces').select('id').where('id', '=', id).forNoKeyUpdate().execute();
  return findWorkspace(trx, id);
}

/** The installed workspaces, with their time zones. */
export async function listInstalled(db: Db): Promise<{ id: string; timezone: string }[]> {
  return db
    .selectFrom('workspaces')
    .select(['id', 'timezone'])
    .where('uninstalled_at', 'is', null)
    .orderBy('id')
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

function toWorkspace(
  row: Selectable<WorkspaceTable>,
  senders: readonly Sender[],
  services: readonly MessagingService[],
): Workspace {
  return {
    id: row.id,
    name: row.name,
    region: row.region,
    // Intercom and our earlier versions write older names, too.
    timezone: todaysName(row.timezone),
    source: row.source === 'environment' ? 'environment' : 'install',
    actingAdminId: row.acting_admin_id,
    settings: settingsIn(row.settings),
    chosen: chosenIn(row.settings),
    threadPerSince: row.settings.threadPerSince ?? null,
    testMessageId: row.settings.testMessageId ?? null,
    standIn: row.settings.standIn ?? null,
    attributesOff: row.settings.attributesOff ?? [],
    learnsCountries: row.settings.learnsCountries ?? false,
    tagRefused: row.settings.tagRefused ?? null,
    intercomHours: row.settings.intercomHours ?? null,
    syncsCustomers: row.settings.syncsCustomers ?? false,
    syncPaused: row.settings.syncPaused ?? null,
    syncResumedAt: row.settings.syncResumedAt ?? null,
    ruleKinds: row.settings.ruleKinds ?? [],
    connectors: row.settings.connectors ?? noConnectors,
    tellsEndpoints: row.settings.tellsEndpoints ?? false,
    senders: senders.map((sender) => sender.address),
    senderDetails: senders,
    services,
    twilioAccountSid: row.twilio_account_sid,
    twilioAccountName: row.twilio_account_name,
    twilioRegion: twilioRegions.find((region) => region === row.twilio_region) ?? 'US1',
    twilioApiKey: row.twilio_api_key,
    tagId: row.tag_id,
    attributeStyle: row.attribute_style as AttributeStyle | null,
    refusedSince: byVendor((vendor) => row[vendorColumns[vendor].refusedAt]),
  };
}

/** Reads the settings of today. The column also has those of earlier versions, and the workspace's state. */
function settingsIn(stored: Partial<Settings>): Settings {
  return { ...defaultSettings, ...Object.fromEntries(chosenIn(stored).map((name) => [name, stored[name]])) };
}

function chosenIn(stored: Partial<Settings>): (keyof Settings)[] {
  return (Object.keys(defaultSettings) as (keyof Settings)[]).filter((name) => name in stored);
}

function credentialsIn(row: Selectable<WorkspaceTable>, vendor: Vendor): string | null {
  const held = vendorColumns[vendor].credentials.map((column) => row[column]);
  return held.find((secret) => secret !== null) ?? null;
}

function toSealed(row: Selectable<WorkspaceTable>): SealedSecrets {
  return {
    intercomToken: row.intercom_token,
    twilioAuthToken: row.twilio_auth_token,
    twilioNextAuthToken: row.twilio_next_auth_token,
    twilioApiSecret: row.twilio_api_secret,
  };
}
