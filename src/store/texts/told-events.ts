// The second that each event of a text has at Intercom.
import { sql } from 'kysely';
import type { Trx } from '../database/database.ts';

interface EventOfText {
  workspaceId: string;
  messageId: string;
  name: string;
}

/**
 * The event's contact and second, the same at every call: the first second since `from` that no event of this name and
 * contact has.
 */
export async function takeSecond(
  trx: Trx,
  { workspaceId, messageId, name }: EventOfText,
  { contactId, from, expiresAt }: { contactId: string; from: Date; expiresAt: Date },
): Promise<{ contactId: string; at: Date }> {
  const key = ['event', workspaceId, contactId, name].join(' ');
  await sql`SELECT pg_advisory_xact_lock(hashtextextended(${key}, 0))`.execute(trx);
  await sql`
    INSERT INTO told_events (workspace_id, message_id, name, contact_id, at, expires_at)
    SELECT ${workspaceId}, ${messageId}::uuid, ${name}, ${contactId}, GREATEST(
      date_trunc('second', ${from}::timestamptz),
      (SELECT max(t.at) + interval '1 second' FROM told_events t
        WHERE t.workspace_id = ${workspaceId} AND t.contact_id = ${contactId} AND t.name = ${name})), ${expiresAt}
    ON CONFLICT (workspace_id, message_id, name) DO NOTHING`.execute(trx);
  const told = await trx
    .selectFrom('told_events')
    .select(['contact_id', 'at'])
    .where('workspace_id', '=', workspaceId)
    .where('message_id', '=', messageId)
    .where('name', '=', name)
    .executeTakeFirstOrThrow();
  return { contactId: told.contact_id, at: told.at };
}
