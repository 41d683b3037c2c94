// The embedded server is durable, and reached by nobody else.
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { sql } from 'kysely';
import pg from 'pg';
import { serverPid } from '../support/database/postgres-cluster.ts';
import { describe, expect, test } from '../support/jest-globals.ts';
import {
  facts,
  isRoot,
  onLinux,
  openFolder,
  openServerOf,
  openWithFacts,
  remember,
  startHolder,
} from '../support/process/embedded-folder.ts';
import { embeddedFolder, freshFolder, stopServices } from '../support/process/service-process.ts';
import { until } from '../support/until.ts';

stopServices();

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
    expect(await facts(await openFolder(dataDir))).toEqual(['before']);
  });

  test('is reached through its own user’s folder, and no port', async () => {
    const dataDir = embeddedFolder();
    const database = await openFolder(dataDir);
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
    await openFolder(dataDir);
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
    const server = await openServerOf({ dataDir: embeddedFolder(), reach: 'loopback' });
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
    const service = await startHolder('b'.repeat(30), near);
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
