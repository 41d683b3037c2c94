// The texts that came or moved on lately, in either direction, without their words.
import { sql } from 'kysely';
import type { Db } from '../database/database.ts';

export interface Arrival {
  /** When the text came into this state. */
  at: Date;
  workspaceId: string;
  id: string;
  direction: 'in' | 'out';
  address: string;
  sender: string;
  state: string;
  errorCode: number | null;
  characters: number;
  files: number;
}

/** An older text is left out: its later states are rare, and finding them would read every text. */
const OLDEST_MS = 3_600_000;

/** The state of each text of these workspaces that entered it since then; the oldest first. */
export async function listArrivals(db: Db, workspaceIds: readonly string[], since: Date): Promise<Arrival[]> {
  const { rows } = await sql<Arrival>`
    SELECT state_at AS at, workspace_id AS "workspaceId", id, direction, address, sender, state,
      error_code AS "errorCode", char_length(body) AS characters, coalesce(jsonb_array_length(media), 0) AS files
    FROM messages
    WHERE workspace_id = ANY(${[...workspaceIds]}) AND id >= ${firstIdAt(since.getTime() - OLDEST_MS)}::uuid
      AND state_at >= ${since}
    ORDER BY state_at, id`.execute(db);
  return rows;
}

/** The lowest UUID version 7 of a millisecond. */
export function firstIdAt(ms: number): string {
  const hex = Math.trunc(ms).toString(16).padStart(12, '0');
  return `${hex.slice(0, 8)}-${hex.slice(8)}-7000-8000-000000000000`;
}
