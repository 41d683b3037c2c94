// Texts that an agent writes in the panel: each is sent once, now or at its time, and shown in the conversation.
import type { Selectable } from 'kysely';
import type { SendFiles } from '../../domain/media/send-files.ts';
import type { ScheduledState } from '../../domain/texts/scheduled.ts';
import type { Db, Trx } from '../database/database.ts';
import type { SendTable } from '../database/tables/texts.ts';

export interface Send {
  workspaceId: string;
  id: string;
  threadId: string;
  address: string;
  sender: string;
  conversationId: string;
  body: string;
  authorId: string | null;
  state: ScheduledState;
  /** Null: at once. */
  sendAt: Date | null;
  /** The zone (IANA name) on whose clocks that time was chosen; null where none is known. */
  zone: string | null;
  /** The failed text that this one replaces. */
  retryOf: string | null;
  /** Null: it has none. */
  files: SendFiles | null;
  /** The part id of its comment in the conversation. */
  partId: string | null;
  /** When the attempt to post that comment began; null once its outcome is known. */
  attemptedAt: Date | null;
  createdAt: Date;
  /** When a scheduled text ended: it was sent, refused, cancelled or held. */
  settledAt: Date | null;
  /** The agent who cancelled it; null where nobody did, or nobody is known. */
  cancelledBy: string | null;
}

export type NewSend = Omit<Send, 'partId' | 'attemptedAt' | 'settledAt' | 'cancelledBy' | 'files'> &
  Partial<Pick<Send, 'files'>>;

/** False when this id was used before. */
export async function insertSend(trx: Trx, send: NewSend): Promise<boolean> {
  const result = await trx
    .insertInto('sends')
    .values({
      workspace_id: send.workspaceId,
      id: send.id,
      thread_id: send.threadId,
      address: send.address,
      sender: send.sender,
      conversation_id: send.conversationId,
      body: send.body,
      author_id: send.authorId,
      state: send.state,
      send_at: send.sendAt,
      zone: send.zone,
      retry_of: send.retryOf,
      media: send.files ? JSON.stringify(send.files) : null,
      part_id: null,
      attempted_at: null,
      created_at: send.createdAt,
      settled_at: null,
      cancelled_by: null,
    })
    .onConflict((conflict) => conflict.columns(['workspace_id', 'id']).doNothing())
    .executeTakeFirst();
  return (result.numInsertedOrUpdatedRows ?? 0n) > 0n;
}

export async function findSend(db: Db, workspaceId: string, id: string): Promise<Send | undefined> {
  const row = await selectSend(db, workspaceId, id).executeTakeFirst();
  return row && toSend(row);
}

/** Locked until the transaction ends. */
export async function lockSend(trx: Trx, workspaceId: string, id: string): Promise<Send | undefined> {
  const row = await selectSend(trx, workspaceId, id).forUpdate().executeTakeFirst();
  return row && toSend(row);
}

function selectSend(db: Db, workspaceId: string, id: string) {
  return db.selectFrom('sends').selectAll().where('workspace_id', '=', workspaceId).where('id', '=', id);
}

export async function updateSend(
  db: Db,
  send: { workspaceId: string; id: string },
  changes: {
    state?: ScheduledState;
    settledAt?: Date | null;
    cancelledBy?: string | null;
    sendAt?: Date;
    zone?: string;
    body?: string;
    conversationId?: string;
    thread?: { id: string; address: string; sender: string };
    partId?: string;
    attemptedAt?: Date | null;
  },
): Promise<void> {
  await db
    .updateTable('sends')
    .set({
      ...(changes.state === undefined ? {} : { state: changes.state }),
      ...(changes.settledAt === undefined ? {} : { settled_at: changes.settledAt }),
      ...(changes.cancelledBy === undefined ? {} : { cancelled_by: changes.cancelledBy }),
      ...(changes.sendAt === undefined ? {} : { send_at: changes.sendAt }),
      ...(changes.zone === undefined ? {} : { zone: changes.zone }),
      ...(changes.body === undefined ? {} : { body: changes.body }),
      ...(changes.conversationId === undefined ? {} : { conversation_id: changes.conversationId }),
      ...(changes.thread === undefined
        ? {}
        : { thread_id: changes.thread.id, address: changes.thread.address, sender: changes.thread.sender }),
      ...(changes.partId === undefined ? {} : { part_id: changes.partId }),
      ...(changes.attemptedAt === undefined ? {} : { attempted_at: changes.attemptedAt }),
    })
    .where('workspace_id', '=', send.workspaceId)
    .where('id', '=', send.id)
    .execute();
}

/** Cancels all of a workspace's texts that wait for their time; returns them. */
export async function cancelScheduledOf(trx: Trx, workspaceId: string, at: Date): Promise<Send[]> {
  const rows = await trx
    .updateTable('sends')
    .set({ state: 'cancelled', settled_at: at })
    .where('workspace_id', '=', workspaceId)
    .where('state', '=', 'scheduled')
    .returningAll()
    .execute();
  return rows.map(toSend);
}

/** The parts among these that are comments of ours for texts. */
export async function knownSendParts(db: Db, workspaceId: string, partIds: readonly string[]): Promise<Set<string>> {
  if (partIds.length === 0) return new Set();
  const rows = await db
    .selectFrom('sends')
    .select('part_id')
    .where('workspace_id', '=', workspaceId)
    .where('part_id', 'in', [...partIds])
    .execute();
  return new Set(rows.map((row) => row.part_id ?? ''));
}

/** Replaces the id of a comment that we could not find among the parts of the answer. */
export const unknownPart = 'unknown';

/** Comments in the conversation whose id we do not know yet (`inFlight`), or could not find (`unknown`). */
export async function listUnsureComments(
  db: Db,
  workspaceId: string,
  conversationId: string,
): Promise<{ inFlight: boolean; unknown: { id: string; body: string }[] }> {
  const rows = await db
    .selectFrom('sends')
    .select(['id', 'body', 'media', 'part_id', 'attempted_at'])
    .where('workspace_id', '=', workspaceId)
    .where('conversation_id', '=', conversationId)
    .where((where) => where.or([where('attempted_at', 'is not', null), where('part_id', '=', unknownPart)]))
    .execute();
  return {
    inFlight: rows.some((row) => row.attempted_at !== null),
    unknown: rows
      .filter((row) => row.part_id === unknownPart)
      .map(({ id, body, media }) => ({
        id,
        body: (media as SendFiles | null)?.shown ?? body,
      })),
  };
}

export function toSend(row: Selectable<SendTable>): Send {
  return {
    workspaceId: row.workspace_id,
    id: row.id,
    threadId: row.thread_id,
    address: row.address,
    sender: row.sender,
    conversationId: row.conversation_id,
    body: row.body,
    authorId: row.author_id,
    state: row.state as ScheduledState,
    sendAt: row.send_at,
    zone: row.zone,
    retryOf: row.retry_of,
    files: row.media as SendFiles | null,
    partId: row.part_id,
    attemptedAt: row.attempted_at,
    createdAt: row.created_at,
    settledAt: row.settled_at,
    cancelledBy: row.cancelled_by,
  };
}
