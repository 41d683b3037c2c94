// PostgreSQL itself keeps workspaces apart: a connection of one sees and writes no row of another.
import { sql } from 'kysely';
import { v7 } from 'uuid';
import type { NewJob } from '../../src/domain/jobs/jobs.ts';
import { type Database, type Db, openDatabase } from '../../src/store/database/database.ts';
import { roles } from '../../src/store/database/row-security.ts';
import { openJobs } from '../../src/store/queue/jobs.ts';
import { insertInbound, type NewInbound } from '../../src/store/texts/new-messages.ts';
import { installWorkspace } from '../../src/store/workspaces/workspace-changes.ts';
import { freshDatabase } from '../support/database/databases.ts';
import { afterEach, expect, test } from '../support/jest-globals.ts';
import { until } from '../support/until.ts';

const opened: (() => Promise<void>)[] = [];

afterEach(async () => {
  for (const close of opened.splice(0).reverse()) await close();
});

/** Two workspaces, each with an admin's name. */
async function two(poolSize = 8): Promise<Database & { url: string | undefined }> {
  const database = await freshDatabase(poolSize);
  opened.push(() => database.close());
  for (const id of ['ours', 'theirs']) {
    const said = { id, name: id, region: 'US', timezone: 'UTC', source: 'install' as const, actingAdminId: '1' };
    await database
      .within(id)
      .transaction()
      .execute((trx) => installWorkspace(trx, { ...said, sealedIntercomToken: 'sealed' }, new Date()));
    await addAdmin(database, id, id);
  }
  return database;
}

function addAdmin(database: Database, asWho: string, workspaceId: string, id = '1'): Promise<unknown> {
  return database
    .within(asWho)
    .insertInto('admins')
    .values({ workspace_id: workspaceId, id, name: `of ${workspaceId}`, changed_at: new Date() })
    .execute();
}

const namesIn = async (database: Database, asWho: string) =>
  (await database.within(asWho).selectFrom('admins').select('name').orderBy('name').execute()).map(({ name }) => name);

function textOf(workspaceId: string, sid: string): NewInbound {
  const at = new Date();
  return {
    workspaceId,
    id: v7(),
    sid,
    address: '+1',
    wroteAs: null,
    sender: '+2',
    body: 'Hi',
    media: [],
    keyword: null,
    receivedAt: at,
  };
}

test('every table shows a workspace its own rows only', async () => {
  const { owner } = await two();
  const { rows } = await sql<{ name: string; guarded: boolean; policies: number }>`
    SELECT c.relname AS name, c.relrowsecurity AS guarded,
      (SELECT count(*)::integer FROM pg_policy p WHERE p.polrelid = c.oid AND p.polname = 'own_workspace') AS policies
    FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
    WHERE c.relkind = 'r' AND (c.relname = 'workspaces' OR c.relname = 'job_common' OR EXISTS (
      SELECT FROM pg_attribute a WHERE a.attrelid = c.oid AND a.attname = 'workspace_id' AND NOT a.attisdropped))
      AND n.nspname IN ('public', 'pgboss')`.execute(owner);
  expect(rows.length).toBeGreaterThan(20);
  expect(rows.filter(({ guarded, policies }) => !guarded || policies !== 1)).toEqual([]);
});

test('the roles that rows are guarded against have no way around it', async () => {
  const { owner } = await two();
  const { rows } = await sql<Record<string, unknown>>`
    SELECT rolname AS name, rolsuper OR rolbypassrls OR rolcreaterole OR rolcanlogin AS may_more,
      EXISTS (SELECT FROM pg_class c WHERE c.relowner = r.oid) AS owns,
      EXISTS (SELECT FROM pg_auth_members m WHERE m.member = r.oid) AS is_member
    FROM pg_roles r WHERE rolname IN (${sql.join([...roles])}) ORDER BY 1`.execute(owner);
  const nothing = { may_more: false, owns: false, is_member: false };
  expect(rows).toEqual([
    { name: 'threadwire_accept', ...nothing },
    { name: 'threadwire_workspace', ...nothing },
  ]);
});

test('a workspace finds and changes its own rows only', async () => {
  const database = await two();
  expect(await namesIn(database, 'ours')).toEqual(['of ours']);
  const changed = await database.within('ours').updateTable('admins').set({ name: 'changed' }).executeTakeFirst();
  expect(changed.numUpdatedRows).toBe(1n);
  expect(await namesIn(database, 'theirs')).toEqual(['of theirs']);
  expect((await database.within('ours').deleteFrom('admins').executeTakeFirst()).numDeletedRows).toBe(1n);
  expect(await namesIn(database, 'theirs')).toEqual(['of theirs']);
  expect(await database.within('ours').selectFrom('workspaces').select('id').execute()).toEqual([{ id: 'ours' }]);
});

test('another workspace’s row is refused, and its transaction leaves nothing', async () => {
  const database = await two();
  await expect(addAdmin(database, 'ours', 'theirs', '2')).rejects.toThrow('row-level security');
  const both = database
    .within('ours')
    .transaction()
    .execute(async (trx) => {
      await trx
        .insertInto('admins')
        .values({ workspace_id: 'ours', id: '2', name: 'x', changed_at: new Date() })
        .execute();
      await trx.updateTable('admins').set({ workspace_id: 'theirs' }).where('id', '=', '2').execute();
    });
  await expect(both).rejects.toThrow('row-level security');
  expect(await namesIn(database, 'ours')).toEqual(['of ours']);
  expect(await namesIn(database, 'theirs')).toEqual(['of theirs']);
});

test('a connection without a workspace sees nothing', async () => {
  const database = await two();
  expect(await namesIn(database, '')).toEqual([]);
  await expect(addAdmin(database, '', 'ours', '2')).rejects.toThrow('row-level security');
});

test('workspaces that share two connections never see through each other’s eyes', async () => {
  const database = await two(2);
  const seen = await Promise.all(
    Array.from({ length: 200 }, async (_, turn) => {
      const who = turn % 2 === 0 ? 'ours' : 'theirs';
      if (turn % 7 === 0) await addAdmin(database, who, 'nobody').catch(() => {});
      const names = turn % 3 === 0 ? await inTransaction(database, who) : await namesIn(database, who);
      return names.join() === `of ${who}`;
    }),
  );
  expect(seen.filter((isOwn) => !isOwn)).toEqual([]);
  const { rows } = await sql<{ role: string; workspace: string | null }>`
    SELECT current_user AS role, current_setting('threadwire.workspace', true) AS workspace`.execute(database.owner);
  expect(rows[0]?.role).not.toMatch(/^threadwire_/);
  expect(rows[0]?.workspace ?? '').toBe('');
});

function inTransaction(database: Database, who: string): Promise<string[]> {
  return database
    .within(who)
    .transaction()
    .execute(async (trx) => (await trx.selectFrom('admins').select('name').execute()).map(({ name }) => name));
}

test('a failed or empty statement leaves its connection unchanged', async () => {
  const database = await two(1);
  await expect(sql`SELECT 1 / 0`.execute(database.within('ours'))).rejects.toThrow('division by zero');
  await expect(sql`SELECT nonsense`.execute(database.within('ours'))).rejects.toThrow('nonsense');
  await expect(sql`SELECT nonsense`.execute(database.within('ours'))).rejects.toThrow('nonsense');
  expect(await database.within('ours').selectFrom('admins').selectAll().where('id', '=', 'none').execute()).toEqual([]);
  expect(await namesIn(database, 'theirs')).toEqual(['of theirs']);
});

test('the role that accepts texts adds them, and reads nothing else', async () => {
  const database = await two();
  const jobs = await openJobs({ database, newId: v7, onError: () => {}, supervise: false });
  opened.push(() => jobs.close());
  const texts = [textOf('ours', 'SM1'), textOf('theirs', 'SM2')];
  const accept = () =>
    database.accepting.transaction().execute(async (trx) => {
      const stored = await insertInbound(trx, texts);
      await jobs.enqueue(
        trx,
        texts.map(({ workspaceId, id: messageId }) => ({
          queue: 'receive-text',
          key: workspaceId,
          data: { workspaceId, messageId },
        })),
      );
      return stored.size;
    });
  expect([await accept(), await accept()]).toEqual([2, 0]);
  const refused = [
    sql`SELECT body FROM messages`,
    sql`SELECT * FROM messages`,
    sql`SELECT id FROM workspaces`,
    sql`SELECT name FROM admins`,
    sql`UPDATE messages SET body = 'x'`,
    sql`DELETE FROM messages`,
    sql`INSERT INTO consents (workspace_id) VALUES ('ours')`,
  ];
  for (const statement of refused)
    await expect(statement.execute(database.accepting)).rejects.toThrow('permission denied');
  const sent = sql`INSERT INTO messages (workspace_id, id, direction, address, sender, body, state, state_at, written_at, created_at)
    VALUES ('ours', ${v7()}, 'out', '+1', '+2', 'x', 'pending', now(), now(), now())`;
  await expect(sent.execute(database.accepting)).rejects.toThrow('row-level security');
  expect((await sql`SELECT id FROM pgboss.job`.execute(database.accepting)).rows).toEqual([]);
  expect((await sql`SELECT id FROM pgboss.job`.execute(database.within('ours'))).rows).toHaveLength(2);
});

/** A job of each workspace, claimed. */
async function claimOfEach(database: Database) {
  const jobs = await openJobs({ database, newId: v7, onError: () => {}, supervise: false });
  opened.push(() => jobs.close());
  const list = ['ours', 'theirs'].map(
    (key): NewJob => ({ queue: 'receive-text', key, data: { workspaceId: key, messageId: 'm' } }),
  );
  await database.owner.transaction().execute((trx) => jobs.enqueue(trx, list));
  return { jobs, claims: await jobs.claim('receive-text', 2) };
}

test('a workspace changes its own jobs; accepting texts adds one kind', async () => {
  const database = await two();
  const { jobs } = await claimOfEach(database);
  const data = { workspaceId: 'theirs', messageId: 'm' };
  const enqueue = (db: Db, job: NewJob) => db.transaction().execute((trx) => jobs.enqueue(trx, [job]));
  const theirs = { queue: 'receive-text', key: 'theirs', data } as const;
  await expect(enqueue(database.within('ours'), theirs)).rejects.toThrow('row-level security');
  const others = { queue: 'deliver-text', key: 'theirs', data } as const;
  await expect(enqueue(database.accepting, others)).rejects.toThrow('row-level security');
  const change = sql`UPDATE pgboss.job SET priority = 7`;
  await expect(change.execute(database.accepting)).rejects.toThrow('permission denied');
  await expect(sql`DELETE FROM pgboss.job`.execute(database.accepting)).rejects.toThrow('permission denied');
  await change.execute(database.within('ours'));
  const moved = sql`UPDATE pgboss.job SET data = ${JSON.stringify(data)}::jsonb`;
  await expect(moved.execute(database.within('ours'))).rejects.toThrow('row-level security');
  const { rows } = await sql`SELECT singleton_key AS key, priority = 7 AS changed FROM pgboss.job ORDER BY 1`.execute(
    database.owner,
  );
  expect(rows).toEqual([
    { key: 'ours', changed: true },
    { key: 'theirs', changed: false },
  ]);
  await sql`DELETE FROM pgboss.job`.execute(database.within('ours'));
  expect((await sql`SELECT id FROM pgboss.job`.execute(database.owner)).rows).toHaveLength(1);
});

test('a job rests by its own workspace’s rows', async () => {
  const database = await two();
  const { jobs, claims } = await claimOfEach(database);
  const decided = claims.map((job) =>
    jobs.rest(job, 'refused', async (trx) => {
      const rows = await trx.selectFrom('admins').select('name').execute();
      return { outcome: rows.map(({ name }) => name), until: 'woken' };
    }),
  );
  expect(await Promise.all(decided)).toEqual(claims.map(({ key }) => [`of ${key}`]));
  const { rows } = await sql<{ key: string; rests: boolean }>`
    SELECT singleton_key AS key, start_after > now() + interval '2 years' AND keep_until > start_after AS rests
    FROM pgboss.job ORDER BY 1`.execute(database.owner);
  expect(rows).toEqual(['ours', 'theirs'].map((key) => ({ key, rests: true })));
});

test('a transaction that enters a workspace acts for it from there', async () => {
  const database = await two();
  const seen = await database.accepting.transaction().execute(async (trx) => {
    await insertInbound(trx, [textOf('ours', 'SM1'), textOf('theirs', 'SM2')]);
    await database.enter(trx, 'theirs');
    return trx.selectFrom('messages').select(['workspace_id', 'body']).execute();
  });
  expect(seen).toEqual([{ workspace_id: 'theirs', body: 'Hi' }]);
});

test('a server that was restarted is entered again', async () => {
  const { url = '', owner } = await two();
  const database = await openDatabase({ url, dataDir: '', poolSize: 1, onError: () => {} });
  opened.push(() => database.close());
  expect(await namesIn(database, 'ours')).toEqual(['of ours']);
  const before = await sessionOf(database.within('ours'));
  await sql`SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()`.execute(
    owner,
  );
  await until('the connection is another one', async () => {
    const now = await sessionOf(database.within('ours')).catch(() => before);
    return now !== before;
  });
  expect(await namesIn(database, 'ours')).toEqual(['of ours']);
});

async function sessionOf(db: Db): Promise<number | undefined> {
  const { rows } = await sql<{ pid: number }>`SELECT pg_backend_pid() AS pid`.execute(db);
  return rows[0]?.pid;
}
