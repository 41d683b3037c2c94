// How a workspace stands with a vendor: whether its credentials are taken, and since when they are not.
import { sql } from 'kysely';
import { byVendor, type Vendor } from '../../domain/vendors.ts';
import type { Trx } from '../database/database.ts';
import { vendorColumns } from './vendor-columns.ts';

/** `gone`: erased. `resting`: uninstalled, refused, or without credentials. */
export type Standing =
  | { kind: 'working' }
  | { kind: 'gone' }
  | { kind: 'resting'; why: 'uninstalled' | 'refused' | 'missing' };

/** The secret that a vendor is called with. */
const credentials = byVendor((vendor) => sql`coalesce(${sql.join(vendorColumns[vendor].credentials.map(sql.ref))})`);
const refusedAt = byVendor((vendor) => sql.ref(vendorColumns[vendor].refusedAt));

/** The sealed credentials that a vendor refused; those that replaced them meanwhile are left alone. False where it is known. */
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

/** The same credentials are taken again. False where it is known. */
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

/** Held until the transaction ends, so that nobody connects the workspace again in between. `vendor` null: none is needed. */
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
