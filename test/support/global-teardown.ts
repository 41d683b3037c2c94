// After the run: what the set-up made is removed, and a half that could not run is said last.
import fs from 'node:fs';
import path from 'node:path';
import { withSuperuser } from './server.ts';

export default async function globalTeardown(): Promise<void> {
  const snapshot = process.env.THREADWIRE_SNAPSHOT;
  if (snapshot) fs.rmSync(path.dirname(snapshot), { recursive: true, force: true });
  const url = process.env.THREADWIRE_POSTGRES;
  const template = process.env.THREADWIRE_TEMPLATE;
  if (globalThis.threadwireCluster) await globalThis.threadwireCluster.stop();
  else if (url && template) await withSuperuser(url, (query) => query(`DROP DATABASE IF EXISTS ${template}`));
  if (!url) {
    process.stderr.write(
      '\nThe PostgreSQL half of the tests did NOT run: this machine has no PostgreSQL binaries.\n' +
        'Install them (Debian: apt-get install postgresql) or set TEST_DATABASE_URL to a server where databases may be made.\n',
    );
    if (process.env.CI) process.exitCode = 1;
  }
}
