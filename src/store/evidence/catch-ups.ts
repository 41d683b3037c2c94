// Catching up after an outage: one run at a time for each workspace, with its progress and its finds.
import { type Selectable, sql } from 'kysely';
import type { CatchUpReason, Gap } from '../../domain/doctor/outage.ts';
import type { Db, Trx } from '../database/database.ts';
import type { ConversationTable } from '../database/tables/conversations.ts';
import type { CatchUpTable } from '../database/tables/evidence.ts';

export interface CatchUp extends Gap {
  workspaceId: string;
  id: string;
  reason: CatchUpReason;
  askedAt: Date;
  /** The run reads nothing that is older. */
  resumeAt: Date;
  /** The search runs twice: Intercom's search learns late, so the second one finds the rest. */
  pass: number;
  /** The cursor at which the search continues. */
  cursor: string | null;
  /** Pages of the search that were asked for. */
  pages: number;
  /** Conversations that were read. */
  reads: number;
  /** Replies that were found. */
  replies: number;
  /** Texts of customers that were found. */
  texts: number;
  /** Conversations that had been opened or closed. */
  moves: number;
  /** Conversations that could not be read. */
  unread: number;
  /** There were more conversations than one run reads. */
  isCut: boolean;
  endedAt: Date | null;
}

/**
 * Asks for a run for one workspace, or for all that may have conversations to read. A run that is asked for already then reaches
 * as far back as either needs, and begins again. Returns the ids of the workspaces.
 */
export async function askCatchUp(
  trx: Trx,
  { since, until }: Gap,
  reason: CatchUpReason,
  workspaceId?: string,
): Promise<string[]> {
  const { rows } = await sql<{ workspace_id: string }>`
    INSERT INTO catch_ups (workspace_id, id, reason, since, until, asked_at, resume_at)
    SELECT w.id, gen_random_uuid(), ${reason}, ${since}, ${until}, ${until}, ${until} FROM workspaces w
    WHERE w.uninstalled_at IS NULL ${workspaceId === undefined ? sql`` : sql`AND w.id = ${workspaceId}`}
      AND (w.settings->>'outboundFirst' = 'true' OR EXISTS (SELECT FROM messages m WHERE m.workspace_id = w.id))
    ON CONFLICT (workspace_id) WHERE ended_at IS NULL DO UPDATE SET
      reason = CASE WHEN catch_ups.reason = 'outage' THEN 'outage' ELSE excluded.reason END,
      since = LEAST(catch_ups.since, excluded.since), until = excluded.until, asked_at = excluded.asked_at,
      resume_at = excluded.resume_at, pass = 0, cursor = NULL, pages = 0, reads = 0
    RETURNING workspace_id`.execute(trx);
  return rows.map((row) => row.workspace_id);
}

/** The run that has not ended. */
export async function findCatchUp(db: Db, workspaceId: string): Promise<CatchUp | undefined> {
  const row = await db
    .selectFrom('catch_ups')
    .selectAll()
    .where('workspace_id', '=', workspaceId)
    .where('ended_at', 'is', null)
    .executeTakeFirst();
  return row && toCatchUp(row);
}

/** The runs asked for since then, the latest first. */
export async function listCatchUps(db: Db, workspaceId: string, since: Date): Promise<CatchUp[]> {
  const rows = await db
    .selectFrom('catch_ups')
    .selectAll()
    .where('workspace_id', '=', workspaceId)
    .where('asked_at', '>=', since)
    .orderBy('asked_at', 'desc')
    .execute();
  return rows.map(toCatchUp);
}

/** Adds to the run's finds, also when the run was asked for again meanwhile. */
export async function countFound(
  trx: Trx,
  { workspaceId, id }: Pick<CatchUp, 'workspaceId' | 'id'>,
  found: Partial<Pick<CatchUp, 'pages' | 'reads' | 'replies' | 'moves' | 'unread'>>,
): Promise<void> {
  const { pages = 0, reads = 0, replies = 0, moves = 0, unread = 0 } = found;
  await sql`
    UPDATE catch_ups SET pages = pages + ${pages}, reads = reads + ${reads}, replies = replies + ${replies}, moves = moves + ${moves},
      unread = unread + ${unread}
    WHERE workspace_id = ${workspaceId} AND id = ${id}::uuid`.execute(trx);
}

/** Adds texts to the finds of the last run that reaches back to then. */
export async function countFoundTexts(db: Db, workspaceId: string, since: Date, texts: number): Promise<void> {
  await sql`
    UPDATE catch_ups SET texts = texts + ${texts} WHERE workspace_id = ${workspaceId} AND id = (
      SELECT id FROM catch_ups WHERE workspace_id = ${workspaceId} AND since <= ${since} AND until >= ${since}
      ORDER BY asked_at DESC LIMIT 1)`.execute(db);
}

/** False if the run was asked for again meanwhile: it begins again. */
export async function moveCatchUp(
  trx: Trx,
  { workspaceId, id, askedAt }: CatchUp,
  to: Partial<Pick<CatchUp, 'cursor' | 'pass' | 'resumeAt' | 'endedAt' | 'isCut'>>,
): Promise<boolean> {
  const result = await trx
    .updateTable('catch_ups')
    .set({
      ...(to.cursor === undefined ? {} : { cursor: to.cursor }),
      ...(to.pass === undefined ? {} : { pass: to.pass }),
      ...(to.resumeAt === undefined ? {} : { resume_at: to.resumeAt }),
      ...(to.endedAt === undefined ? {} : { ended_at: to.endedAt }),
      ...(to.isCut === undefined ? {} : { is_cut: to.isCut }),
    })
    .where('workspace_id', '=', workspaceId)
    .where('id', '=', id)
    .where('asked_at', '=', askedAt)
    .where('ended_at', 'is', null)
    .executeTakeFirst();
  return result.numUpdatedRows > 0n;
}

/** Deletes runs that found nothing, except the last one and the daily ones of two days. */
export async function forgetEmpty(
  trx: Trx,
  { workspaceId, id, until }: Pick<CatchUp, 'workspaceId' | 'id' | 'until'>,
): Promise<void> {
  const lately = new Date(until.getTime() - 2 * 86_400_000);
  await trx
    .deleteFrom('catch_ups')
    .where('workspace_id', '=', workspaceId)
    .where('id', '!=', id)
    .where('ended_at', 'is not', null)
    .where('replies', '=', 0)
    .where('texts', '=', 0)
    .where('unread', '=', 0)
    .where('is_cut', '=', false)
    .where((where) => where.or([where('reason', '!=', 'daily'), where('until', '<', lately)]))
    .execute();
}

function toCatchUp(row: Selectable<CatchUpTable>): CatchUp {
  return {
    workspaceId: row.workspace_id,
    id: row.id,
    reason: row.reason as CatchUpReason,
    since: row.since,
    until: row.until,
    askedAt: row.asked_at,
    resumeAt: row.resume_at,
    pass: row.pass,
    cursor: row.cursor,
    pages: row.pages,
    reads: row.reads,
    replies: row.replies,
    texts: row.texts,
    moves: row.moves,
    unread: row.unread,
    isCut: row.is_cut,
    endedAt: row.ended_at,
  };
}

export interface ToRead {
  conversationId: string;
  threadId: string;
  address: string;
  state: string;
  stateAt: Date;
  /** When we came to know it. */
  createdAt: Date;
  joinedAt: Date | null;
  readAt: Date | null;
}

/** The conversations among these that belong to a thread. */
export async function listToRead(db: Db, workspaceId: string, conversationIds: readonly string[]): Promise<ToRead[]> {
  const { rows } = await sql<Selectable<ConversationTable> & { address: string }>`
    SELECT c.*, t.address FROM conversations c
    JOIN threads t ON t.workspace_id = c.workspace_id AND t.id = c.thread_id
    WHERE c.workspace_id = ${workspaceId} AND c.conversation_id = ANY(${[...conversationIds]})`.execute(db);
  return rows.map((row) => ({
    conversationId: row.conversation_id,
    threadId: row.thread_id,
    address: row.address,
    state: row.state,
    stateAt: row.state_at,
    createdAt: row.created_at,
    joinedAt: row.joined_at,
    readAt: row.read_at,
  }));
}

/** True if a call was making a conversation then, and its outcome is still unknown. */
export async function isAnyInTheMaking(db: Db, workspaceId: string, before: Date): Promise<boolean> {
  const row = await db
    .selectFrom('threads')
    .select('id')
    .where('workspace_id', '=', workspaceId)
    .where('creating_since', '<=', before)
    .limit(1)
    .executeTakeFirst();
  return row !== undefined;
}

export async function markRead(trx: Trx, workspaceId: string, conversationId: string, at: Date): Promise<void> {
  await trx
    .updateTable('conversations')
    .set({ read_at: at })
    .where('workspace_id', '=', workspaceId)
    .where('conversation_id', '=', conversationId)
    .execute();
}
