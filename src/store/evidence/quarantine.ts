// Requests that were refused for their signature, sealed, for a day: so that none is lost to a set-up that was wrong.
import { sql } from 'kysely';
import type { Db } from '../database/database.ts';

/**
 * `signed`: by the account, for another address. `known`: about a text that Twilio has, whoever signed it. `unasked`: nobody
 * can tell yet. `denied`: Twilio has no such text.
 */
export type Standing = 'signed' | 'known' | 'unasked' | 'denied';

export interface Quarantined {
  id: string;
  sealed: string;
  at: Date;
}

/** What was found of one, and with which tokens and addresses it was looked for. */
export interface Weight {
  standing: Standing;
  /** What PUBLIC_URL would have to be; null where it is not signed. */
  signedBase: string | null;
  /** The path that was signed, where another one came. */
  otherPath: string | null;
  checkedWith: string | null;
}

export type Weighed = Pick<Quarantined, 'id' | 'at'> & Weight & { keyId: string | null };

const unweighed: Weight = { standing: 'unasked', signedBase: null, otherPath: null, checkedWith: null };

/**
 * Keeps this one unless it is there; one that is there from before is made new. Where `most` are there since then, it takes the
 * place of the newest that Twilio denies, or of the newest unproved one of the source that has most, if that has more than its own.
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

/** In the order in which they came. */
export async function listQuarantined(db: Db, workspaceId: string, since: Date): Promise<Quarantined[]> {
  return db
    .selectFrom('quarantine')
    .select(['id', 'sealed', 'at'])
    .where('workspace_id', '=', workspaceId)
    .where('at', '>=', since)
    .orderBy('id')
    .execute();
}

/** What is known of each, in the order in which they came. */
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
