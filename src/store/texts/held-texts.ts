// Texts that wait for somebody to release them: held with a reason, out of their thread's line.
import { sql } from 'kysely';
import type { HeldFor, Message } from '../../domain/texts/message.ts';
import { NO_COUNTRY } from '../../domain/texts/spend.ts';
import type { Step } from '../../domain/texts/trace.ts';
import type { Db, Trx } from '../database/database.ts';
import { toMessage } from './message-row.ts';
import { withStep } from './messages.ts';

/** Matches rows `m` before a row of `table` in its thread that wait, or were released and have not gone. */
export function waitsBefore(table: 'messages') {
  const own = (column: string) => sql.ref(`${table}.${column}`);
  return sql`FROM messages m WHERE m.workspace_id = ${own('workspace_id')} AND m.thread_id = ${own('thread_id')}
    AND m.held_for IS NOT NULL AND m.state IN ('held', 'pending') AND m.id < ${own('id')}`;
}

/** An earlier text of the thread is held until somebody releases it. */
export async function isBehindHeld(
  db: Db,
  { workspaceId, threadId, id }: { workspaceId: string; threadId: string; id: string },
): Promise<boolean> {
  const { rows } = await sql<{ is_behind: boolean }>`
    SELECT EXISTS (SELECT FROM messages m WHERE m.workspace_id = ${workspaceId} AND m.thread_id = ${threadId}
      AND m.held_for IS NOT NULL AND m.state = 'held' AND m.id < ${id}) AS is_behind`.execute(db);
  return rows[0]?.is_behind ?? false;
}

/** Takes texts that wait for their turn out of their line, for this reason. Those of an earlier version learn their country here. */
export async function holdTexts(
  trx: Trx,
  workspaceId: string,
  ids: readonly string[],
  { heldFor, country, at, step }: { heldFor: HeldFor; country: string; at: Date; step: Step },
): Promise<void> {
  await trx
    .updateTable('messages')
    .set({
      state: 'held',
      state_at: at,
      held_for: heldFor,
      to_country: country,
      attempted_at: null,
      trace: withStep(step),
    })
    .where('workspace_id', '=', workspaceId)
    .where('id', 'in', [...ids])
    .where('state', 'in', ['pending', 'given-up'])
    .execute();
}

/** The texts that are held for this reason, in the order in which they were written; locked until the transaction ends. */
export async function lockHeld(
  trx: Trx,
  workspaceId: string,
  { heldFor, country }: { heldFor: HeldFor; country: string },
): Promise<Message[]> {
  const rows = await trx
    .selectFrom('messages')
    .selectAll()
    .where('workspace_id', '=', workspaceId)
    .where(sql<boolean>`state = 'held'`)
    .where('held_for', '=', heldFor)
    .where(sql<string>`COALESCE(to_country, ${NO_COUNTRY})`, '=', country)
    .orderBy('id')
    .forUpdate()
    .execute();
  return rows.map(toMessage);
}

/** They wait for their turn again, and grow old from now on. They stay marked, so that nobody's later text passes them. */
export async function putBack(
  trx: Trx,
  workspaceId: string,
  ids: readonly string[],
  { at, ignoresLimits }: { at: Date; ignoresLimits: boolean },
): Promise<void> {
  if (ids.length === 0) return;
  await trx
    .updateTable('messages')
    .set({
      state: 'pending',
      state_at: at,
      waits_until: at,
      trace: withStep({ kind: 'released', isAlone: ignoresLimits }),
      ...(ignoresLimits ? { ignores_limits: true } : {}),
    })
    .where('workspace_id', '=', workspaceId)
    .where('id', 'in', [...ids])
    .where('state', '=', 'held')
    .execute();
}

export interface HeldSum {
  country: string;
  texts: number;
  /** The time at which the first of them was held. */
  since: Date;
}

/** How many texts are held for this reason, by country. */
export async function countHeld(db: Db, workspaceId: string, heldFor: HeldFor): Promise<HeldSum[]> {
  const { rows } = await sql<HeldSum>`
    SELECT COALESCE(to_country, ${NO_COUNTRY}) AS country, count(*)::integer AS texts, min(state_at) AS since
    FROM messages WHERE workspace_id = ${workspaceId} AND held_for = ${heldFor} AND state = 'held'
    GROUP BY 1 ORDER BY 1`.execute(db);
  return rows;
}
