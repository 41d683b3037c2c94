import { type Kysely, sql } from 'kysely';

/** SMS, MMS and RCS are one channel of a person: what was said on RCS is moved to the number, where the newest word stays. */
export async function up(db: Kysely<never>): Promise<void> {
  for (const column of ['address', 'sender']) {
    const plain = sql`regexp_replace(${sql.ref(column)}, '^rcs:', '')`;
    await sql`
      DELETE FROM consents older USING consents newer
      WHERE older.workspace_id = newer.workspace_id
        AND regexp_replace(older.address, '^rcs:(?=\\+)', '') = regexp_replace(newer.address, '^rcs:(?=\\+)', '')
        AND regexp_replace(older.sender, '^rcs:(?=\\+)', '') = regexp_replace(newer.sender, '^rcs:(?=\\+)', '')
        AND (older.at, older.ctid) < (newer.at, newer.ctid)`.execute(db);
    await sql`UPDATE consents SET ${sql.ref(column)} = ${plain} WHERE ${sql.ref(column)} LIKE 'rcs:+%'`.execute(db);
    await sql`UPDATE consent_events SET ${sql.ref(column)} = ${plain} WHERE ${sql.ref(column)} LIKE 'rcs:+%'`.execute(
      db,
    );
  }
}
