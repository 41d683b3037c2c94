// The numbers that a workspace texts from.
import { type Selectable, sql } from 'kysely';
import type { Sender, SenderChoice } from '../../domain/workspace.ts';
import type { Db, Trx } from '../database/database.ts';
import type { SenderTable } from '../database/tables/workspaces.ts';

/** A number of which we know nothing else. */
export const plainSender: Omit<SenderChoice, 'address'> = {
  sid: null,
  label: null,
  teamId: null,
  defaultCountry: null,
  serviceSid: null,
  isChosen: true,
};

/** The preferred one first. */
export async function listSenders(db: Db, workspaceId: string): Promise<Sender[]> {
  const rows = await db
    .selectFrom('senders')
    .selectAll()
    .where('workspace_id', '=', workspaceId)
    .orderBy('position')
    .orderBy('address')
    .execute();
  return rows.map(toSender);
}

function toSender(row: Selectable<SenderTable>): Sender {
  const { address, sid, label, team_id: teamId, webhook_before: webhookBefore } = row;
  const { default_country: defaultCountry, service_sid: serviceSid } = row;
  const { chosen: isChosen, sends_media: sendsMedia } = row;
  const before = webhookBefore as Sender['webhookBefore'];
  return { address, sid, label, teamId, webhookBefore: before, defaultCountry, serviceSid, sendsMedia, isChosen };
}

const ROWS_AT_ONCE = 2_000;

/** Stores the chosen numbers, the preferred one first. Those that stay keep the webhook from before us. */
export async function replaceSenders(trx: Trx, workspaceId: string, senders: readonly SenderChoice[]): Promise<void> {
  const gone = trx.deleteFrom('senders').where('workspace_id', '=', workspaceId);
  if (senders.length === 0) return void (await gone.execute());
  const addresses = senders.map(({ address }) => address);
  await gone.where('address', 'not in', addresses).execute();
  const rows = senders.map((sender, position) => ({
    workspace_id: workspaceId,
    address: sender.address,
    position,
    sid: sender.sid,
    label: sender.label,
    team_id: sender.teamId,
    default_country: sender.defaultCountry,
    service_sid: sender.serviceSid,
    chosen: sender.isChosen,
    webhook_before: null,
  }));
  // A statement has room for 65,535 values.
  for (let start = 0; start < rows.length; start += ROWS_AT_ONCE)
    await trx
      .insertInto('senders')
      .values(rows.slice(start, start + ROWS_AT_ONCE))
      .onConflict((conflict) =>
        conflict.columns(['workspace_id', 'address']).doUpdateSet((row) => ({
          position: row.ref('excluded.position'),
          sid: row.ref('excluded.sid'),
          label: row.ref('excluded.label'),
          team_id: row.ref('excluded.team_id'),
          default_country: row.ref('excluded.default_country'),
          service_sid: row.ref('excluded.service_sid'),
          chosen: row.ref('excluded.chosen'),
          webhook_before: sql`CASE WHEN excluded.chosen AND excluded.sid = senders.sid THEN senders.webhook_before END`,
        })),
      )
      .execute();
}

/** Stores which numbers Twilio lists MMS for. */
export async function saveMediaSenders(
  db: Db,
  workspaceId: string,
  numbers: readonly { address: string; sendsMedia: boolean }[],
): Promise<void> {
  for (const sendsMedia of [true, false]) {
    const addresses = numbers.filter((number) => number.sendsMedia === sendsMedia).map(({ address }) => address);
    if (addresses.length === 0) continue;
    await db
      .updateTable('senders')
      .set({ sends_media: sendsMedia })
      .where('workspace_id', '=', workspaceId)
      .where('address', 'in', addresses)
      .execute();
  }
}

/** The numbers among these that other workspaces have. */
export async function findTaken(db: Db, workspaceId: string, addresses: readonly string[]): Promise<string[]> {
  if (addresses.length === 0) return [];
  const rows = await db
    .selectFrom('senders as s')
    .innerJoin('workspaces as w', 'w.id', 's.workspace_id')
    .select('s.address')
    .where('s.workspace_id', '<>', workspaceId)
    .where('s.address', 'in', [...addresses])
    .where('w.uninstalled_at', 'is', null)
    .execute();
  return rows.map(({ address }) => address);
}

/** Locks the taking of numbers: of two workspaces that want one, the second sees that the first has it. */
const TAKING = 726_519_043;

/**
 * Takes these numbers away from workspaces that uninstalled the app, so that none comes back to a number that is another's by
 * now; returns those workspaces. The transaction has to see every workspace.
 */
export async function takeNumbers(
  trx: Trx,
  workspaceId: string,
  addresses: readonly string[],
): Promise<{ workspaceId: string; address: string }[]> {
  if (addresses.length === 0) return [];
  await sql`SELECT pg_advisory_xact_lock(${TAKING})`.execute(trx);
  return trx
    .deleteFrom('senders as s')
    .using('workspaces as w')
    .whereRef('w.id', '=', 's.workspace_id')
    .where('s.workspace_id', '<>', workspaceId)
    .where('s.address', 'in', [...addresses])
    .where('w.uninstalled_at', 'is not', null)
    .returning(['s.workspace_id as workspaceId', 's.address'])
    .execute();
}
