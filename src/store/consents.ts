// Who may be texted from which number, and how that came about.
import type { ConsentSource, ConsentState } from '../domain/consent.ts';
import type { Db, Trx } from './database.ts';

/** Stands for every sender of the workspace. */
export const EVERY_SENDER = '*';

export interface ConsentChange {
  workspaceId: string;
  id: string;
  address: string;
  sender: string;
  optedOut: boolean;
  source: ConsentSource;
  messageId: string | null;
  /** Who did it by hand, and why. */
  adminId?: string | null;
  reason?: string | null;
  at: Date;
}

/** Writes the change and its place in the history. */
export async function writeConsent(trx: Trx, change: ConsentChange): Promise<void> {
  const { adminId = null, reason = null } = change;
  const state = { opted_out: change.optedOut, source: change.source, reason, by_admin: adminId, at: change.at };
  const key = { workspace_id: change.workspaceId, address: change.address, sender: change.sender };
  await trx
    .insertInto('consents')
    .values({ ...key, ...state })
    .onConflict((conflict) => conflict.columns(['workspace_id', 'address', 'sender']).doUpdateSet(state))
    .execute();
  await trx
    .insertInto('consent_events')
    .values({ ...key, ...state, id: change.id, message_id: change.messageId })
    .execute();
}

/** Whether the pair was opted out before this text said something about it. */
export async function wasOptedOut(
  db: Db,
  message: { workspaceId: string; id: string; address: string; sender: string; createdAt: Date },
): Promise<boolean> {
  const row = await db
    .selectFrom('consent_events')
    .select('opted_out')
    .where('workspace_id', '=', message.workspaceId)
    .where('address', '=', message.address)
    .where('sender', '=', message.sender)
    .where((where) => where.or([where('message_id', 'is', null), where('message_id', '<>', message.id)]))
    .where('at', '<=', message.createdAt)
    .orderBy('at', 'desc')
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirst();
  return row?.opted_out ?? false;
}

/** An opt-out from this sender or from all of them; not opted out when nothing is known. */
export async function findConsent(
  db: Db,
  workspaceId: string,
  pair: { address: string; sender: string },
): Promise<ConsentState> {
  const row = await db
    .selectFrom('consents')
    .select(['opted_out', 'source', 'at'])
    .where('workspace_id', '=', workspaceId)
    .where('address', '=', pair.address)
    .where('sender', 'in', [pair.sender, EVERY_SENDER])
    .orderBy('opted_out', 'desc')
    // What only the customer can undo counts before what was done by hand.
    .orderBy((order) => order('source', '=', 'manual'))
    .orderBy('at', 'desc')
    .limit(1)
    .executeTakeFirst();
  if (!row) return { optedOut: false, at: null, source: null };
  return { optedOut: row.opted_out, at: row.at, source: row.source as ConsentSource };
}
