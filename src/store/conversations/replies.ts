// Agents' replies, each part once: received, then settled with its outcome.
import { type Selectable, sql } from 'kysely';
import type { Part } from '../../domain/conversation.ts';
import type { Db, Trx } from '../database/database.ts';
import { recordset } from '../database/rows.ts';
import type { ReplyTable } from '../database/tables/conversations.ts';

/** The topic of a reply that we found by reading, not by a webhook. */
export const FOUND = 'found';

export interface NewReply {
  workspaceId: string;
  conversationId: string;
  topic: string;
  contactIds: readonly string[];
  part: Part;
  receivedAt: Date;
}

export interface StoredReply {
  partId: string;
  conversationId: string;
  topic: string;
  contactIds: readonly string[];
  part: Part;
  outcome: string | null;
  receivedAt: Date;
}

/** Stores new parts, and returns their keys (see `replyKey`). */
export async function insertReplies(trx: Trx, replies: readonly NewReply[]): Promise<Set<string>> {
  if (replies.length === 0) return new Set();
  const rows = replies.map((reply) => ({
    workspace_id: reply.workspaceId,
    part_id: reply.part.id,
    conversation_id: reply.conversationId,
    topic: reply.topic,
    contact_ids: reply.contactIds,
    part: reply.part,
    at: reply.receivedAt,
  }));
  const columns =
    'workspace_id text, part_id text, conversation_id text, topic text, contact_ids text[], part jsonb, at timestamptz';
  const result = await sql<{ workspace_id: string; part_id: string }>`
    INSERT INTO replies (workspace_id, part_id, conversation_id, topic, contact_ids, part, received_at)
    SELECT r.workspace_id, r.part_id, r.conversation_id, r.topic, r.contact_ids, r.part, r.at
    FROM ${recordset('r', rows, columns)}
    ON CONFLICT DO NOTHING
    RETURNING workspace_id, part_id`.execute(trx);
  return new Set(result.rows.map((row) => replyKey(row.workspace_id, row.part_id)));
}

export function replyKey(workspaceId: string, partId: string): string {
  return `${workspaceId}/${partId}`;
}

export async function findReply(db: Db, workspaceId: string, partId: string): Promise<StoredReply | undefined> {
  const row = await db
    .selectFrom('replies')
    .selectAll()
    .where('workspace_id', '=', workspaceId)
    .where('part_id', '=', partId)
    .executeTakeFirst();
  if (!row) return undefined;
  return toReply(row);
}

/** A reply, and the earlier ones that Intercom sent no webhook for. */
export interface ReplyInLine {
  reply: StoredReply | undefined;
  /** Earlier replies that we found by reading and have not relayed, the first one first. */
  before: StoredReply[];
  /** A run of catching up has yet to read the conversation, so earlier replies may be unknown. */
  isBehind: boolean;
}

/** A reply waits this long for an earlier one that was found. The earlier one's job goes on longer. */
const FOUND_FOR = sql`interval '2 hours'`;

export async function findReplyInLine(
  db: Db,
  workspaceId: string,
  { conversationId, partId }: { conversationId: string; partId: string },
  now: Date,
): Promise<ReplyInLine> {
  const { rows } = await sql<Selectable<ReplyTable> & { is_behind: boolean }>`
    SELECT r.*, EXISTS (
      SELECT FROM catch_ups u JOIN conversations c ON c.workspace_id = u.workspace_id AND c.conversation_id = ${conversationId}
      WHERE u.workspace_id = ${workspaceId} AND u.ended_at IS NULL AND (c.read_at IS NULL OR c.read_at < u.asked_at)) AS is_behind
    FROM replies r
    WHERE r.workspace_id = ${workspaceId} AND (r.part_id = ${partId} OR (
      r.conversation_id = ${conversationId} AND r.outcome IS NULL AND r.topic = ${FOUND} AND r.received_at > ${now}::timestamptz - ${FOUND_FOR}))
    ORDER BY (r.part->>'createdAt')::timestamptz, length(r.part_id), r.part_id`.execute(db);
  const replies = rows.map(toReply);
  const at = replies.findIndex((reply) => reply.partId === partId);
  return { reply: replies[at], before: replies.slice(0, Math.max(0, at)), isBehind: rows[0]?.is_behind ?? false };
}

function toReply(row: Selectable<ReplyTable>): StoredReply {
  const part = row.part as Part;
  return {
    partId: row.part_id,
    conversationId: row.conversation_id,
    topic: row.topic,
    contactIds: row.contact_ids,
    part: { ...part, kind: kindOf(part), createdAt: new Date(part.createdAt) },
    outcome: row.outcome,
    receivedAt: row.received_at,
  };
}

/** In old rows everything except a note is `other`. */
function kindOf({ kind }: { kind: Part['kind'] | 'other' }): Part['kind'] {
  return kind === 'other' ? 'message' : kind;
}

/** True if the reply has no outcome yet. The row is locked until the transaction ends. */
export async function lockUnsettled(trx: Trx, reply: { workspaceId: string; partId: string }): Promise<boolean> {
  const row = await trx
    .selectFrom('replies')
    .select('part_id')
    .where('workspace_id', '=', reply.workspaceId)
    .where('part_id', '=', reply.partId)
    .where('outcome', 'is', null)
    .forUpdate()
    .executeTakeFirst();
  return row !== undefined;
}

/** Stores a reply's outcome and deletes its words and its files' addresses: its texts keep both. */
export async function settleReply(
  db: Db,
  reply: { workspaceId: string; partId: string },
  outcome: string,
  at: Date,
): Promise<void> {
  await db
    .updateTable('replies')
    .set({ outcome, settled_at: at, part: sql`part - 'body' - 'attachments'` as never })
    .where('workspace_id', '=', reply.workspaceId)
    .where('part_id', '=', reply.partId)
    .execute();
}

/** The same, if the reply has no outcome yet. */
export async function settleUnsettled(
  trx: Trx,
  reply: { workspaceId: string; partId: string },
  outcome: string,
  at: Date,
): Promise<void> {
  if (await lockUnsettled(trx, reply)) await settleReply(trx, reply, outcome, at);
}

/** The parts among these that are not our comments: they have an outcome that no comment of ours can have. */
export async function repliesOfOthers(db: Db, workspaceId: string, partIds: readonly string[]): Promise<Set<string>> {
  if (partIds.length === 0) return new Set();
  const rows = await db
    .selectFrom('replies')
    .select('part_id')
    .where('workspace_id', '=', workspaceId)
    .where('part_id', 'in', [...partIds])
    .where('outcome', 'not in', ['echo', 'taken-back'])
    .execute();
  return new Set(rows.map((row) => row.part_id));
}

/** Stores parts that were deleted before we heard of them, so that later news of them counts as old. */
export async function insertTakenBack(
  trx: Trx,
  {
    workspaceId,
    conversationId,
    partIds,
    at,
  }: { workspaceId: string; conversationId: string; partIds: readonly string[]; at: Date },
): Promise<void> {
  if (partIds.length === 0) return;
  const values = partIds.map((partId) => ({
    workspace_id: workspaceId,
    part_id: partId,
    conversation_id: conversationId,
    topic: 'taken-back',
    contact_ids: [],
    part: sql`'{}'::jsonb` as never,
    outcome: 'taken-back',
    received_at: at,
    settled_at: at,
  }));
  await trx
    .insertInto('replies')
    .values(values)
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}

/** The number of conversations with texts in which bots said something that was not texted; in chats, after texts joined. */
export async function countBotConversations(db: Db, workspaceId: string): Promise<number> {
  const { rows } = await sql<{ conversations: string | number }>`
    SELECT count(DISTINCT c.conversation_id) AS conversations
    FROM replies r JOIN conversations c ON c.workspace_id = r.workspace_id AND c.conversation_id = r.conversation_id
    WHERE r.workspace_id = ${workspaceId} AND r.outcome = 'bot'
      AND r.received_at >= COALESCE(c.joined_at, '-infinity')`.execute(db);
  return Number(rows[0]?.conversations ?? 0);
}
