// Tries the database without changing it: its server, and whether this version knows its tables.
import fs from 'node:fs';
import path from 'node:path';
import type { Config } from '../config.ts';
import type { Preflight } from '../domain/preflight.ts';
import { UnusableDatabaseError } from '../domain/unusable-database.ts';
import { openDatabase } from '../store/database/database.ts';
import { lookAtTables } from '../store/database/migrate.ts';
import { silenceOf } from '../store/database/silence.ts';
import type { Output } from './outcome.ts';

export async function tryDatabase(
  { databaseUrl: url, dataDir }: Pick<Config, 'databaseUrl' | 'dataDir'>,
  output: Output,
): Promise<Preflight[]> {
  if (url === undefined && !fs.existsSync(path.join(dataDir, 'postgres')))
    return [{ ok: true, kind: 'database-to-make', dataDir }];
  try {
    const onError = (error: Error) => output.note(error.message);
    const database = await openDatabase({ url, dataDir, poolSize: 1, as: 'command', onError });
    try {
      const { version, missing, unknown } = await lookAtTables(database.owner);
      if (unknown > 0) return [{ ok: false, kind: 'database-newer' }];
      return [{ ok: true, kind: 'database-fine', version, migrations: missing }];
    } finally {
      await database.close();
    }
  } catch (error) {
    if (error instanceof UnusableDatabaseError) return [{ ok: false, kind: 'database-unusable', reason: error.reason }];
    const said = silenceOf(error);
    if (said === null) throw error;
    return [{ ok: false, kind: 'database-silent', said }];
  }
}
