// The status of a workspace's credentials at each vendor: taken, or refused since when.
import { sql } from 'kysely';
import { byVendor, type Vendor } from '../../domain/vendors.ts';
import type { Trx } from '../database/database.ts';
import { vendorColumns } from './vendor-columns.ts';

/** `gone`: erased. `resting`: uninstalled, refused, or without credentials. */
export type Standing =
  | { kind: 'working' }
  | { kind: 'gone' }
  | { kind: 'resting'; why: 'uninstalled' | 'refused' | 'missing' };

/** The sealed secret for calls to a vendor. */
const credentials = byVendor((vendor) => sql`coalesce(${sql.join(vendorColumns[vendor].credentials.map(sql.ref))})`);
const refusedAt = byVendor((vendor) => sql.ref(vendorColumns[vendor].refusedAt));

/** Marks sealed credentials as refused, unless others replaced them meanwhile. False if that was known. */
export async function markRefused(
  trx: Trx,
  workspaceId: string,
  refused: { vendor: Vendor; sealed: string },
  at: Date,
): Promise<boolean> {
  const { vendor, sealed } = refused;
  const result = await sql`
    UPDATE workspaces SET ${refusedAt[vendor]} = ${at}
    WHERE id = ${workspaceId} AND ${credentials[vendor]} = ${sealed} AND ${refusedAt[vendor]} IS NULL`.execute(trx);
  return (result.numAffectedRows ?? 0n) > 0n;
}

/** Marks the same credentials as taken again. False if that was known. */
export async function clearRefused(
  trx: Trx,
  workspaceId: string,
  taken: { vendor: Vendor; sealed: string },
): Promise<boolean> {
  const { vendor, sealed } = taken;
  const result = await sql`
    UPDATE workspaces SET ${refusedAt[vendor]} = NULL
    WHERE id = ${workspaceId} AND ${credentials[vendor]} = ${sealed} AND ${refusedAt[vendor]} IS NOT NULL`.execute(trx);
  return (result.numAffectedRows ?? 0n) > 0n;
}

interface StandingRow {
  uninstalled: boolean;
  refused: boolean;
  missing: boolean;
}

/** Locked until the transaction ends, so that nobody connects the workspace in between. `vendor` null: none is needed. */
export async function holdStanding(trx: Trx, workspaceId: string, vendor: Vendor | null): Promise<Standing> {
  const wanted = vendor ?? 'intercom';
  const { rows } = await sql<StandingRow>`
    SELECT uninstalled_at IS NOT NULL AS uninstalled, ${refusedAt[wanted]} IS NOT NULL AS refused,
      ${credentials[wanted]} IS NULL AS missing
    FROM workspaces WHERE id = ${workspaceId} FOR SHARE`.execute(trx);
  const [row] = rows;
  if (!row) return { kind: 'gone' };
  if (row.uninstalled) return { kind: 'resting', why: 'uninstalled' };
  if (vendor === null) return { kind: 'working' };
  if (row.refused) return { kind: 'resting', why: 'refused' };
  return row.missing ? { kind: 'resting', why: 'missing' } : { kind: 'working' };
}
