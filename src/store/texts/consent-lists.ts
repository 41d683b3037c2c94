// Lists of everybody who said a word about texts, and of the evidence for it.
import { type RawBuilder, sql } from 'kysely';
import {
  type ConsentSearch,
  type Evidence,
  type ListedConsent,
  stateAfter,
} from '../../domain/consent/consent-list.ts';
import type { Db } from '../database/database.ts';
import { EVERY_SENDER, toSource } from './consents.ts';

/** The people whose latest words are these, newest first. */
export async function listConsents(
  db: Db,
  workspaceId: string,
  { state, find, before }: ConsentSearch,
  limit: number,
): Promise<ListedConsent[]> {
  const digits = find.replaceAll(/\D/g, '');
  const { rows } = await sql<Listed & { address: string; at: Date }>`
    SELECT p.* FROM (
      SELECT c.address, max(c.at) AS at, ${listedColumns}
      FROM consents c
      WHERE c.workspace_id = ${workspaceId} AND (${digits === ''} OR c.address LIKE ${`%${digits}%`})
      GROUP BY c.address) p
    WHERE (${state === null} OR ${stateIn(sql`p.opted_out`, sql`p.source`)} = ${state})
      AND (${before === null} OR (p.at, p.address) < (${before?.at ?? new Date(0)}, ${before?.address ?? ''}))
    ORDER BY p.at DESC, p.address DESC LIMIT ${limit}`.execute(db);
  return rows.map((row) => ({ address: row.address, at: row.at, source: toSource(row.source), ...toListed(row) }));
}

interface Listed {
  opted_out: boolean;
  source: string;
  blocked_by: string[] | null;
}

/** Twilio's own blocks stand beside the state: another number may text the person. */
const listedColumns = sql`bool_or(c.opted_out) AS opted_out,
  (array_agg(c.source ORDER BY c.opted_out DESC, c.at DESC))[1] AS source,
  array_agg(c.sender ORDER BY c.sender) FILTER (WHERE c.blocked_since IS NOT NULL AND NOT c.opted_out) AS blocked_by`;

function toListed({ opted_out: optedOut, source, blocked_by }: Listed): Pick<ListedConsent, 'state' | 'blockedBy'> {
  const state = stateAfter({ optedOut, source: toSource(source) });
  return { state, blockedBy: (blocked_by ?? []).filter((sender) => sender !== EVERY_SENDER) };
}

/** The state of one person; `isByHand`: agents alone made the stops that stand. Null where no word is kept. */
export async function findListed(
  db: Db,
  workspaceId: string,
  addresses: readonly string[],
): Promise<(Pick<ListedConsent, 'state' | 'blockedBy'> & { isByHand: boolean }) | null> {
  const { rows } = await sql<Listed & { by_hand: boolean | null; words: number }>`
    SELECT ${listedColumns}, count(*)::integer AS words,
      bool_and(c.source IN ('manual', 'import')) FILTER (WHERE c.opted_out) AS by_hand
    FROM consents c WHERE c.workspace_id = ${workspaceId} AND c.address = ANY(${[...addresses]}::text[])`.execute(db);
  const [row] = rows;
  if (!row || row.words === 0) return null;
  return { ...toListed(row), isByHand: row.by_hand ?? false };
}

/** The evidence of one address, or of a time; oldest first, unless the newest are asked for. */
export interface EvidenceSearch {
  /** Null: everybody's. */
  addresses: readonly string[] | null;
  since: Date | null;
  until: Date | null;
  isNewestFirst?: boolean;
  /** The id of the last one that is known: the ones after it. */
  after: { id: string; at: Date } | null;
}

export async function listEvidence(
  db: Db,
  workspaceId: string,
  { addresses, since, until, after, isNewestFirst = false }: EvidenceSearch,
  limit: number,
): Promise<Evidence[]> {
  const direction = isNewestFirst ? sql`DESC` : sql`ASC`;
  const { rows } = await sql<EvidenceRow>`
    ${evidenceRows}
    WHERE e.workspace_id = ${workspaceId}
      AND (${addresses === null} OR e.address = ANY(${[...(addresses ?? [])]}::text[]))
      AND (${since === null} OR e.at >= ${since ?? new Date(0)}) AND (${until === null} OR e.at < ${until ?? new Date(0)})
      AND (${after === null} OR (e.at, e.id) > (${after?.at ?? new Date(0)}, ${after?.id ?? NOBODY}::uuid))
    ORDER BY e.at ${direction}, e.id ${direction} LIMIT ${limit}`.execute(db);
  return rows.map(toEvidence);
}

/** The evidence of these events. */
export async function findEvidence(db: Db, workspaceId: string, ids: readonly string[]): Promise<Evidence[]> {
  if (ids.length === 0) return [];
  const { rows } = await sql<EvidenceRow>`
    ${evidenceRows} WHERE e.workspace_id = ${workspaceId} AND e.id = ANY(${[...ids]}::uuid[])`.execute(db);
  return rows.map(toEvidence);
}

const evidenceRows = sql`
  SELECT e.id, e.at, e.address, e.opted_out, e.source, e.sender, e.reason, COALESCE(a.name, b.name) AS by_name,
    e.words, e.answered, e.message_id, e.answered_id, e.origin
  FROM consent_events e
  LEFT JOIN admins a ON a.workspace_id = e.workspace_id AND a.id = e.by_admin
  LEFT JOIN members b ON b.workspace_id = e.workspace_id AND b.admin = e.by_admin`;

const NOBODY = '00000000-0000-0000-0000-000000000000';

interface EvidenceRow {
  id: string;
  at: Date;
  address: string;
  opted_out: boolean;
  source: string;
  sender: string;
  reason: string | null;
  by_name: string | null;
  words: string | null;
  answered: string | null;
  message_id: string | null;
  answered_id: string | null;
  origin: string | null;
}

function toEvidence(row: EvidenceRow): Evidence {
  return {
    id: row.id,
    at: row.at,
    address: row.address,
    state: stateAfter({ optedOut: row.opted_out, source: toSource(row.source) }),
    source: toSource(row.source),
    saidTo: row.sender === EVERY_SENDER ? null : row.sender,
    words: row.words,
    answered: row.answered,
    messageId: row.message_id,
    answeredId: row.answered_id,
    byName: row.by_name,
    reason: row.reason,
    origin: row.origin,
  };
}

/** As `stateAfter`. */
function stateIn(optedOut: RawBuilder<unknown>, source: RawBuilder<unknown>) {
  return sql`CASE WHEN ${optedOut} THEN 'opted-out' WHEN ${source} = 'manual' THEN 'none' ELSE 'opted-in' END`;
}
