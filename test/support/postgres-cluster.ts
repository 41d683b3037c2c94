// A throw-away PostgreSQL from the machine's own binaries, on a free port, gone with the test run.
import { execFileSync, spawn } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import pg from 'pg';
import { freePort } from '../../src/lib/free-port.ts';

export interface Cluster {
  /** Connection URL of the maintenance database, as superuser. */
  url: string;
  dataDir: string;
  /** Stops the server at once, as a pulled plug would, and starts it again on the same port. */
  restart(): Promise<void>;
  stop(): Promise<void>;
}

/** The folder with initdb and postgres, or null when this machine has none. */
export function findBinaries(): string | null {
  const candidates = [
    ...listVersions('/usr/lib/postgresql').map((version) => `/usr/lib/postgresql/${version}/bin`),
    ...(process.env.PATH ?? '').split(path.delimiter),
    '/usr/local/pgsql/bin',
    '/opt/homebrew/bin',
  ];
  return candidates.find((folder) => fs.existsSync(path.join(folder, 'initdb'))) ?? null;
}

function listVersions(folder: string): string[] {
  if (!fs.existsSync(folder)) return [];
  return fs.readdirSync(folder).sort((a, b) => Number(b) - Number(a));
}

/** For tests: what is written need not survive the machine. */
const carefree = ['max_connections=200', 'fsync=off', 'log_min_messages=fatal'];

/**
 * Makes and starts a cluster; as root it runs as an unprivileged user, since PostgreSQL refuses root.
 * `settings` are `name=value`, instead of those for tests.
 */
export async function startCluster({ settings = carefree }: { settings?: readonly string[] } = {}): Promise<Cluster> {
  const binaries = findBinaries();
  if (binaries === null) throw new Error('This machine has no PostgreSQL binaries.');
  const dataDir = fs.mkdtempSync(path.join(os.tmpdir(), 'threadwire-postgres-'));
  const owner = unprivilegedOwner();
  if (owner) fs.chownSync(dataDir, owner.uid, owner.gid);
  const as = owner ?? {};
  const files = path.join(dataDir, 'files');
  execFileSync(
    path.join(binaries, 'initdb'),
    ['-D', files, '-U', 'postgres', '-A', 'trust', '-E', 'UTF8', '--no-sync'],
    {
      ...as,
      stdio: 'pipe',
      cwd: dataDir,
    },
  );
  const port = await freePort();
  const args = ['-D', files, '-p', String(port), '-k', dataDir, '-c', 'listen_addresses=127.0.0.1'];
  for (const setting of settings) args.push('-c', setting);
  const url = `postgres://postgres@127.0.0.1:${port}/postgres`;
  const start = async () => {
    const log = fs.openSync(path.join(dataDir, 'log'), 'a');
    const server = spawn(path.join(binaries, 'postgres'), args, { ...as, stdio: ['ignore', log, log], cwd: dataDir });
    fs.closeSync(log);
    const exited = new Promise<void>((resolve) => {
      server.once('exit', () => resolve());
    });
    // The signal of last resort: a killed test run leaves no server behind.
    const killAtExit = () => server.kill('SIGKILL');
    process.once('exit', killAtExit);
    await waitForServer(url, () => server.exitCode !== null, path.join(dataDir, 'log'));
    return {
      async stop(signal: 'SIGINT' | 'SIGQUIT') {
        process.removeListener('exit', killAtExit);
        server.kill(signal);
        await exited;
      },
    };
  };
  let running = await start();
  return {
    url,
    dataDir,
    async restart() {
      await running.stop('SIGQUIT');
      running = await start();
    },
    async stop() {
      await running.stop('SIGINT');
      fs.rmSync(dataDir, { recursive: true, force: true });
    },
  };
}

function unprivilegedOwner(): { uid: number; gid: number } | null {
  if (process.getuid?.() !== 0) return null;
  for (const name of ['postgres', 'nobody']) {
    try {
      const id = (flag: string) => Number(execFileSync('id', [flag, name], { stdio: ['ignore', 'pipe', 'ignore'] }));
      return { uid: id('-u'), gid: id('-g') };
    } catch {
      // This user does not exist here: the next one may.
    }
  }
  throw new Error('PostgreSQL does not run as root, and neither a postgres nor a nobody user exists.');
}

/** Takes connections soon after it starts, but refuses them with a word until it is ready. */
async function waitForServer(url: string, died: () => boolean, log: string): Promise<void> {
  const deadline = Date.now() + 20_000;
  while (Date.now() < deadline) {
    if (died()) throw new Error(`PostgreSQL did not start: ${fs.readFileSync(log, 'utf8').slice(-2_000)}`);
    if (await answers(url)) return;
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
  throw new Error('PostgreSQL did not start within 20 s.');
}

async function answers(url: string): Promise<boolean> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 2_000 });
  client.on('error', () => {});
  try {
    await client.connect();
    await client.end();
    return true;
  } catch {
    // Not yet.
    return false;
  }
}
