// Starts a throw-away PostgreSQL server from the programs that npm delivers; it goes with the test run.
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { openEmbedded } from '../../../src/store/database/embedded/embedded.ts';
import { until } from '../until.ts';
import { databaseUrl, withSuperuser } from './server.ts';

export interface Cluster {
  /** Connection URL of the maintenance database, as superuser. */
  url: string;
  dataDir: string;
  /** The process id of the server at present. */
  pid(): number;
  /** Stops the server at once, as a pulled plug would, and starts it again at the same address. */
  restart(): Promise<void>;
  stop(): Promise<void>;
}

/** `settings` are `name=value`. Rows need not survive the machine, unless the settings say so. */
export async function startCluster({ settings = [] }: { settings?: readonly string[] } = {}): Promise<Cluster> {
  const dataDir = fs.mkdtempSync(path.join(os.tmpdir(), 'threadwire-postgres-'));
  const server = await openEmbedded({
    dataDir,
    isDisposable: true,
    settings: ['max_connections=200', 'log_min_messages=fatal', ...settings],
  });
  const url = databaseUrl(server.url, 'postgres');
  const pid = () => serverPid(dataDir);
  return {
    url,
    dataDir,
    pid,
    async restart() {
      const before = pid();
      process.kill(before, 'SIGQUIT');
      await until('another server answers', async () => pid() !== before && (await answers(url)));
    },
    async stop() {
      await server.close();
      fs.rmSync(dataDir, { recursive: true, force: true });
    },
  };
}

/** The process id of the embedded server in a data folder; NaN if none runs. */
export function serverPid(dataDir: string): number {
  try {
    return Number(fs.readFileSync(path.join(dataDir, 'postgres/postmaster.pid'), 'utf8').split('\n')[0]);
  } catch {
    // It has ended.
    return Number.NaN;
  }
}

async function answers(url: string): Promise<boolean> {
  try {
    await withSuperuser(url, (query) => query('SELECT 1'));
    return true;
  } catch {
    // Not yet.
    return false;
  }
}
