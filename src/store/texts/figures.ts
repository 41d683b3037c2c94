// Counts the texts of a day.
import { sql } from 'kysely';
import type { Figures } from '../../domain/texts/figures.ts';
import type { Db } from '../database/database.ts';
import { firstIdAt } from './arrivals.ts';

/** A text of the panel has the id of its draft, which may be some hours older. */
const DRAFT_MS = 6 * 3_600_000;

/** The texts since this time. Ids begin with the time at which they were made, so the primary key leads to them. */
export async function countTexts(db: Db, workspaceId: string, since: Date): Promise<Omit<Figures, 'day'>> {
  const { rows } = await sql<Omit<Figures, 'day'>>`
    SELECT (count(*) FILTER (WHERE direction = 'in'))::integer AS received,
      (count(*) FILTER (WHERE direction = 'out'))::integer AS outgoing,
      (count(*) FILTER (WHERE state IN ('failed', 'undelivered')))::integer AS failed,
      (count(*) FILTER (WHERE state = 'pending'))::integer AS waiting,
      (count(*) FILTER (WHERE state = 'held'))::integer AS held
    FROM messages
    WHERE workspace_id = ${workspaceId} AND id >= ${firstIdAt(since.getTime() - DRAFT_MS)}::uuid
      AND created_at >= ${since}`.execute(db);
  return rows[0] ?? { received: 0, outgoing: 0, failed: 0, waiting: 0, held: 0 };
}
