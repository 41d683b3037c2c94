// How far the registration of a workspace's numbers has come, as Twilio said last: a page shows it while Twilio is asked again.
import type { Registration } from '../../domain/numbers/registration.ts';
import type { Db } from '../database/database.ts';

export interface ReadRegistration {
  registration: Registration;
  readAt: Date;
}

/** Keyed by the number, E.164. */
export async function listRegistrations(db: Db, workspaceId: string): Promise<Map<string, ReadRegistration>> {
  const rows = await db
    .selectFrom('number_registrations')
    .select(['address', 'registration', 'read_at'])
    .where('workspace_id', '=', workspaceId)
    .execute();
  return new Map(rows.map((row) => [row.address, { registration: row.registration, readAt: row.read_at }]));
}

const ROWS_AT_ONCE = 2_000;

export async function saveRegistrations(
  db: Db,
  workspaceId: string,
  registrations: ReadonlyMap<string, Registration>,
  at: Date,
): Promise<void> {
  const all = [...registrations].map(([address, registration]) => ({
    workspace_id: workspaceId,
    address,
    registration: JSON.stringify(registration),
    read_at: at,
  }));
  for (let from = 0; from < all.length; from += ROWS_AT_ONCE) {
    await db
      .insertInto('number_registrations')
      .values(all.slice(from, from + ROWS_AT_ONCE))
      .onConflict((conflict) =>
        conflict.columns(['workspace_id', 'address']).doUpdateSet((row) => ({
          registration: row.ref('excluded.registration'),
          read_at: row.ref('excluded.read_at'),
        })),
      )
      .execute();
  }
}
