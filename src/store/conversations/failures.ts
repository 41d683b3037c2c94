// Failed texts of people, by their notes: what the conversation shows of each, and whether another text made it good.
import { sql } from 'kysely';
import type { Message } from '../../domain/texts/message.ts';
import { isUuid } from '../../domain/uuid.ts';
import type { Db, Trx } from '../database/database.ts';
import { toMessage } from '../texts/message-row.ts';

export interface Failure {
  /** The note's. */
  id: string;
  /** The reply, the panel text or the message that the note is about. */
  subject: string;
  /** Set while we do not know whether the conversation was reopened for it. */
  reopeningAt: Date | null;
  shownAt: Date | null;
  /** The tag on the conversation for it. */
  tagId: string | null;
  answeredAt: Date | null;
}

/** The most failures read at once: an agent may go on writing to somebody who opted out. */
export const MOST_FAILURES = 50;

/** A conversation's failures that nothing has made good, or that still have a tag; the newest first. */
export async function listFailures(db: Db, workspaceId: string, conversationId: string): Promise<Failure[]> {
  const rows = await db
    .selectFrom('notes')
    .selectAll()
    .where('workspace_id', '=', workspaceId)
    .where('conversation_id', '=', conversationId)
    .where('by_person', '=', true)
    .where((where) => where.or([where('answered_at', 'is', null), where('tag_id', 'is not', null)]))
    .orderBy('id', 'desc')
    .limit(MOST_FAILURES)
    .execute();
  return rows.map((row) => ({
    id: row.id,
    subject: row.subject,
    reopeningAt: row.reopening_at,
    shownAt: row.shown_at,
    tagId: row.tag_id,
    answeredAt: row.answered_at,
  }));
}

export async function updateFailures(
  db: Db,
  workspaceId: string,
  failures: readonly Pick<Failure, 'id'>[],
  changes: { reopeningAt?: Date | null; shownAt?: Date; tagId?: string | null; answeredAt?: Date },
): Promise<void> {
  if (failures.length === 0) return;
  await db
    .updateTable('notes')
    .set({
      ...(changes.reopeningAt === undefined ? {} : { reopening_at: changes.reopeningAt }),
      ...(changes.shownAt === undefined ? {} : { shown_at: changes.shownAt }),
      ...(changes.tagId === undefined ? {} : { tag_id: changes.tagId }),
      ...(changes.answeredAt === undefined ? {} : { answered_at: changes.answeredAt }),
    })
    .where('workspace_id', '=', workspaceId)
    .where(
      'id',
      'in',
      failures.map(({ id }) => id),
    )
    .execute();
}

/** Marks a failure as made good. */
export async function answerFailures(trx: Trx, workspaceId: string, subject: string, at: Date): Promise<void> {
  await trx
    .updateTable('notes')
    .set({ answered_at: at })
    .where('workspace_id', '=', workspaceId)
    .where('subject', '=', subject)
    .where('by_person', '=', true)
    .where('answered_at', 'is', null)
    .execute();
}

/** The texts that a failure is about; none if the reply never became one. */
export async function listTextsOf(db: Db, workspaceId: string, subject: string): Promise<Message[]> {
  const rows = await db
    .selectFrom('messages')
    .selectAll()
    .where('workspace_id', '=', workspaceId)
    .where((where) =>
      where.or([
        where('reply_part_id', '=', subject),
        ...(isUuid(subject) ? [where('send_id', '=', subject), where('id', '=', subject)] : []),
      ]),
    )
    .execute();
  return rows.map(toMessage);
}

/** The texts that were sent instead of any of these. */
export async function listRetriesOf(db: Db, workspaceId: string, ids: readonly string[]): Promise<Message[]> {
  if (ids.length === 0) return [];
  const rows = await db
    .selectFrom('messages')
    .selectAll()
    .where('workspace_id', '=', workspaceId)
    .where('retry_of', 'in', [...ids])
    .execute();
  return rows.map(toMessage);
}

/** The texts that people wrote in a conversation after that note. Ids sort by time. */
export async function listWrittenAfter(
  db: Db,
  workspaceId: string,
  conversationId: string,
  after: Pick<Failure, 'id'>,
): Promise<Message[]> {
  const rows = await db
    .selectFrom('messages')
    .selectAll()
    .where('workspace_id', '=', workspaceId)
    .where('conversation_id', '=', conversationId)
    .where('direction', '=', 'out')
    .where('author_kind', '<>', 'automation')
    .where('id', '>', after.id)
    .orderBy('id')
    .limit(100)
    .execute();
  return rows.map(toMessage);
}

/** The conversations whose failures a text may make good: its own, and those of texts that it replaces. */
export async function listAnsweredBy(trx: Trx, message: Message): Promise<string[]> {
  const { rows } = await sql<{ conversation_id: string }>`
    WITH RECURSIVE replaced AS (
      SELECT m.id, m.retry_of, m.conversation_id FROM messages m
      WHERE m.workspace_id = ${message.workspaceId} AND m.id = ${message.id}
      UNION
      SELECT m.id, m.retry_of, m.conversation_id FROM messages m JOIN replaced r ON m.id = r.retry_of
      WHERE m.workspace_id = ${message.workspaceId}
    )
    SELECT DISTINCT r.conversation_id FROM replaced r WHERE EXISTS (
      SELECT FROM notes n WHERE n.workspace_id = ${message.workspaceId} AND n.conversation_id = r.conversation_id
        AND n.by_person AND n.answered_at IS NULL)`.execute(trx);
  return rows.map((row) => row.conversation_id);
}
