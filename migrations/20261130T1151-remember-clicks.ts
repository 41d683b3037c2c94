import { type Kysely, sql } from 'kysely';

export async function up(db: Kysely<never>): Promise<void> {
  // The click by which a change was made: one that is sent twice makes it once.
  await sql`ALTER TABLE audit ADD COLUMN click text`.execute(db);
  await sql`CREATE UNIQUE INDEX audit_by_click ON audit (workspace_id, click) WHERE click IS NOT NULL`.execute(db);
}
