// Brings the schema up to date; safe to run from several processes at once.
import { type Migration, Migrator } from 'kysely/migration';
import * as createBridge from '../../migrations/20261120T0900-create-bridge.ts';
import * as writeFromThePanel from '../../migrations/20261120T1200-write-from-the-panel.ts';
import * as install from '../../migrations/20261120T1500-install.ts';
import type { Db } from './database.ts';

const migrations: Record<string, Migration> = {
  '20261120T0900-create-bridge': createBridge,
  '20261120T1200-write-from-the-panel': writeFromThePanel,
  '20261120T1500-install': install,
};

/** Runs every migration that has not run yet, under the migrator's lock; returns the names of those it ran. */
export async function migrate(db: Db): Promise<string[]> {
  const migrator = new Migrator({ db, provider: { getMigrations: async () => migrations } });
  const { error, results } = await migrator.migrateToLatest();
  if (error) throw error;
  return (results ?? []).filter((result) => result.status === 'Success').map((result) => result.migrationName);
}
