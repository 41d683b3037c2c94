import { type Kysely, sql } from 'kysely';

/**
 * Keeps what Twilio blocks apart from what we do: a person's START at any number ends our block, and Twilio's at one number
 * alone. The words that stand are read anew: a stop before a later start of the same person no longer blocks.
 */
export async function up(db: Kysely<never>): Promise<void> {
  await sql`ALTER TABLE consents ADD COLUMN blocked_since timestamptz`.execute(db);
  await sql`
    UPDATE consents SET blocked_since = at
    WHERE opted_out AND source IN ('keyword', 'opt-out-type', 'error-21610')`.execute(db);
  await sql`
    UPDATE consents stop SET blocked_since = NULL FROM consents start, senders own, senders other
    WHERE start.workspace_id = stop.workspace_id AND start.address = stop.address AND NOT start.opted_out
      AND start.at > stop.at AND start.source <> 'manual' AND stop.opted_out
      AND own.workspace_id = stop.workspace_id AND own.address = stop.sender
      AND other.workspace_id = stop.workspace_id AND other.address = start.sender
      AND other.service_sid = own.service_sid`.execute(db);
  await sql`
    UPDATE consents stop SET opted_out = false, source = start.source, at = start.at FROM consents start
    WHERE start.workspace_id = stop.workspace_id AND start.address = stop.address AND NOT start.opted_out
      AND start.at > stop.at AND start.source <> 'manual' AND stop.opted_out AND stop.source <> 'manual'`.execute(db);
}
