// Texts at Twilio: by its ids, and those whose attempt has no known outcome.
import { sql } from 'kysely';
import { filesByMms } from '../../domain/media/texts-with-files.ts';
import type { InFlight } from '../../domain/texts/handed-over.ts';
import { type Media, wordsSent } from '../../domain/texts/message.ts';
import type { Db } from '../database/database.ts';

/** The words of a text, by its id at Twilio. */
export async function findWords(db: Db, workspaceId: string, sid: string): Promise<string | undefined> {
  const row = await db
    .selectFrom('messages')
    .select('body')
    .where('workspace_id', '=', workspaceId)
    .where('twilio_sid', '=', sid)
    .executeTakeFirst();
  return row?.body;
}

/** The Twilio ids among these that our texts have already, with our ids. */
export async function knownSids(db: Db, workspaceId: string, sids: readonly string[]): Promise<Map<string, string>> {
  if (sids.length === 0) return new Map();
  const rows = await db
    .selectFrom('messages')
    .select(['id', 'twilio_sid'])
    .where('workspace_id', '=', workspaceId)
    .where('twilio_sid', 'in', [...sids])
    .execute();
  return new Map(rows.map((row) => [row.twilio_sid ?? '', row.id]));
}

/** The states of the texts among these that we know, by their ids at Twilio. */
export async function statesOfSids(db: Db, workspaceId: string, sids: readonly string[]): Promise<Map<string, string>> {
  const { rows } = await sql<{ twilio_sid: string; state: string }>`
    SELECT twilio_sid, state FROM messages
    WHERE workspace_id = ${workspaceId} AND twilio_sid = ANY(${[...sids]})`.execute(db);
  return new Map(rows.map((row) => [row.twilio_sid, row.state]));
}

/**
 * Our texts whose attempt began in that time and has no known outcome: to one customer, or to all (`address` null), which
 * takes long.
 */
export async function listInFlight(
  db: Db,
  workspaceId: string,
  within: { address: string | null; from: Date; until: Date },
): Promise<InFlight[]> {
  const { address, from, until } = within;
  const rows = await db
    .selectFrom('messages')
    .select(['id', 'address', 'wrote_as', 'sender', 'body', 'media', 'part_no', 'part_of', 'attempted_at'])
    .where('workspace_id', '=', workspaceId)
    .where('direction', '=', 'out')
    .where('twilio_sid', 'is', null)
    .where('attempted_at', '>=', from)
    .where('attempted_at', '<=', until)
    .$if(address !== null, (query) =>
      query.where('thread_id', 'in', (threads) =>
        threads
          .selectFrom('threads')
          .select('id')
          .where('workspace_id', '=', workspaceId)
          .where('address', '=', address ?? ''),
      ),
    )
    .orderBy('attempted_at')
    .execute();
  return rows.map(({ id, sender, body, ...row }) => ({
    id,
    address: row.wrote_as ?? row.address,
    sender,
    body: wordsSent({ body, partNo: row.part_no, partOf: row.part_of }),
    hasMedia: filesByMms((row.media ?? []) as Media[]).length > 0,
    attemptedAt: row.attempted_at ?? from,
  }));
}
