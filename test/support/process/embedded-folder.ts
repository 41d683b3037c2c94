// The embedded server in a folder of the test's own: opened, filled with facts, held by another process.
import { spawn } from 'node:child_process';
import path from 'node:path';
import { sql } from 'kysely';
import { type Database, openDatabase } from '../../../src/store/database/database.ts';
import { type EmbeddedOptions, openEmbedded } from '../../../src/store/database/embedded/embedded.ts';
import { test } from '../jest-globals.ts';
import { until } from '../until.ts';
import { afterwards } from './service-process.ts';

export const isRoot = process.getuid?.() === 0;
const isLinux = process.platform === 'linux';
/** Only Linux has /proc, and only root runs the server as another user. */
export const onLinux = isLinux ? test : test.skip;
export const asRoot = isRoot ? test : test.skip;
export const asRootOnLinux = isRoot && isLinux ? test : test.skip;
/** A shell ends such a server, and Windows has none. */
export const whereShellsAre = process.platform === 'win32' ? test.skip : test;

export async function openFolder(dataDir: string, as?: 'command'): Promise<Database & { told: string[] }> {
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

export async function openServerOf(options: EmbeddedOptions) {
  const server = await openEmbedded(options);
  let isClosed = false;
  const close = async () => {
    if (!isClosed) await server.close();
    isClosed = true;
  };
  afterwards(close);
  return { ...server, close };
}

export const remember = (database: Database, fact: string) =>
  sql`INSERT INTO facts VALUES (${fact})`.execute(database.owner);
export const facts = async ({ owner }: Database) =>
  (await sql<{ fact: string }>`SELECT fact FROM facts ORDER BY fact`.execute(owner)).rows.map(({ fact }) => fact);

export async function openWithFacts(dataDir: string): Promise<Database & { told: string[] }> {
  const database = await openFolder(dataDir);
  await sql`CREATE TABLE facts (fact text PRIMARY KEY)`.execute(database.owner);
  await remember(database, 'before');
  return database;
}

/** Waits until a statement works again; nothing that a kill leaves is in its way. */
export async function untilItAnswers(database: Database, fact: string): Promise<void> {
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
export async function startHolder(dataDir: string, cwd?: string): Promise<{ url: string; kill(): Promise<void> }> {
  const module = path.resolve(import.meta.dirname, '../../../src/store/database/embedded/embedded.ts');
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
