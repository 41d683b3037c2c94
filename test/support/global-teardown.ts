// After the run: what the set-up and the tests made is removed, and a half that could not run is said last.
import fs from 'node:fs';
import path from 'node:path';
import type { Cluster } from './postgres-cluster.ts';
import { withSuperuser } from './server.ts';

export interface Made {
  snapshot: string;
  /** A server that was started for this run. */
  cluster: Cluster | null;
  url: string | null;
  /** The names of all databases made from it begin with its own. */
  template: string;
}

export async function globalTeardown({ snapshot, cluster, url, template }: Made): Promise<void> {
  fs.rmSync(path.dirname(snapshot), { recursive: true, force: true });
  if (cluster !== null) await cluster.stop();
  else if (url !== null) await dropDatabases(url, template);
  else {
    process.stderr.write(
      '\nThe PostgreSQL half of the tests did NOT run: this machine has no PostgreSQL binaries.\n' +
        'Install them (Debian: apt-get install postgresql) or set TEST_DATABASE_URL to a server where databases may be made.\n',
    );
    if (process.env.CI) process.exitCode = 1;
  }
}

async function dropDatabases(url: string, template: string): Promise<void> {
  await withSuperuser(url, async (query) => {
    const names = await query(`SELECT datname FROM pg_database WHERE datname ~ '^${template}(_|$)'`);
    for (const { datname } of (names as { rows: { datname: string }[] }).rows) {
      await query(`DROP DATABASE IF EXISTS ${datname} WITH (FORCE)`);
    }
  });
}
