// One process holds a folder, however many start at once.
import { spawn } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { FolderLockError, lockFolder } from '../../src/lib/folder-lock.ts';
import { expect, test } from '../support/jest-globals.ts';
import { afterwards, freshFolder, stopServices } from '../support/process/service-process.ts';

stopServices();
const lockFile = path.resolve(import.meta.dirname, '../../src/lib/folder-lock.ts');

/** Starts a process that tries for the lock and keeps what it gets; resolves to what it says. */
function starter(folder: string, at = 0): { said: Promise<string>; kill(): Promise<void> } {
  const script = `
    const { lockFolder } = await import(${JSON.stringify(lockFile)});
    while (Date.now() < ${at});
    try { await lockFolder(${JSON.stringify(folder)}); console.log('held'); } catch (error) { console.log(error.reason); }
    setInterval(() => {}, 1000);`;
  const child = spawn(process.execPath, ['--input-type=module', '-e', script], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const ended = new Promise<void>((resolve) => {
    child.once('exit', () => resolve());
  });
  const kill = async () => {
    child.kill('SIGKILL');
    await ended;
  };
  afterwards(kill);
  return { said: new Promise((resolve) => child.stdout.once('data', (data) => resolve(String(data).trim()))), kill };
}

test.each([1, 2])('one process in twenty holds a dead one’s folder (round %i)', async () => {
  const folder = freshFolder();
  const before = starter(folder);
  expect(await before.said).toBe('held');
  await before.kill();

  // All wait for the same moment, so that their steps interleave.
  const at = Date.now() + 2_000;
  const starters = Array.from({ length: 20 }, () => starter(folder, at));
  const said = await Promise.all(starters.map((one) => one.said));
  expect(said.sort()).toEqual(['held', ...Array.from({ length: 19 }, () => 'in-use')]);
  expect(fs.readdirSync(folder)).toHaveLength(1);
  await Promise.all(starters.map((one) => one.kill()));
});

test('one start within a process holds the folder, until its release', async () => {
  const folder = freshFolder();
  for (let round = 0; round < 5; round += 1) {
    const results = await Promise.allSettled(Array.from({ length: 20 }, () => lockFolder(folder)));
    const held = results.flatMap((result) => (result.status === 'fulfilled' ? [result.value] : []));
    expect(held).toHaveLength(1);
    for (const result of results)
      if (result.status === 'rejected') expect(result.reason).toBeInstanceOf(FolderLockError);
    await held[0]?.release();
    expect(fs.readdirSync(folder)).toEqual([]);
  }
});

test('a holder that stands still keeps the lock', async () => {
  const folder = freshFolder();
  const script = `
    const { lockFolder } = await import(${JSON.stringify(lockFile)});
    await lockFolder(${JSON.stringify(folder)});
    require('node:fs').writeSync(1, 'held');
    process.kill(process.pid, 'SIGSTOP');`.replace('require(', 'process.getBuiltinModule(');
  const child = spawn(process.execPath, ['--input-type=module', '-e', script], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  afterwards(async () => child.kill('SIGKILL'));
  await new Promise((resolve) => child.stdout.once('data', resolve));
  await expect(lockFolder(folder)).rejects.toMatchObject({ reason: 'in-use' });
});

test('a folder whose path is too long for a lock is refused', async () => {
  const folder = path.join(freshFolder(), 'a'.repeat(120));
  fs.mkdirSync(folder);
  await expect(lockFolder(folder)).rejects.toMatchObject({ reason: 'path-too-long' });
});
