// What admins wrote, once a part: received, then settled with what came of it.
import { sql } from 'kysely';
import type { Part } from '../../domain/conversation.ts';
import type { Db, Trx } from '../database/database.ts';
import { recordset } from '../database/rows.ts';

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

/** Stores parts that are new, and returns the keys of those (see `replyKey`). */
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

/** Before there were several kinds, all that was no note was `other`. */
function kindOf({ kind }: { kind: Part['kind'] | 'other' }): Part['kind'] {
  return kind === 'other' ? 'message' : kind;
}

/** Whether nothing has come of it yet, which stays so until the transaction ends. */
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

/** What came of a reply; its words are kept by the texts made of it, no longer here. */
export async function settleReply(
  db: Db,
  reply: { workspaceId: string; partId: string },
  outcome: string,
  at: Date,
): Promise<void> {
  await db
    .updateTable('replies')
    .set({ outcome, settled_at: at, part: sql`part - 'body'` as never })
    .where('workspace_id', '=', reply.workspaceId)
    .where('part_id', '=', reply.partId)
    .execute();
}

/** The same where nothing has come of it yet. */
export async function settleUnsettled(
  trx: Trx,
  reply: { workspaceId: string; partId: string },
  outcome: string,
  at: Date,
): Promise<void> {
  if (await lockUnsettled(trx, reply)) await settleReply(trx, reply, outcome, at);
}
