import { type Kysely, sql } from 'kysely';

export async function up(db: Kysely<never>): Promise<void> {
  // The form in which the customer's number wrote, or is written to, where it is not the one that is dialled now.
  await sql`ALTER TABLE messages ADD COLUMN wrote_as text`.execute(db);
  await sql`GRANT INSERT (wrote_as) ON messages TO threadwire_accept`.execute(db);
  // Numbers that are known under another form from now on: who opted out stays so.
  await sql`
    INSERT INTO consents (workspace_id, address, sender, opted_out, source, reason, by_admin, at)
    SELECT workspace_id, form, sender, opted_out, source, reason, by_admin, at FROM (
      SELECT *, CASE
        WHEN address ~ '^\\+9725[69][0-9]{7}$' THEN '+970' || substr(address, 5)
        WHEN address ~ '^\\+54[1-8][0-9]{9}$' THEN '+549' || substr(address, 4)
        WHEN address ~ '^\\+55[1-9][1-9][689][0-9]{7}$' THEN substr(address, 1, 5) || '9' || substr(address, 6)
      END AS form
      FROM consents WHERE opted_out) c
    WHERE form IS NOT NULL
    ON CONFLICT DO NOTHING`.execute(db);
}
