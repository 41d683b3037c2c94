// npm run proofs: the long tests, then those that speak to the database, on the oldest PostgreSQL that the system has.
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { findSystemPrograms, startSystemServer } from '../support/database/system-postgres.ts';

/** The tests of the store, and those that run on it. */
const onOldest = ['test/store', 'test/stories', 'test/worker', 'test/commands', 'test/tenancy', 'test/http'];

const root = path.resolve(import.meta.dirname, '../..');

/** True if all tests of a run passed; failed ones are tried once more by themselves. */
function run(title: string, args: readonly string[], environment: Record<string, string> = {}): boolean {
  if (runOnce(title, args, environment)) return true;
  const report = path.join(fs.mkdtempSync(path.join(os.tmpdir(), 'threadwire-proofs-')), 'again.json');
  const again = ['--onlyFailures', '--json', `--outputFile=${report}`];
  if (!runOnce(`${title}: what failed, once more`, [...args, ...again], environment)) return false;
  // A run that failed without a failed test has nothing to try again.
  return (JSON.parse(fs.readFileSync(report, 'utf8')) as { numPassedTests: number }).numPassedTests > 0;
}

function runOnce(title: string, args: readonly string[], environment: Record<string, string>): boolean {
  process.stdout.write(`\n${title}\n`);
  const { status } = spawnSync(
    process.execPath,
    ['--max-semi-space-size=64', path.join(root, 'node_modules/jest/bin/jest.js'), ...args],
    { cwd: root, stdio: 'inherit', env: { ...process.env, ...environment } },
  );
  return status === 0;
}

const results = [run('The proofs', ['--config', 'jest.proofs.config.mjs', ...process.argv.slice(2)])];
const programs = findSystemPrograms();
if (programs === null) {
  process.stderr.write(
    '\nThe oldest PostgreSQL was NOT tried: the system has none (Debian: apt-get install postgresql).\n',
  );
  results.push(!process.env.CI);
} else {
  const server = await startSystemServer(programs);
  try {
    results.push(run(`On PostgreSQL ${server.version}`, onOldest, { TEST_DATABASE_URL: server.url }));
  } finally {
    server.stop();
  }
}
process.exitCode = results.every(Boolean) ? 0 : 1;
