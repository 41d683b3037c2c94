// A full disk loses no committed row, and the database is back once there is room.
import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { sql } from 'kysely';
import { openDatabase } from '../../src/store/database/database.ts';
import { expect, test } from '../support/jest-globals.ts';
import { afterwards, freshFolder, stopServices } from '../support/process/service-process.ts';
import { until } from '../support/until.ts';

stopServices();

const MEGABYTE = 1024 * 1024;

/** Only root may mount a disk of its own. */
const asRoot = process.getuid?.() === 0 ? test : test.skip;

asRoot('a full disk is told, and loses no committed row', async () => {
  const dataDir = freshFolder();
  execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=120m,mode=755', 'tmpfs', dataDir]);
  afterwards(async () => void execFileSync('umount', ['--lazy', dataDir]));
  const told: string[] = [];
  const onError = (error: Error) => told.push(error.message);
  const database = await openDatabase({ url: undefined, dataDir, poolSize: 2, onError });
  afterwards(() => database.close());
  await sql`CREATE TABLE facts (id integer PRIMARY KEY, words text)`.execute(database.owner);
  const filler = path.join(dataDir, 'filler');
  fs.writeFileSync(filler, Buffer.alloc(20 * MEGABYTE));

  let committed = 0;
  const store = async () => {
    await sql`INSERT INTO facts VALUES (${committed + 1}, repeat(md5(random()::text), 20000))`.execute(database.owner);
    committed += 1;
  };
  const failure = await (async () => {
    try {
      for (;;) await store();
    } catch (error) {
      return error as Error & { code?: string };
    }
  })();
  // An extended table is refused, and the whole server ends where it is the log that cannot be written.
  expect(`${failure.code} ${failure.message}`).toMatch(/No space left|terminat|57P0|ECONN|EPIPE/);
  expect(committed).toBeGreaterThan(3);

  fs.rmSync(filler);
  await until(
    'it stores again',
    () =>
      sql`INSERT INTO facts VALUES (0, 'after')`.execute(database.owner).then(
        () => true,
        () => false,
      ),
    60_000,
  );
  const { rows } = await sql<{
    count: number;
  }>`SELECT count(*)::integer AS count FROM facts WHERE id BETWEEN 1 AND ${committed}`.execute(database.owner);
  expect(rows).toEqual([{ count: committed }]);
});
