// The database as a verb opens it: beside a running service, brought up to date first, and closed in any case.
import type { Config } from '../config.ts';
import { newId } from '../lib/ids.ts';
import type { Transacting } from '../services/context.ts';
import { type Database, openDatabase } from '../store/database/database.ts';
import { migrate } from '../store/database/migrate.ts';
import { openJobs } from '../store/queue/jobs.ts';
import { complaints } from '../words/operator/commands.ts';
import { untriedServer } from '../words/operator/database.ts';
import type { Output } from './outcome.ts';

type DatabaseChoice = Pick<Config, 'databaseUrl' | 'dataDir'>;

export interface OpenStore {
  database: Database;
  /** The migrations that brought it up to date. */
  ran: readonly string[];
}

export async function withStore<T>(
  choice: DatabaseChoice,
  output: Output,
  work: (store: OpenStore) => Promise<T>,
): Promise<T> {
  const database = await openDatabase({
    url: choice.databaseUrl,
    dataDir: choice.dataDir,
    poolSize: 2,
    as: 'command',
    onError: (error) => tellFault(output, error),
  });
  try {
    return await work({ database, ran: await migrate(database.owner, (server) => output.note(untriedServer(server))) });
  } finally {
    await database.close();
  }
}

/** As `withStore`, with the queue, which is made where there is none. */
export function withQueue<T>(
  choice: DatabaseChoice,
  output: Output,
  work: (store: OpenStore & { ctx: Transacting }) => Promise<T>,
): Promise<T> {
  return withStore(choice, output, async (store) => {
    const { database } = store;
    const onError = (error: Error) => tellFault(output, error);
    const jobs = await openJobs({ database, newId, onError, supervise: false });
    // A command has no worker to wake, and keeps no workspace.
    const ctx = { db: database.owner, jobs, wake: () => {}, workspaces: { forget: () => {} } };
    try {
      return await work({ ...store, ctx });
    } finally {
      await jobs.close();
    }
  });
}

function tellFault(output: Output, error: Error): void {
  output.note(complaints.databaseReports(error.message));
}
