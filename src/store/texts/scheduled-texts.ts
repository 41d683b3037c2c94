// Scheduled texts with the names of those who wrote and cancelled them.
import { type Selectable, sql } from 'kysely';
import { unsentEnds } from '../../domain/texts/scheduled.ts';
import type { Db } from '../database/database.ts';
import type { SendTable } from '../database/tables/texts.ts';
import { type Send, toSend } from './panel-texts.ts';

/** As the condition of the index is written. */
export const isUnsent = sql<boolean>`s.state IN (${sql.join(unsentEnds.map((end) => sql.lit(end)))})`;

export interface NamedSend {
  send: Send;
  authorName: string | null;
  cancelledByName: string | null;
}

export async function findNamedSend(db: Db, workspaceId: string, id: string): Promise<NamedSend | undefined> {
  const row = await named(db, workspaceId).where('s.id', '=', id).executeTakeFirst();
  return row && toNamed(row);
}

/** The newest scheduled texts of a customer that became no texts, newest first. */
export async function listUnsent(
  db: Db,
  workspaceId: string,
  of: { threadIds: readonly string[]; conversationId: string | null },
  page: { limit: number; olderThan: string | null },
): Promise<NamedSend[]> {
  const { threadIds, conversationId } = of;
  const rows = await named(db, workspaceId)
    .where(isUnsent)
    .where((where) =>
      where.or([
        ...(threadIds.length > 0 ? [where('s.thread_id', 'in', [...threadIds])] : []),
        where('s.conversation_id', '=', conversationId ?? ''),
      ]),
    )
    .$if(page.olderThan !== null, (query) => query.where('s.id', '<', page.olderThan ?? ''))
    .orderBy('s.id', 'desc')
    .limit(page.limit)
    .execute();
  return rows.map(toNamed);
}

function named(db: Db, workspaceId: string) {
  return db
    .selectFrom('sends as s')
    .leftJoin('admins as a', (join) =>
      join.onRef('a.workspace_id', '=', 's.workspace_id').onRef('a.id', '=', 's.author_id'),
    )
    .leftJoin('admins as c', (join) =>
      join.onRef('c.workspace_id', '=', 's.workspace_id').onRef('c.id', '=', 's.cancelled_by'),
    )
    .selectAll('s')
    .select(['a.name as author_name', 'c.name as canceller_name'])
    .where('s.workspace_id', '=', workspaceId);
}

function toNamed(
  row: Selectable<SendTable> & { author_name: string | null; canceller_name: string | null },
): NamedSend {
  return { send: toSend(row), authorName: row.author_name, cancelledByName: row.canceller_name };
}
