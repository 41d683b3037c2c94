import { type Kysely, sql } from 'kysely';

export async function up(db: Kysely<never>): Promise<void> {
  // The history is read page by page, of one person too.
  await sql`CREATE INDEX audit_by_admin ON audit (workspace_id, admin, id)`.execute(db);
}
