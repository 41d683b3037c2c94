// Reads and replaces every sealed secret one by one, so that keys can be rotated while the service runs.
import { sql } from 'kysely';
import type { Db } from '../database/database.ts';
import type { SealedSecrets } from './workspaces.ts';

const columns = {
  intercomToken: 'intercom_token',
  twilioAuthToken: 'twilio_auth_token',
  twilioNextAuthToken: 'twilio_next_auth_token',
  twilioApiSecret: 'twilio_api_secret',
} as const satisfies Record<keyof SealedSecrets, string>;

const columnNames = Object.values(columns);

/** A secret's row: a column of the workspace, a shared key, an endpoint, or a refused request in quarantine. */
export type SecretRow = { workspaceId: string } & (
  | { kind: (typeof columnNames)[number] }
  | { kind: 'shared key' | 'refused request' | 'endpoint'; id: string }
);

export type SealedSecret = { row: SecretRow; sealed: string };

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
        if (sealed !== null) yield { row: { workspaceId: row.id, kind }, sealed };
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
    yield { row: { workspaceId, kind: 'shared key', id }, sealed };
  const endpoints = await db
    .selectFrom('endpoints')
    .select(['workspace_id', 'id', 'secret'])
    .orderBy('workspace_id')
    .orderBy('id')
    .execute();
  for (const { workspace_id: workspaceId, id, secret } of endpoints)
    yield { row: { workspaceId, kind: 'endpoint', id }, sealed: secret };
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
  for (const { id, sealed } of rows) yield { row: { workspaceId, kind: 'refused request', id }, sealed };
}

/** The secret as it is now; null if there is none. */
export async function findSecret(db: Db, row: SecretRow): Promise<string | null> {
  const { table, column, isIt } = rowOf(row);
  const { rows } = await sql<{ sealed: string | null }>`SELECT ${column} AS sealed FROM ${table} WHERE ${isIt}`.execute(
    db,
  );
  return rows[0]?.sealed ?? null;
}

/** Replaces a secret that is still the one we read; false if it has changed. */
export async function replaceSecret(db: Db, { row, sealed }: SealedSecret, next: string): Promise<boolean> {
  const { table, column, isIt } = rowOf(row);
  const { numAffectedRows } =
    await sql`UPDATE ${table} SET ${column} = ${next} WHERE ${isIt} AND ${column} = ${sealed}`.execute(db);
  return numAffectedRows === 1n;
}

/** The table, the column and the condition that find a secret. */
function rowOf(row: SecretRow) {
  const { workspaceId, kind } = row;
  if (kind === 'refused request')
    return {
      table: sql.table('quarantine'),
      column: sql.ref('sealed'),
      isIt: sql`workspace_id = ${workspaceId} AND id = ${row.id}`,
    };
  if (kind === 'endpoint')
    return {
      table: sql.table('endpoints'),
      column: sql.ref('secret'),
      isIt: sql`workspace_id = ${workspaceId} AND id = ${row.id}`,
    };
  if (kind === 'shared key')
    return {
      table: sql.table('twilio_shared_keys'),
      column: sql.ref('sealed'),
      isIt: sql`workspace_id = ${workspaceId} AND key_id = ${row.id}`,
    };
  return { table: sql.table('workspaces'), column: sql.ref(kind), isIt: sql`id = ${workspaceId}` };
}
