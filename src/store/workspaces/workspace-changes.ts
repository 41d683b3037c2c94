// Installs, changes, uninstalls and erases workspaces.
import { sql } from 'kysely';
import type { AttributeStyle } from '../../domain/contact-attributes.ts';
import type { Settings } from '../../domain/settings/settings.ts';
import type { TwilioRegion } from '../../domain/twilio-region.ts';
import type { WorkspaceState } from '../../domain/workspace.ts';
import type { Db, Trx } from '../database/database.ts';
import { deleteJobs } from '../queue/resting-jobs.ts';
import { deleteEndpoints } from './endpoints.ts';
import { plainSender, replaceSenders } from './senders.ts';
import { deleteSharedKeys } from './shared-keys.ts';

/** A workspace as Intercom describes it, and the token that Intercom gave for it. */
export interface InstalledWorkspace {
  id: string;
  name: string;
  region: string;
  timezone: string;
  source: 'environment' | 'install';
  actingAdminId: string;
  sealedIntercomToken: string;
}

/** Choices of a workspace that is new, where they differ from those of one that was there before. */
const chosenAtInstall: Partial<Settings> = { quietHours: true };

/** Makes a workspace, or gives one a new token and keeps its settings. False if it was known and installed. */
export async function installWorkspace(trx: Trx, input: InstalledWorkspace, now: Date): Promise<boolean> {
  const { id, actingAdminId, timezone, sealedIntercomToken, ...said } = input;
  const known = await trx.selectFrom('workspaces').select('uninstalled_at').where('id', '=', id).executeTakeFirst();
  const values = {
    ...said,
    intercom_token: sealedIntercomToken,
    intercom_refused_at: null,
    uninstalled_at: null,
    updated_at: now,
  };
  const made = {
    ...values,
    id,
    timezone,
    acting_admin_id: actingAdminId,
    settings: JSON.stringify(said.source === 'install' ? chosenAtInstall : {}),
    created_at: now,
  };
  await trx
    .insertInto('workspaces')
    .values({ ...made, twilio_account_sid: null, twilio_auth_token: null })
    .onConflict((conflict) => conflict.column('id').doUpdateSet(values))
    .execute();
  return !known || known.uninstalled_at !== null;
}

export interface WorkspaceInput extends InstalledWorkspace {
  sealedTwilioAuthToken: string;
  twilioAccountSid: string;
  senders: readonly string[];
}

/** Makes or updates the workspace that the environment names; its settings stay. */
export async function upsertWorkspace(trx: Trx, input: WorkspaceInput, now: Date): Promise<void> {
  const { sealedTwilioAuthToken, twilioAccountSid, senders, ...installed } = input;
  await installWorkspace(trx, installed, now);
  await trx
    .updateTable('workspaces')
    .set({
      twilio_account_sid: twilioAccountSid,
      twilio_auth_token: sealedTwilioAuthToken,
      twilio_refused_at: null,
      twilio_next_auth_token: null,
      twilio_api_key: null,
      twilio_api_secret: null,
    })
    .where('id', '=', input.id)
    .execute();
  await replaceSenders(
    trx,
    input.id,
    senders.map((address) => ({ ...plainSender, address })),
  );
}

export interface WorkspaceChanges {
  tagId?: string | null;
  attributeStyle?: AttributeStyle | null;
  /** The settings to change; others that were saved meanwhile stay. */
  settings?: Partial<Settings>;
  /** The same for the state, which shares a column with the settings. */
  state?: Partial<WorkspaceState>;
  actingAdminId?: string;
  timezone?: string;
  twilio?: {
    accountSid: string | null;
    accountName: string | null;
    apiKey: string | null;
    authToken: string | null;
    nextAuthToken: string | null;
    apiSecret: string | null;
    region: TwilioRegion;
  };
}

export async function updateWorkspace(db: Db, id: string, changes: WorkspaceChanges): Promise<void> {
  const { tagId, attributeStyle, settings, state, actingAdminId, timezone, twilio } = changes;
  await db
    .updateTable('workspaces')
    .set({
      ...(tagId === undefined ? {} : { tag_id: tagId }),
      ...(attributeStyle === undefined ? {} : { attribute_style: attributeStyle }),
      ...(settings || state
        ? { settings: sql<string>`settings || ${JSON.stringify({ ...settings, ...state })}::jsonb` }
        : {}),
      ...(actingAdminId === undefined ? {} : { acting_admin_id: actingAdminId }),
      ...(timezone === undefined ? {} : { timezone }),
      ...(twilio === undefined
        ? {}
        : {
            twilio_account_sid: twilio.accountSid,
            twilio_account_name: twilio.accountName,
            twilio_api_key: twilio.apiKey,
            twilio_auth_token: twilio.authToken,
            twilio_next_auth_token: twilio.nextAuthToken,
            twilio_api_secret: twilio.apiSecret,
            twilio_refused_at: null,
            twilio_region: twilio.region,
          }),
    })
    .where('id', '=', id)
    .execute();
}

/** Destroys the secrets and keeps the rest until the workspace is erased. False if it has another token by now. */
export async function uninstallWorkspace(
  trx: Trx,
  { id, sealedIntercomToken }: { id: string; sealedIntercomToken: string | null },
  now: Date,
): Promise<boolean> {
  const result = await trx
    .updateTable('workspaces')
    .set({
      uninstalled_at: now,
      intercom_refused_at: null,
      twilio_refused_at: null,
      intercom_token: null,
      twilio_auth_token: null,
      twilio_next_auth_token: null,
      twilio_api_key: null,
      twilio_api_secret: null,
    })
    .where('id', '=', id)
    .where('intercom_token', 'is not distinct from', sealedIntercomToken)
    .executeTakeFirst();
  if (result.numUpdatedRows === 0n) return false;
  await deleteSharedKeys(trx, id);
  await deleteEndpoints(trx, id);
  return true;
}

/** Deletes all rows and jobs of a workspace that was uninstalled before that time and not installed since. True if it did. */
export async function eraseWorkspace(trx: Trx, id: string, uninstalledBefore: Date): Promise<boolean> {
  const result = await trx
    .deleteFrom('workspaces')
    .where('id', '=', id)
    .where('uninstalled_at', '<=', uninstalledBefore)
    .executeTakeFirst();
  if (result.numDeletedRows === 0n) return false;
  await trx.deleteFrom('dead_letters').where('workspace_id', '=', id).execute();
  await deleteJobs(trx, id);
  return true;
}

/** Lets admins set up what the environment names no longer; `named`: what it still names. */
export async function releaseFromEnvironment(db: Db, named: string | null): Promise<string[]> {
  const released = await db
    .updateTable('workspaces')
    .set({ source: 'install' })
    .where('source', '=', 'environment')
    .$if(named !== null, (query) => query.where('id', '!=', named))
    .returning('id')
    .execute();
  return released.map(({ id }) => id);
}
