// Counts the texts of a day.
import { sql } from 'kysely';
import type { Figures } from '../../domain/texts/figures.ts';
import type { Db } from '../database/database.ts';

/** A text of the panel has the id of its draft, which may be some hours older. */
const DRAFT_MS = 6 * 3_600_000;

/** The texts since this time. Ids begin with the time at which they were made, so the primary key leads to them. */
export async function countTexts(db: Db, workspaceId: string, since: Date): Promise<Figures> {
  const row = await db
    .selectFrom('messages')
    .select([
      sql<number>`(count(*) FILTER (WHERE direction = 'in'))::integer`.as('received'),
      sql<number>`(count(*) FILTER (WHERE direction = 'out' AND state IN
        ('accepted', 'scheduled', 'queued', 'sending', 'sent', 'delivered', 'read')))::integer`.as('sent'),
      sql<number>`(count(*) FILTER (WHERE state IN ('failed', 'undelivered', 'given-up')))::integer`.as('failed'),
      sql<number>`(count(*) FILTER (WHERE state IN ('pending', 'held')))::integer`.as('waiting'),
    ])
    .where('workspace_id', '=', workspaceId)
    .where('id', '>=', firstIdOf(since.getTime() - DRAFT_MS))
    .where('created_at', '>=', since)
    .executeTakeFirstOrThrow();
  return row;
}

/** The lowest id of this time: its first 48 bits are milliseconds. Source: RFC 9562, 5.7. */
function firstIdOf(ms: number): string {
  const time = Math.max(0, ms).toString(16).padStart(12, '0');
  return `${time.slice(0, 8)}-${time.slice(8)}-7000-8000-000000000000`;
}
