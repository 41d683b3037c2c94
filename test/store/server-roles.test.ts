// On every supported server a login makes the roles itself, or an administrator gets the statements to run.
import { sql } from 'kysely';
import { createApp } from '../../src/app.ts';
import { wordsFor } from '../../src/commands/failure-words.ts';
import { readConfig } from '../../src/config.ts';
import { newId } from '../../src/lib/ids.ts';
import { createLog } from '../../src/lib/log.ts';
import { type Database, type Db, openDatabase } from '../../src/store/database/database.ts';
import { judgeVersion } from '../../src/store/database/database-server.ts';
import { migrate } from '../../src/store/database/migrate.ts';
import { roles } from '../../src/store/database/row-security.ts';
import { openJobs } from '../../src/store/queue/jobs.ts';
import { freshDatabase } from '../support/database/databases.ts';
import { type Cluster, startCluster } from '../support/database/postgres-cluster.ts';
import { databaseUrl, withSuperuser } from '../support/database/server.ts';
import { afterAll, afterEach, describe, expect, test } from '../support/jest-globals.ts';
import { environmentFor } from '../support/vendors.ts';

const left: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const close of left.splice(0).reverse()) await close();
});

const sharedServer = () => process.env.THREADWIRE_POSTGRES ?? '';

let cluster: Cluster | undefined;
afterAll(() => cluster?.stop());

/** Its roles are not there yet, and are gone after the test. */
async function freshServer(): Promise<string> {
  cluster ??= await startCluster();
  const { url } = cluster;
  left.push(() => run(url, `DROP ROLE IF EXISTS ${roles.join(', ')}`));
  return url;
}

const run = (server: string, ...statements: string[]) =>
  withSuperuser(server, async (query) => {
    for (const statement of statements) await query(statement);
  });

let made = 0;

/** A login with a database of its own; both are gone after the test. */
async function makeLogin(server: string, attributes: string): Promise<{ name: string; url: string }> {
  made += 1;
  const name = `login_${process.pid}_${made}`;
  await run(
    server,
    `CREATE ROLE ${name} LOGIN ${attributes} PASSWORD 'password'`,
    `CREATE DATABASE ${name} OWNER ${name}`,
  );
  left.push(() =>
    run(server, `DROP DATABASE ${name} WITH (FORCE)`, `DROP OWNED BY ${name} CASCADE`, `DROP ROLE ${name}`),
  );
  const url = new URL(databaseUrl(server, name));
  [url.username, url.password] = [name, 'password'];
  return { name, url: url.href };
}

/** Starts as the service does, and looks at the texts as each role. */
async function start(url: string): Promise<unknown[][]> {
  const database = await openDatabase({ url, dataDir: '', poolSize: 2, onError: () => {} });
  try {
    await migrate(database.owner);
    const jobs = await openJobs({ database, newId, onError: () => {}, supervise: false });
    await jobs.close();
    const scopes = [database.within('ours'), database.accepting];
    return await Promise.all(scopes.map((db) => db.selectFrom('messages').select('id').execute()));
  } finally {
    await database.close();
  }
}

/** The server's version tells entering a role from being its member. */
async function isApart(url: string): Promise<boolean> {
  const database = await openDatabase({ url, dataDir: '', poolSize: 1, onError: () => {} });
  const { rows } = await sql<{ version: number }>`
    SELECT current_setting('server_version_num')::integer AS version`.execute(database.owner);
  await database.close();
  return (rows[0]?.version ?? 0) >= 160_000;
}

/** The statement that an administrator runs, and the sentence that says so. */
async function missingGrant(url: string, name: string): Promise<{ grant: string; sentence: string }> {
  const grant = `GRANT threadwire_workspace, threadwire_accept TO ${name}${(await isApart(url)) ? ' WITH SET TRUE' : ''};`;
  const sentence = `The database user ${name} may not act as threadwire_workspace and threadwire_accept. Run once, as an administrator of the server: ${grant}`;
  return { grant, sentence };
}

const bothEntered = [[], []];

describe('on a server without the roles', () => {
  test.each(['SUPERUSER', 'CREATEROLE'])('a login with %s makes both and enters them', async (attributes) => {
    const { url } = await makeLogin(await freshServer(), attributes);
    expect(await start(url)).toEqual(bothEntered);
    expect(await start(url)).toEqual(bothEntered);
  });

  test('logins that start at once make the roles once between them', async () => {
    const server = await freshServer();
    const { name, url } = await makeLogin(server, 'CREATEROLE');
    await run(server, `CREATE DATABASE second OWNER ${name}`);
    const second = new URL(url);
    second.pathname = '/second';
    const starts = await Promise.all([start(url), start(second.href)]);
    await run(server, 'DROP DATABASE second WITH (FORCE)');
    expect(starts).toEqual([bothEntered, bothEntered]);
  });

  test('a login without rights names an administrator’s statements, then starts', async () => {
    const server = await freshServer();
    const { name, url } = await makeLogin(server, '');
    const { grant } = await missingGrant(url, name);
    const asked = await start(url).catch(wordsFor);
    expect(asked).toBe(
      `The database user ${name} may not act as threadwire_workspace and threadwire_accept. Run once, as an administrator of the server: CREATE ROLE threadwire_workspace NOLOGIN; CREATE ROLE threadwire_accept NOLOGIN; ${grant}`,
    );
    await run(server, String(asked).split('administrator of the server: ')[1] ?? '');
    expect(await start(url)).toEqual(bothEntered);
  });

  test('a login that lost its way into its roles recovers it', async () => {
    const server = await freshServer();
    const { name, url } = await makeLogin(server, 'CREATEROLE');
    await start(url);
    await run(server, `REVOKE ${roles.join(', ')} FROM ${name} GRANTED BY ${name}`);
    expect(await start(url)).toEqual(bothEntered);
  });
});

describe('on a server where the superuser has made the roles', () => {
  test.each(['', 'CREATEROLE'])('a login that was granted them starts (%s)', async (attributes) => {
    const { name, url } = await makeLogin(sharedServer(), attributes);
    await run(sharedServer(), `GRANT ${roles.join(', ')} TO ${name}`);
    expect(await start(url)).toEqual(bothEntered);
  });

  test('a login without them is told the grant alone', async () => {
    const server = sharedServer();
    const { name, url } = await makeLogin(server, '');
    const { grant, sentence } = await missingGrant(url, name);
    expect(await start(url).catch(wordsFor)).toBe(sentence);
    await run(server, grant);
    expect(await start(url)).toEqual(bothEntered);
    await run(server, `REVOKE ${roles.join(', ')} FROM ${name}`);
    expect(await start(url).catch(wordsFor)).toBe(sentence);
  });

  test('a login that makes roles grants itself these, if allowed', async () => {
    const { name, url } = await makeLogin(sharedServer(), 'CREATEROLE');
    const { grant, sentence } = await missingGrant(url, name);
    if (await isApart(url)) {
      expect(await start(url).catch(wordsFor)).toBe(sentence);
      await run(sharedServer(), grant);
    }
    expect(await start(url)).toEqual(bothEntered);
  });

  test('a login whose grant lets it not enter is told another', async () => {
    const { name, url } = await makeLogin(sharedServer(), '');
    const { grant, sentence } = await missingGrant(url, name);
    const isPossible = await isApart(url);
    await run(sharedServer(), `GRANT ${roles.join(', ')} TO ${name}${isPossible ? ' WITH SET FALSE' : ''}`);
    if (isPossible) {
      expect(await start(url).catch(wordsFor)).toBe(sentence);
      await run(sharedServer(), grant);
    }
    expect(await start(url)).toEqual(bothEntered);
  });
});

describe('the version of the server', () => {
  test.each([
    [90_624, 'PostgreSQL 9.6,'],
    [140_022, 'PostgreSQL 14,'],
  ])('%d is refused with its name and the next step', (version, named) => {
    const words = wordsOf(() => judgeVersion(version));
    expect(words).toContain(named);
    expect(words).toContain('let DATABASE_URL name a server of version 15 to 18.');
  });

  test.each([150_000, 150_018, 160_014, 170_010, 180_004])('%d is used without a word', (version) => {
    expect(judgeVersion(version)).toBe(null);
  });

  test('a start on an older one fails', async () => {
    const database = await freshDatabase();
    left.push(() => database.close());
    await expect(migrate(pretending(database.owner, 140_022))).rejects.toMatchObject({
      reason: { kind: 'server-too-old', version: '14' },
    });
  });

  test('the service starts on a newer one, and warns once', async () => {
    const database = await freshDatabase();
    const newer: Database = { ...database, owner: pretending(database.owner, 190_000) };
    const log = createLog('silent');
    const warned: unknown[] = [];
    log.warn = (...words: unknown[]) => warned.push(...words);
    const app = await createApp(readConfig(await environmentFor()), { database: newer, log });
    await app.close();
    expect(warned).toEqual([{ version: '19', oldest: 15, newest: 18 }, expect.any(String)]);
  });
});

function wordsOf(refused: () => unknown): string {
  try {
    return String(refused());
  } catch (error) {
    return wordsFor(error);
  }
}

/** The same database, whose server says that it is of another version. */
function pretending(db: Db, version: number): Db {
  return db.withPlugin({
    transformQuery: ({ node }) => node,
    transformResult: async ({ result }) => ({
      ...result,
      rows: result.rows.map((row) => ('version' in row ? { ...row, version } : row)),
    }),
  });
}
