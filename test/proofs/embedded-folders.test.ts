// The folder of the embedded server: its owner, its version, and the processes that may use it.
import fs from 'node:fs';
import path from 'node:path';
import type { Database } from '../../src/store/database/database.ts';
import { serverPid } from '../support/database/postgres-cluster.ts';
import { describe, expect, test } from '../support/jest-globals.ts';
import {
  asRoot,
  asRootOnLinux,
  facts,
  openFolder,
  openServerOf,
  openWithFacts,
  remember,
  untilItAnswers,
} from '../support/process/embedded-folder.ts';
import { afterwards, embeddedFolder, freshFolder, stopServices } from '../support/process/service-process.ts';
import { until } from '../support/until.ts';

stopServices();

describe('a folder', () => {
  test('is one service’s, and a command goes beside it without stopping anything', async () => {
    const dataDir = embeddedFolder();
    const service = await openWithFacts(dataDir);
    await expect(openFolder(dataDir)).rejects.toMatchObject({ reason: { kind: 'folder-in-use', dataDir } });
    const command = await openFolder(dataDir, 'command');
    await remember(command, 'by a command');
    await command.close();
    expect(await facts(service)).toEqual(['before', 'by a command']);
  });

  test('passes from a command to the next, its server stopped between', async () => {
    const dataDir = embeddedFolder();
    await (await openWithFacts(dataDir)).close();
    const first = await openFolder(dataDir, 'command');
    const others = [openFolder(dataDir, 'command'), openFolder(dataDir)];
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
    await (await openFolder(dataDir)).close();
    fs.writeFileSync(path.join(dataDir, 'postgres/PG_VERSION'), '17\n');
    await expect(openFolder(dataDir)).rejects.toMatchObject({
      reason: { kind: 'files-of-other-version', version: '17', ownVersion: expect.stringMatching(/^18\./) },
    });
    fs.writeFileSync(path.join(dataDir, 'postgres/PG_VERSION'), '18\n');
    expect(await (await openFolder(dataDir)).ping()).toBeUndefined();
  });

  test('with the database of version 0.1 is left alone', async () => {
    const dataDir = embeddedFolder();
    fs.mkdirSync(path.join(dataDir, 'database'));
    fs.writeFileSync(path.join(dataDir, 'database/PG_VERSION'), '18\n');
    await expect(openFolder(dataDir)).rejects.toMatchObject({ reason: { kind: 'files-of-first-version' } });
    expect(fs.existsSync(path.join(dataDir, 'postgres'))).toBe(false);
  });

  asRoot('copied back by root belongs to its own user again', async () => {
    const dataDir = embeddedFolder();
    await (await openWithFacts(dataDir)).close();
    const files = path.join(dataDir, 'postgres');
    fs.cpSync(files, `${files}.copy`, { recursive: true });
    fs.rmSync(files, { recursive: true });
    fs.renameSync(`${files}.copy`, files);
    fs.chmodSync(files, 0o700);
    expect(await facts(await openFolder(dataDir))).toEqual(['before']);
    expect(fs.statSync(files).uid).toBeGreaterThan(60_000);
  });

  asRootOnLinux('that only root may reach holds the data of another user', async () => {
    const closed = freshFolder();
    fs.chmodSync(closed, 0o700);
    const dataDir = path.join(closed, 'data');
    afterwards(async () => (await openServerOf({ dataDir })).close());
    const database = await openWithFacts(dataDir);
    process.kill(serverPid(dataDir), 'SIGKILL');
    await until('it is noticed', () => database.told.length > 0);
    await untilItAnswers(database, 'after');
    expect(await facts(database)).toEqual(['after', 'before']);
    await database.close();
    expect(serverPid(dataDir)).toBeNaN();
    expect(await facts(await openFolder(dataDir))).toEqual(['after', 'before']);
  });
});
