// A throw-away server of another version than npm's, from the system's own packages.
import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { freePort } from '../../../src/lib/free-port.ts';
import { namedUser } from '../../../src/store/database/embedded/server-user.ts';

/** Folders in which Debian's packages and PostgreSQL's own for Debian install each version. */
const VERSIONS = '/usr/lib/postgresql';

const OLDEST = 15;

/** The folder with the programs of the oldest version that is supported, or null where none is installed. */
export function findSystemPrograms(): string | null {
  const versions = fs.existsSync(VERSIONS) ? fs.readdirSync(VERSIONS).map(Number) : [];
  const [version] = versions.filter((found) => found >= OLDEST).sort((a, b) => a - b);
  return version === undefined ? null : path.join(VERSIONS, String(version), 'bin');
}

export interface SystemServer {
  /** Connection URL of the maintenance database, as superuser. */
  url: string;
  /** The version as PostgreSQL tells it. */
  version: string;
  stop(): void;
}

/** Starts the server on the network of this machine, where most servers are. */
export async function startSystemServer(programs: string): Promise<SystemServer> {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'threadwire-system-'));
  // PostgreSQL refuses root.
  const user = process.getuid?.() === 0 ? namedUser() : null;
  if (user) fs.chownSync(folder, user.uid, user.gid);
  const run = (name: string, ...args: string[]) =>
    execFileSync(path.join(programs, name), args, {
      ...user,
      cwd: folder,
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'inherit'],
    });
  const files = path.join(folder, 'files');
  run('initdb', '-D', files, '-U', 'postgres', '-A', 'trust', '-E', 'UTF8', '--no-sync');
  const port = await freePort();
  const settings = ['max_connections=200', 'fsync=off', 'log_min_messages=fatal', 'listen_addresses=127.0.0.1'];
  const options = ['-p', String(port), '-k', folder, ...settings.flatMap((setting) => ['-c', setting])].join(' ');
  execFileSync(
    path.join(programs, 'pg_ctl'),
    ['start', '-D', files, '-w', '-l', path.join(folder, 'log'), '-o', options],
    {
      ...user,
      cwd: folder,
      stdio: 'ignore',
    },
  );
  return {
    url: `postgres://postgres@127.0.0.1:${port}/postgres`,
    version: run('postgres', '--version').trim().split(' ')[2] ?? '',
    stop() {
      run('pg_ctl', 'stop', '-D', files, '-m', 'immediate', '-w');
      fs.rmSync(folder, { recursive: true, force: true });
    },
  };
}
