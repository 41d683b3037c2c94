// The embedded server's files: made once, whole or not at all, and only opened by the version that made them.
import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { promisify } from 'node:util';
import { UnusableDatabaseError } from '../../../domain/unusable-database.ts';
import { majorOf, type Programs } from './programs.ts';
import { giveTo, namedUser, nameOfFolder, type User } from './server-user.ts';

/** The login that owns everything in the cluster, and the name of the database. */
export const LOGIN = 'threadwire';

/** The file in the cluster that holds its password, which counts where no socket keeps others out. */
const PASSWORD_FILE = 'threadwire.password';

const run = promisify(execFile);

/** Throws where the files are of another major version. */
export function requireVersion(files: string, { version }: Programs): void {
  const found = fs.readFileSync(path.join(files, 'PG_VERSION'), 'utf8').trim();
  if (found === majorOf(version)) return;
  throw new UnusableDatabaseError({ kind: 'files-of-other-version', files, version: found, ownVersion: version });
}

/** Makes the files in `files`, after it has removed the unfinished ones of a killed start. */
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
    const said = cause instanceof Error && 'stderr' in cause ? String(cause.stderr).trim() : String(cause);
    throw new UnusableDatabaseError({ kind: 'files-not-made', files, said }, { cause });
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

/** It has none of our own variables: some are secrets, and PostgreSQL reads many that begin with PG. */
export const serverEnvironment = {
  LC_ALL: 'C',
  TZ: 'UTC',
  // With these, glibc gives the memory of a large statement back to the system.
  MALLOC_TRIM_THRESHOLD_: '131072',
  MALLOC_MMAP_THRESHOLD_: '131072',
};

/** A new name is on the disk only once its folder is written. Windows cannot open folders, and needs no such write. */
function syncFolder(folder: string): void {
  if (process.platform === 'win32') return;
  const handle = fs.openSync(folder, 'r');
  fs.fsyncSync(handle);
  fs.closeSync(handle);
}
