// The embedded server comes back after every kill of it or of its service.
import { spawn } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { sql } from 'kysely';
import pg from 'pg';
import { serverPid } from '../support/database/postgres-cluster.ts';
import { describe, expect, test } from '../support/jest-globals.ts';
import {
  facts,
  isRoot,
  openFolder,
  openServerOf,
  openWithFacts,
  remember,
  startHolder,
  untilItAnswers,
  whereShellsAre,
} from '../support/process/embedded-folder.ts';
import { afterwards, embeddedFolder, freshFolder, stopServices } from '../support/process/service-process.ts';
import { until } from '../support/until.ts';

stopServices();

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
    const service = await startHolder(dataDir);
    const before = serverPid(dataDir);
    await service.kill();
    const database = await openWithFacts(dataDir);
    expect(serverPid(dataDir)).toBe(before);
    await database.close();
    expect(serverPid(dataDir)).toBeNaN();
  });

  test('a server with other settings is replaced', async () => {
    const dataDir = embeddedFolder();
    const service = await startHolder(dataDir);
    const before = serverPid(dataDir);
    await service.kill();
    const server = await openServerOf({ dataDir, settings: ['work_mem=5MB'] });
    expect(serverPid(dataDir)).not.toBe(before);
    const client = new pg.Client({ connectionString: server.url });
    await client.connect();
    expect((await client.query('SHOW work_mem')).rows).toEqual([{ work_mem: '5MB' }]);
    await client.end();
  });

  test('committed rows are there, with service and server killed', async () => {
    const dataDir = embeddedFolder();
    await (await openWithFacts(dataDir)).close();
    const service = await startHolder(dataDir);
    const other = await openFolder(dataDir, 'command');
    await remember(other, 'just before');
    process.kill(serverPid(dataDir), 'SIGKILL');
    await service.kill();
    await other.close();
    expect(await facts(await openFolder(dataDir))).toEqual(['before', 'just before']);
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
    expect(await facts(await openFolder(dataDir))).toEqual(['before']);
    expect(stranger.exitCode).toBeNull();
  });

  test('a server that has lost its socket is ended, and another started', async () => {
    const dataDir = embeddedFolder();
    await (await openWithFacts(dataDir)).close();
    const service = await startHolder(dataDir);
    const before = serverPid(dataDir);
    fs.rmSync(path.join(dataDir, 'socket'), { recursive: true });
    await service.kill();
    expect(await facts(await openFolder(dataDir))).toEqual(['before']);
    expect(serverPid(dataDir)).not.toBe(before);
  });

  test('half-made files are made anew', async () => {
    const dataDir = embeddedFolder();
    fs.mkdirSync(path.join(dataDir, 'postgres.unfinished/cluster/base'), { recursive: true });
    expect(await (await openFolder(dataDir)).ping()).toBeUndefined();
    expect(fs.existsSync(path.join(dataDir, 'postgres.unfinished'))).toBe(false);
  });

  whereShellsAre('the server of disposable data ends with its process', async () => {
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
