// The quarantine: requests refused for their signature, sealed for a day, so that a wrong set-up loses none.
import { sql } from 'kysely';
import type { Db } from '../database/database.ts';

/**
 * `signed`: the account signed it, for another address. `known`: it is about a text that Twilio has, so anybody may have signed
 * it. `unasked`: not checked yet. `denied`: Twilio has no such text.
 */
export type Standing = 'signed' | 'known' | 'unasked' | 'denied';

export interface Quarantined {
  id: string;
  sealed: string;
  at: Date;
}

/** The result of checking a request, and the tokens and addresses with which it was checked. */
export interface Weight {
  standing: Standing;
  /** The PUBLIC_URL for which the request is signed; null where no address fits. */
  signedBase: string | null;
  /** The signed path, where it differs from the path that came. */
  otherPath: string | null;
  checkedWith: string | null;
}

export type Weighed = Pick<Quarantined, 'id' | 'at'> & Weight & { keyId: string | null };

const unweighed: Weight = { standing: 'unasked', signedBase: null, otherPath: null, checkedWith: null };

/**
 * Keeps a request once; the same request again renews the row. Where `most` are kept since then, it replaces the newest one that
 * Twilio denies, or else the newest unproved one of the network with the most, if that network has more than its own.
 */
export async function insertQuarantined(
  db: Db,
  request: Quarantined & {
    workspaceId: string;
    digest: string;
    source?: string;
    keyId?: string | null;
  } & Partial<Weight>,
  limits: { since: Date; most: number },
): Promise<void> {
  const { workspaceId, id, sealed, digest, at, source = '', keyId = null } = request;
  const { standing, signedBase, otherPath, checkedWith } = { ...unweighed, ...request };
  const { since, most } = limits;
  const isProved = standing === 'signed' || standing === 'known';
  await sql`
    WITH kept AS (
      SELECT id, source, standing, digest FROM quarantine WHERE workspace_id = ${workspaceId} AND at >= ${since}
    ), crowded AS (
      SELECT source, count(*) AS n FROM kept WHERE standing IN ('unasked', 'denied')
      GROUP BY source ORDER BY n DESC, source LIMIT 1
    ), victim AS (
      SELECT k.id FROM kept k, crowded c
      WHERE (SELECT count(*) FROM kept) >= ${most} AND NOT EXISTS (SELECT FROM kept WHERE digest = ${digest})
        AND (k.standing = 'denied' OR (k.standing = 'unasked' AND k.source = c.source AND (${isProved}
          OR c.n > (SELECT count(*) FROM kept o WHERE o.source = ${source} AND o.standing IN ('unasked', 'denied')))))
      ORDER BY k.standing = 'denied' DESC, k.id DESC LIMIT 1
    ), gone AS (
      DELETE FROM quarantine WHERE workspace_id = ${workspaceId} AND id IN (SELECT id FROM victim) RETURNING id
    )
    INSERT INTO quarantine
      (workspace_id, id, sealed, digest, at, source, standing, signed_base, other_path, checked_with, key_id)
    SELECT ${workspaceId}, ${id}::uuid, ${sealed}, ${digest}, ${at}, ${source}, ${standing}, ${signedBase}, ${otherPath},
      ${checkedWith}, ${keyId}
    WHERE (SELECT count(*) FROM kept) < ${most} OR EXISTS (SELECT FROM gone)
    ON CONFLICT (workspace_id, digest) DO UPDATE SET id = excluded.id, sealed = excluded.sealed, at = excluded.at,
      source = excluded.source, standing = excluded.standing, signed_base = excluded.signed_base,
      other_path = excluded.other_path, checked_with = excluded.checked_with, key_id = excluded.key_id
      WHERE quarantine.at < ${since}`.execute(db);
}

/** The requests in the order in which they came. */
export async function listQuarantined(db: Db, workspaceId: string, since: Date): Promise<Quarantined[]> {
  return db
    .selectFrom('quarantine')
    .select(['id', 'sealed', 'at'])
    .where('workspace_id', '=', workspaceId)
    .where('at', '>=', since)
    .orderBy('id')
    .execute();
}

/** The check's result for each request, in the order in which they came. */
export async function listWeighed(db: Db, workspaceId: string, since: Date): Promise<Weighed[]> {
  const rows = await db
    .selectFrom('quarantine')
    .select(['id', 'at', 'standing', 'signed_base', 'other_path', 'checked_with', 'key_id'])
    .where('workspace_id', '=', workspaceId)
    .where('at', '>=', since)
    .orderBy('id')
    .execute();
  return rows.map((row) => ({
    id: row.id,
    at: row.at,
    standing: row.standing as Standing,
    signedBase: row.signed_base,
    otherPath: row.other_path,
    checkedWith: row.checked_with,
    keyId: row.key_id,
  }));
}

export async function findQuarantined(db: Db, workspaceId: string, id: string): Promise<Quarantined | undefined> {
  return db
    .selectFrom('quarantine')
    .select(['id', 'sealed', 'at'])
    .where('workspace_id', '=', workspaceId)
    .where('id', '=', id)
    .executeTakeFirst();
}

export async function recordWeight(db: Db, workspaceId: string, id: string, weight: Weight): Promise<void> {
  const { standing, signedBase, otherPath, checkedWith } = weight;
  await db
    .updateTable('quarantine')
    .set({ standing, signed_base: signedBase, other_path: otherPath, checked_with: checkedWith })
    .where('workspace_id', '=', workspaceId)
    .where('id', '=', id)
    .execute();
}

export async function deleteQuarantined(db: Db, workspaceId: string, id: string): Promise<void> {
  await db.deleteFrom('quarantine').where('workspace_id', '=', workspaceId).where('id', '=', id).execute();
}
