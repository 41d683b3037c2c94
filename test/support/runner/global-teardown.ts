// Removes the databases and servers of the set-up and the tests after the run.
import type { Cluster } from '../database/postgres-cluster.ts';
import { withSuperuser } from '../database/server.ts';

export interface Made {
  /** A server that was started for this run. */
  cluster: Cluster | null;
  url: string;
  /** The names of all databases made from it begin with its own. */
  template: string;
}

let made: Made | null = null;

/** The set-up names the things to remove: both run in the process that starts the tests, and share this module. */
export function removeAfterwards(all: Made): void {
  made = all;
}

export default async function globalTeardown(): Promise<void> {
  if (made === null) return;
  const { cluster, url, template } = made;
  if (cluster !== null) await cluster.stop();
  else await dropDatabases(url, template);
}

async function dropDatabases(url: string, template: string): Promise<void> {
  await withSuperuser(url, async (query) => {
    const names = await query(`SELECT datname FROM pg_database WHERE datname ~ '^${template}(_|$)'`);
    for (const { datname } of (names as { rows: { datname: string }[] }).rows) {
      await query(`DROP DATABASE IF EXISTS ${datname} WITH (FORCE)`);
    }
  });
}
