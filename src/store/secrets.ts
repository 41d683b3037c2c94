// The sealed secrets of all workspaces, one by one, so that they can be sealed anew while they are in use.
import type { Db } from './database.ts';
import type { SealedSecrets } from './workspaces.ts';

const columns = {
  intercomToken: 'intercom_token',
  twilioAuthToken: 'twilio_auth_token',
  twilioNextAuthToken: 'twilio_next_auth_token',
  twilioApiSecret: 'twilio_api_secret',
} as const satisfies Record<keyof SealedSecrets, string>;

const columnNames = Object.values(columns);

export interface SecretPlace {
  workspaceId: string;
  column: (typeof columnNames)[number];
}

export type SealedSecret = SecretPlace & { sealed: string };

const PAGE = 200;

/** Every secret that is set, in the order of the workspaces' ids. */
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
      for (const column of columnNames) {
        const sealed = row[column];
        if (sealed !== null) yield { workspaceId: row.id, column, sealed };
      }
    }
    const last = rows.at(-1);
    if (last === undefined) return;
    after = last.id;
  }
}

/** What is there now; null where nothing is. */
export async function findSecret(db: Db, { workspaceId, column }: SecretPlace): Promise<string | null> {
  const row = await db.selectFrom('workspaces').select(column).where('id', '=', workspaceId).executeTakeFirst();
  return row?.[column] ?? null;
}

/** Only where it is still the one that was read; whether it was. */
export async function replaceSecret(
  db: Db,
  { workspaceId, column, sealed }: SealedSecret,
  next: string,
): Promise<boolean> {
  const result = await db
    .updateTable('workspaces')
    .set(column, next)
    .where('id', '=', workspaceId)
    .where(column, '=', sealed)
    .executeTakeFirst();
  return result.numUpdatedRows === 1n;
}
