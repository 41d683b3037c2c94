import { type Kysely, sql } from 'kysely';

/** Texts that answer a customer by themselves, and the words that the first automatic text to a person ends with: each once. */
export async function up(db: Kysely<never>): Promise<void> {
  // The customer's text that this text answers by itself.
  await sql`ALTER TABLE messages ADD COLUMN answers uuid`.execute(db);
  // `once_at`: the closing of the hours in which it happens once; 1970 for what happens once ever. `subject`: the customer's text
  // that is answered, or our text that ends with the words.
  await sql`
    CREATE TABLE automatic_texts (
      workspace_id text NOT NULL REFERENCES workspaces ON DELETE CASCADE,
      person text NOT NULL,
      kind text NOT NULL,
      once_at timestamptz NOT NULL,
      subject uuid NOT NULL,
      at timestamptz NOT NULL,
      expires_at timestamptz,
      PRIMARY KEY (workspace_id, person, kind, once_at)
    )`.execute(db);
  await sql`
    CREATE INDEX automatic_texts_expiring ON automatic_texts (expires_at) WHERE expires_at IS NOT NULL`.execute(db);
  await sql`GRANT SELECT, INSERT, UPDATE, DELETE ON automatic_texts TO threadwire_workspace`.execute(db);
  await sql`ALTER TABLE automatic_texts ENABLE ROW LEVEL SECURITY`.execute(db);
  await sql`
    CREATE POLICY own_workspace ON automatic_texts TO threadwire_workspace
      USING (workspace_id = current_setting('threadwire.workspace', true))`.execute(db);
}
