// Automatic texts that no conversation shows, until a note tells of them.
import { sql } from 'kysely';
import { hasGone, untoldSince } from '../../domain/notes/texts-before.ts';
import type { Message } from '../../domain/texts/message.ts';
import type { Trx } from '../database/database.ts';
import { toMessage } from './message-row.ts';

/**
 * The automatic texts to the address that have gone and that no conversation shows yet, oldest first. They belong to this
 * conversation from now on. Threads where none waits any more have nothing left to tell.
 */
export async function takeUntold(
  trx: Trx,
  { workspaceId, address, conversationId }: { workspaceId: string; address: string; conversationId: string },
  now: Date,
): Promise<Message[]> {
  const since = untoldSince(now);
  // A text that is being queued holds its thread: it is waited for, and then seen.
  const threads = await trx
    .selectFrom('threads')
    .select('id')
    .where('workspace_id', '=', workspaceId)
    .where('address', '=', address)
    .where('untold_at', '>', since)
    .orderBy('id')
    .forUpdate()
    .execute();
  const ids = threads.map(({ id }) => id);
  if (ids.length === 0) return [];
  const rows = await trx
    .selectFrom('messages')
    .selectAll()
    .where('workspace_id', '=', workspaceId)
    .where('thread_id', 'in', ids)
    .where('direction', '=', 'out')
    .where('author_kind', '=', 'automation')
    .where('conversation_id', 'is', null)
    .where('confirms', 'is', null)
    .where('purpose', '<>', 'conversation')
    .where(sql<boolean>`COALESCE(waits_until, created_at) > ${since}`)
    .orderBy('id')
    .execute();
  const untold = rows.map(toMessage);
  const gone = untold.filter(hasGone);
  const waiting = new Set(untold.filter(mayStillGo).map(({ threadId }) => threadId));
  const done = ids.filter((id) => !waiting.has(id));
  if (gone.length > 0)
    await trx
      .updateTable('messages')
      .set({ conversation_id: conversationId })
      .where('workspace_id', '=', workspaceId)
      .where(
        'id',
        'in',
        gone.map(({ id }) => id),
      )
      .execute();
  if (done.length > 0)
    await trx
      .updateTable('threads')
      .set({ untold_at: null })
      .where('workspace_id', '=', workspaceId)
      .where('id', 'in', done)
      .execute();
  return gone;
}

/** A text that goes later is told of for as long as one that goes then. */
export async function putOffTelling(
  trx: Trx,
  { workspaceId, threadId }: { workspaceId: string; threadId: string },
  until: Date,
): Promise<void> {
  await trx
    .updateTable('threads')
    .set({ untold_at: until })
    .where('workspace_id', '=', workspaceId)
    .where('id', '=', threadId)
    .where((at) => at.or([at('untold_at', 'is', null), at('untold_at', '<', until)]))
    .execute();
}

function mayStillGo({ state }: Message): boolean {
  return state === 'pending' || state === 'held';
}
