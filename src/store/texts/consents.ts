// Who may be texted from which number, and how that came about.
import { type RawBuilder, sql } from 'kysely';
import type { ConsentSource, ConsentState } from '../../domain/consent.ts';
import type { Db, Trx } from '../database/database.ts';

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
  const source = storedSource(change.source);
  const state = { opted_out: change.optedOut, source, reason, by_admin: adminId, at: change.at };
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
    .where(
      sql<boolean>`(sender = ${message.sender} OR sender IN (${sharers(message.workspaceId, sql.val(message.sender))}))`,
    )
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
  const { rows } = await sql<{ opted_out: boolean; source: string; at: Date | string }>`
    SELECT c.opted_out, c.source, c.at FROM (${latestConsents(workspaceId, sql.val(pair.address), sql.val(pair.sender))}) c
    ORDER BY ${whatCountsFirst} LIMIT 1`.execute(db);
  const [row] = rows;
  if (!row) return { optedOut: false, at: null, source: null };
  return { optedOut: row.opted_out, at: new Date(row.at), source: toSource(row.source) };
}

/** Rows have a refusal under Twilio's number for it. */
const REFUSAL = 'error-21610';

function storedSource(source: ConsentSource): string {
  return source === 'refusal' ? REFUSAL : source;
}

export function toSource(stored: string): ConsentSource {
  return stored === REFUSAL ? 'refusal' : (stored as ConsentSource);
}

/** What only the customer can undo counts before what was done by hand. */
export const whatCountsFirst = sql`c.opted_out DESC, c.source = 'manual', c.at DESC`;

/**
 * What counts of a customer's consents for a sender: the one for every sender, and the latest word to any number that
 * shares its Messaging Service, as Twilio keeps opt-outs for the service as a whole. At most two rows.
 * Source: https://www.twilio.com/docs/messaging/tutorials/advanced-opt-out
 */
export function latestConsents(workspaceId: string, address: RawBuilder<unknown>, sender: RawBuilder<unknown>) {
  return sql`
    SELECT DISTINCT ON (o.is_for_every) o.* FROM (
      SELECT *, sender = ${EVERY_SENDER} AS is_for_every FROM consents
      WHERE workspace_id = ${workspaceId} AND address = ${address}
        AND (sender IN (${sender}, ${EVERY_SENDER}) OR sender IN (${sharers(workspaceId, sender)}))) o
    ORDER BY o.is_for_every, o.at DESC, o.opted_out DESC`;
}

/** The numbers in the chosen Messaging Service of a number. */
function sharers(workspaceId: string, sender: RawBuilder<unknown>) {
  return sql`
    SELECT other.address FROM senders own
    JOIN senders other ON other.workspace_id = own.workspace_id AND other.service_sid = own.service_sid
    WHERE own.workspace_id = ${workspaceId} AND own.address = ${sender}`;
}
