// The embedded server: durable, reached by nobody else, and back after whatever kills it or its service.
import { spawn } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { sql } from 'kysely';
import pg from 'pg';
import { type Database, openDatabase } from '../../src/store/database/database.ts';
import { type EmbeddedOptions, openEmbedded } from '../../src/store/database/embedded/embedded.ts';
import { serverPid } from '../support/database/postgres-cluster.ts';
import { describe, expect, test } from '../support/jest-globals.ts';
import { afterwards, embeddedFolder, freshFolder, stopServices } from '../support/process/service-process.ts';
import { until } from '../support/until.ts';

stopServices();
const isRoot = process.getuid?.() === 0;
const isLinux = process.platform === 'linux';
/** Only Linux has /proc, and only root runs the server as another user. */
const onLinux = isLinux ? test : test.skip;
const asRoot = isRoot ? test : test.skip;
const asRootOnLinux = isRoot && isLinux ? test : test.skip;
/** A shell ends such a server, and Windows has none. */
const whereShellsAre = process.platform === 'win32' ? test.skip : test;

async function open(dataDir: string, as?: 'command'): Promise<Database & { told: string[] }> {
  const told: string[] = [];
  const onError = (error: Error) => told.push(error.message);
  const database = await openDatabase({ url: undefined, dataDir, poolSize: 2, ...(as ? { as } : {}), onError });
  let isClosed = false;
  const close = async () => {
    if (!isClosed) await database.close();
    isClosed = true;
  };
  afterwards(close);
  return { ...database, told, close };
}

async function openServer(options: EmbeddedOptions) {
  const server = await openEmbedded(options);
  let isClosed = false;
  const close = async () => {
    if (!isClosed) await server.close();
    isClosed = true;
  };
  afterwards(close);
  return { ...server, close };
}

const remember = (database: Database, fact: string) => sql`INSERT INTO facts VALUES (${fact})`.execute(database.owner);
const facts = async ({ owner }: Database) =>
  (await sql<{ fact: string }>`SELECT fact FROM facts ORDER BY fact`.execute(owner)).rows.map(({ fact }) => fact);

async function openWithFacts(dataDir: string): Promise<Database & { told: string[] }> {
  const database = await open(dataDir);
  await sql`CREATE TABLE facts (fact text PRIMARY KEY)`.execute(database.owner);
  await remember(database, 'before');
  return database;
}

/** Nothing that a kill leaves is in the way of the next statement. */
async function untilItAnswers(database: Database, fact: string): Promise<void> {
  await until('the server is back', async () => {
    try {
      await database.ping();
      await sql`INSERT INTO facts VALUES (${fact}) ON CONFLICT DO NOTHING`.execute(database.owner);
      return true;
    } catch {
      // Not yet.
      return false;
    }
  });
}

/** A process that has the database of a folder open, and can be killed. */
async function holder(dataDir: string, cwd?: string): Promise<{ url: string; kill(): Promise<void> }> {
  const module = path.resolve(import.meta.dirname, '../../src/store/database/embedded/embedded.ts');
  const script = `
    const { openEmbedded } = await import(${JSON.stringify(module)});
    const { url } = await openEmbedded({ dataDir: ${JSON.stringify(dataDir)} });
    console.log(url);
    setInterval(() => {}, 1000);`;
  const child = spawn(process.execPath, ['--input-type=module', '-e', script], {
    stdio: ['ignore', 'pipe', 'inherit'],
    cwd,
  });
  const ended = new Promise((resolve) => child.once('exit', resolve));
  const kill = async () => {
    child.kill('SIGKILL');
    await ended;
  };
  afterwards(kill);
  const said = await new Promise((resolve, reject) => {
    child.stdout.once('data', resolve);
    child.once('exit', (code) => reject(new Error(`The holder ended with ${code}.`)));
  });
  return { url: String(said).trim(), kill };
}

describe('the embedded server', () => {
  test('keeps committed rows on the disk, over stop and start', async () => {
    const dataDir = embeddedFolder();
    const first = await openWithFacts(dataDir);
    const { rows } = await sql<{ name: string; setting: string }>`
      SELECT name, setting FROM pg_settings
      WHERE name IN ('fsync', 'full_page_writes', 'synchronous_commit', 'shared_buffers', 'max_connections')
      ORDER BY name`.execute(first.owner);
    expect(Object.fromEntries(rows.map(({ name, setting }) => [name, setting]))).toEqual({
      fsync: 'on',
      full_page_writes: 'on',
      max_connections: '40',
      shared_buffers: String((32 * 1024) / 8),
      synchronous_commit: 'on',
    });
    await first.close();
    expect(serverPid(dataDir)).toBeNaN();
    expect(await facts(await open(dataDir))).toEqual(['before']);
  });

  test('is reached through its own user’s folder, and no port', async () => {
    const dataDir = embeddedFolder();
    const database = await open(dataDir);
    const folders = ['postgres', 'socket'].map((name) => fs.statSync(path.join(dataDir, name)));
    expect(folders.map(({ mode }) => (mode & 0o777).toString(8))).toEqual(['700', '700']);
    const owners = new Set(folders.map(({ uid }) => uid));
    expect(owners.size).toBe(1);
    // PostgreSQL refuses root; the user in its place has nothing but these files, and no name.
    if (isRoot) expect(fs.readFileSync('/etc/passwd', 'utf8')).not.toMatch(new RegExp(`:${[...owners][0]}:`));
    else expect([...owners]).toEqual([process.getuid?.()]);
    const { rows } = await sql<{ addresses: string }>`
      SELECT current_setting('listen_addresses') AS addresses`.execute(database.owner);
    expect(rows).toEqual([{ addresses: '' }]);
  });

  onLinux('sees none of our variables, among which are secrets', async () => {
    const dataDir = embeddedFolder();
    process.env.ENCRYPTION_KEYS = 'a-secret';
    await open(dataDir);
    delete process.env.ENCRYPTION_KEYS;
    const variables = fs
      .readFileSync(`/proc/${serverPid(dataDir)}/environ`, 'utf8')
      .split('\0')
      .filter(Boolean);
    expect(
      variables.filter(
        (variable) => !/^(LC_ALL|TZ|MALLOC_[A-Z_]+|PG_[A-Z_]+|PGDATA|PGSYSCONFDIR|PGLOCALEDIR)=/.test(variable),
      ),
    ).toEqual([]);
  });

  test('writes no statement and no value into its log', async () => {
    const dataDir = embeddedFolder();
    const database = await openWithFacts(dataDir);
    await expect(remember(database, 'before')).rejects.toThrow('duplicate key');
    await expect(sql`SELECT ${'+14155550132'}::text::integer`.execute(database.owner)).rejects.toThrow('out of range');
    await database.close();
    const log = fs.readFileSync(path.join(dataDir, 'postgres.log'), 'utf8');
    expect(log).toContain('ready to accept connections');
    expect(log).not.toMatch(/before|facts|4155550132/);
  });

  test('without private sockets listens on this machine, with a password', async () => {
    const server = await openServer({ dataDir: embeddedFolder(), reach: 'loopback' });
    const url = new URL(server.url);
    expect(url.hostname).toBe('127.0.0.1');
    expect(url.password).toMatch(/^[\w-]{32}$/);
    const client = new pg.Client({ connectionString: url.href });
    await client.connect();
    expect((await client.query('SHOW listen_addresses')).rows).toEqual([{ listen_addresses: '127.0.0.1' }]);
    await client.end();
    url.password = 'another';
    const stranger = new pg.Client({ connectionString: url.href });
    await expect(stranger.connect()).rejects.toThrow('password authentication failed');
  });

  test('has its socket elsewhere if the data folder’s path is long', async () => {
    const near = path.join(freshFolder(), 'a'.repeat(60));
    const dataDir = path.join(near, 'b'.repeat(30));
    fs.mkdirSync(near, { recursive: true });
    const service = await holder('b'.repeat(30), near);
    const socket = new URL(service.url).searchParams.get('host') ?? '';
    expect(path.dirname(socket)).toBe(os.tmpdir());
    expect((fs.statSync(socket).mode & 0o777).toString(8)).toBe('700');
    await service.kill();
    const client = new pg.Client({ connectionString: service.url });
    await client.connect();
    await client.end();
    process.kill(serverPid(dataDir), 'SIGQUIT');
    await until('it is gone', () => Number.isNaN(serverPid(dataDir)));
    fs.rmSync(socket, { recursive: true, force: true });
  });
});

describe('after a kill', () => {
  test('a server starts again, and says so until it answers', async () => {
    const dataDir = embeddedFolder();
    const database = await openWithFacts(dataDir);
    const before = serverPid(dataDir);
    const files = path.join(dataDir, 'postgres');
    // Without its files it cannot come back.
    fs.renameSync(path.join(files, 'global'), path.join(files, 'elsewhere'));
    process.kill(before, 'SIGKILL');
    await until('the database does not answer', () =>
      database.ping().then(
        () => false,
        () => true,
      ),
    );
    await until('it is told', () => database.told.some((words) => words.includes('not-starting')));
    await expect(database.ping()).rejects.toMatchObject({ reason: { kind: 'not-starting' } });
    fs.renameSync(path.join(files, 'elsewhere'), path.join(files, 'global'));
    await untilItAnswers(database, 'after');
    expect(await facts(database)).toEqual(['after', 'before']);
    expect(serverPid(dataDir)).not.toBe(before);
    expect(database.told.at(-1)).toBe('The embedded PostgreSQL can be used again.');
  });

  test('a server recovers from the loss of one of its processes', async () => {
    const dataDir = embeddedFolder();
    const database = await openWithFacts(dataDir);
    const before = serverPid(dataDir);
    const { rows } = await sql<{
      pid: number;
    }>`SELECT pid FROM pg_stat_activity WHERE backend_type = 'checkpointer'`.execute(database.owner);
    process.kill(rows[0]?.pid ?? 0, 'SIGKILL');
    await until('it is noticed', () => database.told.length > 0);
    await untilItAnswers(database, 'after');
    expect(await facts(database)).toEqual(['after', 'before']);
    expect(serverPid(dataDir)).toBe(before);
  });

  test('the next service goes on with the server that runs', async () => {
    const dataDir = embeddedFolder();
    const service = await holder(dataDir);
    const before = serverPid(dataDir);
    await service.kill();
    const database = await openWithFacts(dataDir);
    expect(serverPid(dataDir)).toBe(before);
    await database.close();
    expect(serverPid(dataDir)).toBeNaN();
  });

  test('a server with other settings is replaced', async () => {
    const dataDir = embeddedFolder();
    const service = await holder(dataDir);
    const before = serverPid(dataDir);
    await service.kill();
    const server = await openServer({ dataDir, settings: ['work_mem=5MB'] });
    expect(serverPid(dataDir)).not.toBe(before);
    const client = new pg.Client({ connectionString: server.url });
    await client.connect();
    expect((await client.query('SHOW work_mem')).rows).toEqual([{ work_mem: '5MB' }]);
    await client.end();
  });

  test('committed rows are there, with service and server killed', async () => {
    const dataDir = embeddedFolder();
    await (await openWithFacts(dataDir)).close();
    const service = await holder(dataDir);
    const other = await open(dataDir, 'command');
    await remember(other, 'just before');
    process.kill(serverPid(dataDir), 'SIGKILL');
    await service.kill();
    await other.close();
    expect(await facts(await open(dataDir))).toEqual(['before', 'just before']);
  });

  test('a process with the dead server’s number is not mistaken for it', async () => {
    const dataDir = embeddedFolder();
    await (await openWithFacts(dataDir)).close();
    const files = path.join(dataDir, 'postgres');
    const owner = fs.statSync(files);
    const stranger = spawn('sleep', ['600'], isRoot ? { uid: owner.uid, gid: owner.gid } : {});
    afterwards(async () => stranger.kill());
    fs.writeFileSync(
      path.join(files, 'postmaster.pid'),
      [stranger.pid, files, 1, 5432, path.join(dataDir, 'socket'), '', '  0 0', 'ready   ', ''].join('\n'),
    );
    expect(await facts(await open(dataDir))).toEqual(['before']);
    expect(stranger.exitCode).toBeNull();
  });

  test('a server that has lost its socket is ended, and another started', async () => {
    const dataDir = embeddedFolder();
    await (await openWithFacts(dataDir)).close();
    const service = await holder(dataDir);
    const before = serverPid(dataDir);
    fs.rmSync(path.join(dataDir, 'socket'), { recursive: true });
    await service.kill();
    expect(await facts(await open(dataDir))).toEqual(['before']);
    expect(serverPid(dataDir)).not.toBe(before);
  });

  test('half-made files are made anew', async () => {
    const dataDir = embeddedFolder();
    fs.mkdirSync(path.join(dataDir, 'postgres.unfinished/cluster/base'), { recursive: true });
    expect(await (await open(dataDir)).ping()).toBeUndefined();
    expect(fs.existsSync(path.join(dataDir, 'postgres.unfinished'))).toBe(false);
  });

  whereShellsAre('of a process with data that nobody needs, its server ends as well', async () => {
    const dataDir = freshFolder();
    const module = path.resolve(import.meta.dirname, '../../src/store/database/embedded/embedded.ts');
    const script = `
      const { openEmbedded } = await import(${JSON.stringify(module)});
      await openEmbedded({ dataDir: ${JSON.stringify(dataDir)}, isDisposable: true });
      process.kill(process.pid, 'SIGKILL');`;
    const child = spawn(process.execPath, ['--input-type=module', '-e', script], { stdio: 'inherit' });
    await new Promise((resolve) => child.once('exit', resolve));
    await until('it is gone', () => Number.isNaN(serverPid(dataDir)));
  });
});

describe('a folder', () => {
  test('is one service’s, and a command goes beside it without stopping anything', async () => {
    const dataDir = embeddedFolder();
    const service = await openWithFacts(dataDir);
    await expect(open(dataDir)).rejects.toMatchObject({ reason: { kind: 'folder-in-use', dataDir } });
    const command = await open(dataDir, 'command');
    await remember(command, 'by a command');
    await command.close();
    expect(await facts(service)).toEqual(['before', 'by a command']);
  });

  test('passes from a command to the next, its server stopped between', async () => {
    const dataDir = embeddedFolder();
    await (await openWithFacts(dataDir)).close();
    const first = await open(dataDir, 'command');
    const others = [open(dataDir, 'command'), open(dataDir)];
    await remember(first, 'by a command');
    await first.close();
    for (const other of await Promise.race([Promise.all([others[0]]), Promise.all([others[1]])])) {
      expect(await facts(other as Database)).toEqual(['before', 'by a command']);
      await (other as Database).close();
    }
    await Promise.all((await Promise.all(others)).map((other) => other.close()));
    expect(serverPid(dataDir)).toBeNaN();
  });

  test('with another major version is left alone, and explained', async () => {
    const dataDir = embeddedFolder();
    await (await open(dataDir)).close();
    fs.writeFileSync(path.join(dataDir, 'postgres/PG_VERSION'), '17\n');
    await expect(open(dataDir)).rejects.toMatchObject({
      reason: { kind: 'files-of-other-version', version: '17', ownVersion: expect.stringMatching(/^18\./) },
    });
    fs.writeFileSync(path.join(dataDir, 'postgres/PG_VERSION'), '18\n');
    expect(await (await open(dataDir)).ping()).toBeUndefined();
  });

  test('with the database of version 0.1 is left alone', async () => {
    const dataDir = embeddedFolder();
    fs.mkdirSync(path.join(dataDir, 'database'));
    fs.writeFileSync(path.join(dataDir, 'database/PG_VERSION'), '18\n');
    await expect(open(dataDir)).rejects.toMatchObject({ reason: { kind: 'files-of-first-version' } });
    expect(fs.existsSync(path.join(dataDir, 'postgres'))).toBe(false);
  });

  asRoot('that is copied back by root belongs to one that owns nothing else again', async () => {
    const dataDir = embeddedFolder();
    await (await openWithFacts(dataDir)).close();
    const files = path.join(dataDir, 'postgres');
    fs.cpSync(files, `${files}.copy`, { recursive: true });
    fs.rmSync(files, { recursive: true });
    fs.renameSync(`${files}.copy`, files);
    fs.chmodSync(files, 0o700);
    expect(await facts(await open(dataDir))).toEqual(['before']);
    expect(fs.statSync(files).uid).toBeGreaterThan(60_000);
  });

  asRootOnLinux('that only root may reach holds the data of another user', async () => {
    const closed = freshFolder();
    fs.chmodSync(closed, 0o700);
    const dataDir = path.join(closed, 'data');
    afterwards(async () => (await openServer({ dataDir })).close());
    const database = await openWithFacts(dataDir);
    process.kill(serverPid(dataDir), 'SIGKILL');
    await until('it is noticed', () => database.told.length > 0);
    await untilItAnswers(database, 'after');
    expect(await facts(database)).toEqual(['after', 'before']);
    await database.close();
    expect(serverPid(dataDir)).toBeNaN();
    expect(await facts(await open(dataDir))).toEqual(['after', 'before']);
  });
});
