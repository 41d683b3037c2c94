// Reads and replaces every sealed secret one by one, so that keys can be rotated while the service runs.
import type { Db } from '../database/database.ts';
import type { SealedSecrets } from './workspaces.ts';

const columns = {
  intercomToken: 'intercom_token',
  twilioAuthToken: 'twilio_auth_token',
  twilioNextAuthToken: 'twilio_next_auth_token',
  twilioApiSecret: 'twilio_api_secret',
} as const satisfies Record<keyof SealedSecrets, string>;

const columnNames = Object.values(columns);

/** A secret's row: a column of the workspace, a shared key, or a refused request in quarantine. */
export type SecretPlace = { workspaceId: string } & (
  | { kind: (typeof columnNames)[number] }
  | { kind: 'shared key' | 'refused request'; id: string }
);

export type SealedSecret = { place: SecretPlace; sealed: string };

const PAGE = 200;

/** Every stored secret, in the order of the workspaces' ids, the refused requests last. */
export async function* readSecrets(db: Db): AsyncGenerator<SealedSecret> {
  for (let after = ''; ; ) {
    const rows = await db
      .selectFrom('workspaces')
      .select(['id', ...columnNames])
      .where('id', '>', after)
      .orderBy('id')
      .limit(PAGE)
      .execute();
    for (const row of rows) {
      for (const kind of columnNames) {
        const sealed = row[kind];
        if (sealed !== null) yield { place: { workspaceId: row.id, kind }, sealed };
      }
    }
    const last = rows.at(-1);
    if (last === undefined) break;
    after = last.id;
  }
  const keys = await db
    .selectFrom('twilio_shared_keys')
    .select(['workspace_id', 'key_id', 'sealed'])
    .orderBy('workspace_id')
    .orderBy('key_id')
    .execute();
  for (const { workspace_id: workspaceId, key_id: id, sealed } of keys)
    yield { place: { workspaceId, kind: 'shared key', id }, sealed };
  const keepers = await db.selectFrom('quarantine').select('workspace_id').distinct().orderBy('workspace_id').execute();
  for (const { workspace_id: workspaceId } of keepers) yield* readRefused(db, workspaceId);
}

async function* readRefused(db: Db, workspaceId: string): AsyncGenerator<SealedSecret> {
  const rows = await db
    .selectFrom('quarantine')
    .select(['id', 'sealed'])
    .where('workspace_id', '=', workspaceId)
    .orderBy('id')
    .execute();
  for (const { id, sealed } of rows) yield { place: { workspaceId, kind: 'refused request', id }, sealed };
}

/** The secret as it is now; null if there is none. */
export async function findSecret(db: Db, place: SecretPlace): Promise<string | null> {
  const { workspaceId, kind } = place;
  if (kind === 'refused request') {
    const kept = await db
      .selectFrom('quarantine')
      .select('sealed')
      .where('workspace_id', '=', workspaceId)
      .where('id', '=', place.id)
      .executeTakeFirst();
    return kept?.sealed ?? null;
  }
  if (kind === 'shared key') {
    const key = await db
      .selectFrom('twilio_shared_keys')
      .select('sealed')
      .where('workspace_id', '=', workspaceId)
      .where('key_id', '=', place.id)
      .executeTakeFirst();
    return key?.sealed ?? null;
  }
  const row = await db.selectFrom('workspaces').select(kind).where('id', '=', workspaceId).executeTakeFirst();
  return row?.[kind] ?? null;
}

/** Replaces a secret that is still the one we read; false if it has changed. */
export async function replaceSecret(db: Db, { place, sealed }: SealedSecret, next: string): Promise<boolean> {
  const { workspaceId, kind } = place;
  const update =
    kind === 'refused request'
      ? db
          .updateTable('quarantine')
          .set('sealed', next)
          .where('workspace_id', '=', workspaceId)
          .where('id', '=', place.id)
          .where('sealed', '=', sealed)
      : kind === 'shared key'
        ? db
            .updateTable('twilio_shared_keys')
            .set('sealed', next)
            .where('workspace_id', '=', workspaceId)
            .where('key_id', '=', place.id)
            .where('sealed', '=', sealed)
        : db.updateTable('workspaces').set(kind, next).where('id', '=', workspaceId).where(kind, '=', sealed);
  const { numUpdatedRows } = await update.executeTakeFirst();
  return numUpdatedRows === 1n;
}
