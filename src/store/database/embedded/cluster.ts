// The embedded server's files: made once, whole or not at all, and only opened by the version that made them.
import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { promisify } from 'node:util';
import { majorOf, type Programs } from './programs.ts';
import { giveTo, namedUser, nameOfFolder, type User } from './server-user.ts';

/** The login that owns everything in the cluster, and the name of the database. */
export const LOGIN = 'threadwire';

/** Where in the cluster its own password lies. It is asked for where no socket keeps others out. */
const PASSWORD_FILE = 'threadwire.password';

const run = promisify(execFile);

export class ClusterError extends Error {
  override name = 'ClusterError';
}

/** Throws a sentence where the files are of another major version. */
export function requireVersion(files: string, { version }: Programs): void {
  const found = fs.readFileSync(path.join(files, 'PG_VERSION'), 'utf8').trim();
  if (found === majorOf(version)) return;
  throw new ClusterError(
    `The database in ${files} is of PostgreSQL ${found}, and this Threadwire brings ${version}: start it once more with the Threadwire of then, dump it, and restore the dump into a new DATA_DIR (docs/operations.md, "From one major version to the next").`,
  );
}

/** Makes the files in `files`; what a killed start has left of them is removed first. */
export async function makeCluster(
  files: string,
  programs: Programs,
  user: User | null,
  { isDurable }: { isDurable: boolean },
): Promise<void> {
  const unfinished = `${files}.unfinished`;
  fs.rmSync(unfinished, { recursive: true, force: true });
  fs.mkdirSync(unfinished, { mode: 0o700 });
  // The program wants a user with a name; the server does not.
  const maker = user === null ? null : namedUser();
  const password = randomBytes(24).toString('base64url');
  const cluster = path.join(unfinished, 'cluster');
  const passwordFile = path.join(unfinished, 'password');
  fs.mkdirSync(cluster, { mode: 0o700 });
  fs.writeFileSync(passwordFile, password, { mode: 0o600 });
  if (maker) giveTo(maker, unfinished);
  try {
    await run(
      programs.initdb,
      [
        ...['-D', nameOfFolder(cluster, maker), '-U', LOGIN, '-E', 'UTF8'],
        ...['--locale-provider=builtin', '--locale=C.UTF-8', '--no-instructions'],
        ...['--auth-local=trust', '--auth-host=scram-sha-256', '--pwfile=../password'],
        ...(isDurable ? [] : ['--no-sync']),
      ],
      { ...maker, cwd: cluster, env: serverEnvironment },
    );
  } catch (cause) {
    const words = cause instanceof Error && 'stderr' in cause ? String(cause.stderr).trim() : String(cause);
    throw new ClusterError(`The embedded database cannot be made in ${files}: ${words}`, { cause });
  }
  fs.renameSync(passwordFile, path.join(cluster, PASSWORD_FILE));
  if (user) giveTo(user, cluster);
  fs.renameSync(cluster, files);
  if (isDurable) syncFolder(path.dirname(files));
  fs.rmSync(unfinished, { recursive: true, force: true });
}

export function passwordOf(files: string): string {
  return fs.readFileSync(path.join(files, PASSWORD_FILE), 'utf8');
}

/** Nothing of ours: among our variables are secrets, and PostgreSQL reads many that begin with PG. */
export const serverEnvironment = {
  LC_ALL: 'C',
  TZ: 'UTC',
  // glibc gives back what a large statement took, instead of keeping more the more it has seen.
  MALLOC_TRIM_THRESHOLD_: '131072',
  MALLOC_MMAP_THRESHOLD_: '131072',
};

/** A name that is on the disk only once its folder is. Windows cannot open folders, and has no need. */
function syncFolder(folder: string): void {
  if (process.platform === 'win32') return;
  const handle = fs.openSync(folder, 'r');
  fs.fsyncSync(handle);
  fs.closeSync(handle);
}
