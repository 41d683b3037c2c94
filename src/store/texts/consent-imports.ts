// Imports of consent: the evidence that a file brings, and how each import went.
import { sql } from 'kysely';
import type { FileProblem, RowProblem } from '../../domain/consent/import-rows.ts';
import type { ConsentImport } from '../../domain/consents-page.ts';
import type { Db, Trx } from '../database/database.ts';
import { recordset } from '../database/rows.ts';
import { EVERY_SENDER, finality } from './consents.ts';

export interface ImportedRow {
  /** The same for the same row, so that it counts once. */
  id: string;
  address: string;
  optedOut: boolean;
  at: Date;
  reason: string | null;
}

export interface Origin {
  workspaceId: string;
  fileName: string;
  adminId: string | null;
}

/** `fresh`: the rows that were new. `stopped`: those that would end a stop of the customer's own word, which they do not. */
export interface Taken {
  fresh: Set<string>;
  stopped: Set<string>;
}

/**
 * Keeps rows as evidence, and has them count where nothing later does. They hold for every number. A stop that is older than a
 * start of the customer's stays evidence.
 */
export async function takeRows(trx: Trx, origin: Origin, rows: readonly ImportedRow[]): Promise<Taken> {
  const { workspaceId, fileName, adminId } = origin;
  const given = recordset(
    'g',
    rows.map(({ id, address, optedOut, at, reason }) => ({ id, address, opted_out: optedOut, at, reason })),
    'id uuid, address text, opted_out boolean, at timestamptz, reason text',
  );
  const { rows: taken } = await sql<{ id: string; is_stopped: boolean }>`
    WITH given AS MATERIALIZED (
      SELECT g.*, NOT g.opted_out AND EXISTS (
        SELECT 1 FROM consents c WHERE c.workspace_id = ${workspaceId} AND c.address = g.address
          AND c.opted_out AND ${finality('c')} > 1 AND c.at <= g.at) AS is_stopped
      FROM ${given}),
    fresh AS (
      INSERT INTO consent_events (workspace_id, id, address, sender, opted_out, source, reason, by_admin, origin, at)
      SELECT ${workspaceId}, g.id, g.address, ${EVERY_SENDER}, g.opted_out, 'import', g.reason, ${adminId}, ${fileName}, g.at
      FROM given g WHERE NOT g.is_stopped
      ON CONFLICT (workspace_id, id) DO NOTHING
      RETURNING id, address, opted_out, reason, at),
    kept AS (
      INSERT INTO consents (workspace_id, address, sender, opted_out, source, reason, by_admin, at, evidence_id)
      SELECT DISTINCT ON (f.address) ${workspaceId}, f.address, ${EVERY_SENDER}, f.opted_out, 'import', f.reason, ${adminId}, f.at, f.id
      FROM fresh f
      WHERE NOT (f.opted_out AND EXISTS (
        SELECT 1 FROM consents c WHERE c.workspace_id = ${workspaceId} AND c.address = f.address
          AND NOT c.opted_out AND ${finality('c')} > 1 AND c.at > f.at))
      ORDER BY f.address, f.at DESC, f.opted_out DESC
      ON CONFLICT (workspace_id, address, sender) DO UPDATE SET opted_out = excluded.opted_out, source = excluded.source,
        reason = excluded.reason, by_admin = excluded.by_admin, at = excluded.at, evidence_id = excluded.evidence_id
      WHERE consents.at <= excluded.at AND (NOT consents.opted_out OR ${finality('excluded')} >= ${finality('consents')}))
    SELECT id, false AS is_stopped FROM fresh UNION ALL SELECT id, true FROM given WHERE is_stopped`.execute(trx);
  const idsOf = (isStopped: boolean) =>
    new Set(taken.filter((row) => row.is_stopped === isStopped).map(({ id }) => id));
  return { fresh: idsOf(false), stopped: idsOf(true) };
}

export async function beginImport(db: Db, origin: Origin, { id, at }: { id: string; at: Date }): Promise<void> {
  const { workspaceId: workspace_id, fileName: file_name, adminId: by_admin } = origin;
  const nothing = { ended_at: null, problem: null, accepted: 0, known: 0, rejected: '[]' };
  await db
    .insertInto('consent_imports')
    .values({ workspace_id, id, file_name, by_admin, started_at: at, ...nothing })
    .execute();
}

export async function endImport(
  db: Db,
  workspaceId: string,
  { id, problem, accepted, known, rejected, endedAt }: Omit<ConsentImport, 'fileName' | 'startedAt'>,
): Promise<void> {
  const rows = rejected.map(({ line, why }) => [line, why]);
  await db
    .updateTable('consent_imports')
    .set({
      ended_at: endedAt,
      problem: problem && JSON.stringify(problem),
      accepted,
      known,
      rejected: JSON.stringify(rows),
    })
    .where('workspace_id', '=', workspaceId)
    .where('id', '=', id)
    .execute();
}

export async function findImport(db: Db, workspaceId: string, id: string): Promise<ConsentImport | undefined> {
  const row = await db
    .selectFrom('consent_imports')
    .selectAll()
    .where('workspace_id', '=', workspaceId)
    .where('id', '=', id)
    .executeTakeFirst();
  if (!row) return undefined;
  const { file_name: fileName, started_at: startedAt, ended_at: endedAt, accepted, known } = row;
  const problem = row.problem === null ? null : (JSON.parse(row.problem) as FileProblem);
  const rejected = row.rejected.map(([line, why]) => ({ line, why: why as RowProblem }));
  return { id, fileName, startedAt, endedAt, problem, accepted, known, rejected };
}
