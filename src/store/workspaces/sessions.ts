// Sign-in attempts, members of a workspace, and their sessions. They keep only hashes of a browser's secrets.
import type { Role } from '../../domain/role.ts';
import type { Purpose } from '../../domain/sign-in.ts';
import type { Db, Trx } from '../database/database.ts';

export interface Attempt {
  /** The hash of the state that travels to Intercom and back. */
  hash: string;
  /** The hash of a secret that only the browser has which began the sign-in. */
  browser: string;
  purpose: Purpose;
  region: string;
  expiresAt: Date;
}

export async function insertAttempt(db: Db, attempt: Attempt): Promise<void> {
  const { expiresAt, ...rest } = attempt;
  await db
    .insertInto('oauth_states')
    .values({ ...rest, expires_at: expiresAt })
    .execute();
}

/** Takes an attempt, which works once; `usedBy`: the browser that took it before, or null. */
export async function takeAttempt(
  db: Db,
  hash: string,
): Promise<{ attempt: Attempt; usedBy: null } | { attempt: undefined; usedBy: string | null }> {
  const taking = db.updateTable('oauth_states').set({ used: true }).where('hash', '=', hash).where('used', '=', false);
  const row = await taking.returningAll().executeTakeFirst();
  if (row) {
    const { browser, purpose, region, expires_at: expiresAt } = row;
    return { attempt: { hash, browser, purpose: purpose as Purpose, region, expiresAt }, usedBy: null };
  }
  const used = await db.selectFrom('oauth_states').select('browser').where('hash', '=', hash).executeTakeFirst();
  return { attempt: undefined, usedBy: used?.browser ?? null };
}

export interface StoredMember {
  adminId: string;
  name: string;
  role: Role;
  signedInAt: Date;
}

export async function listMembers(db: Db, workspaceId: string): Promise<StoredMember[]> {
  const rows = await db
    .selectFrom('members')
    .selectAll()
    .where('workspace_id', '=', workspaceId)
    .orderBy('name')
    .execute();
  return rows.map((row) => ({
    adminId: row.admin,
    name: row.name,
    role: row.role as Role,
    signedInAt: row.signed_in_at,
  }));
}

/** The owner's name; null where there is no owner. */
export async function findOwner(db: Db, workspaceId: string): Promise<string | null> {
  const row = await db
    .selectFrom('members')
    .select('name')
    .where('workspace_id', '=', workspaceId)
    .where('role', '=', 'owner')
    .executeTakeFirst();
  return row?.name ?? null;
}

/** Adds a member. An existing one keeps its role, unless it becomes the owner. */
export async function upsertMember(
  trx: Trx,
  member: { workspaceId: string; adminId: string; name: string; role: Role; at: Date },
): Promise<void> {
  const { workspaceId, adminId, name, role, at } = member;
  const known = { name, signed_in_at: at, ...(role === 'owner' ? { role } : {}) };
  await trx
    .insertInto('members')
    .values({ workspace_id: workspaceId, admin: adminId, name, role, signed_in_at: at })
    .onConflict((conflict) => conflict.columns(['workspace_id', 'admin']).doUpdateSet(known))
    .execute();
}

/** Changes a role. False also for the owner, without whom nobody could give roles. */
export async function setMemberRole(db: Db, workspaceId: string, adminId: string, role: Role): Promise<boolean> {
  const result = await db
    .updateTable('members')
    .set({ role })
    .where('workspace_id', '=', workspaceId)
    .where('admin', '=', adminId)
    .where('role', '<>', 'owner')
    .executeTakeFirst();
  return result.numUpdatedRows > 0n;
}

/** Makes a member the only owner, and the former owner an editor. False if there is no such member. */
export async function setOwner(trx: Trx, workspaceId: string, adminId: string): Promise<boolean> {
  const result = await trx
    .updateTable('members')
    .set({ role: 'owner' })
    .where('workspace_id', '=', workspaceId)
    .where('admin', '=', adminId)
    .executeTakeFirst();
  if (result.numUpdatedRows === 0n) return false;
  await trx
    .updateTable('members')
    .set({ role: 'editor' })
    .where('workspace_id', '=', workspaceId)
    .where('role', '=', 'owner')
    .where('admin', '<>', adminId)
    .execute();
  return true;
}

export interface StoredSession {
  workspaceId: string;
  adminId: string;
  name: string;
  role: Role;
}

export async function insertSession(
  db: Db,
  session: { workspaceId: string; adminId: string; hash: string; at: Date; expiresAt: Date },
): Promise<void> {
  const { workspaceId, adminId, hash, at, expiresAt } = session;
  await db
    .insertInto('sessions')
    .values({ workspace_id: workspaceId, hash, admin: adminId, created_at: at, expires_at: expiresAt })
    .execute();
}

/** Undefined once the session has expired or was ended. */
export async function findSession(db: Db, hash: string, now: Date): Promise<StoredSession | undefined> {
  const row = await db
    .selectFrom('sessions as s')
    .innerJoin('members as m', (join) =>
      join.onRef('m.workspace_id', '=', 's.workspace_id').onRef('m.admin', '=', 's.admin'),
    )
    .select(['s.workspace_id', 's.admin', 'm.name', 'm.role'])
    .where('s.hash', '=', hash)
    .where('s.expires_at', '>', now)
    .executeTakeFirst();
  return row && { workspaceId: row.workspace_id, adminId: row.admin, name: row.name, role: row.role as Role };
}

export async function deleteSession(db: Db, hash: string): Promise<void> {
  await db.deleteFrom('sessions').where('hash', '=', hash).execute();
}

export async function deleteSessionsOf(db: Db, workspaceId: string): Promise<void> {
  await db.deleteFrom('sessions').where('workspace_id', '=', workspaceId).execute();
}
