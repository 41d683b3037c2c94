// npm run dead-letters -- list | replay ID… | drop ID…: what an operator does with jobs that were given up.
import { readConfig } from '../config.ts';
import { newId } from '../lib/ids.ts';
import { dropDeadLetters, readDeadLetters, replayDeadLetters } from '../services/operations/settle-dead-letters.ts';
import { openDatabase } from '../store/database/database.ts';
import { migrate } from '../store/database/migrate.ts';
import type { DeadLetter } from '../store/queue/dead-letters.ts';
import { openJobs } from '../store/queue/jobs.ts';
import { runCommand, UsageError } from './run-command.ts';

const usage = `npm run dead-letters -- list [WORKSPACE]   what was given up, oldest first
npm run dead-letters -- replay ID…|all     do it again; what was done already is not done twice
npm run dead-letters -- drop ID…|all       forget it for good`;

await runCommand(async (print) => {
  const [verb, ...rest] = process.argv.slice(2);
  if (verb !== 'list' && verb !== 'replay' && verb !== 'drop') throw new UsageError(usage);
  if (verb !== 'list' && rest.length === 0) throw new UsageError(usage);
  const config = readConfig();
  const onError = (error: Error) => print(`The database reports: ${error.message}`);
  const database = await openDatabase({
    url: config.databaseUrl,
    dataDir: config.dataDir,
    poolSize: 2,
    as: 'command',
    onError,
  });
  try {
    await migrate(database.owner);
    const jobs = await openJobs({ database, newId, onError, supervise: false });
    // A command has no worker to wake, and keeps no workspace.
    const ctx = { db: database.owner, jobs, wake: () => {}, workspaces: { forget: () => {} } };
    const letters = await readDeadLetters(ctx, verb === 'list' ? rest[0] : undefined);
    if (verb === 'list') print(letters.length === 0 ? 'No dead letters.' : letters.map(describe).join('\n'));
    else {
      const ids = rest.includes('all') ? letters.map((letter) => letter.id) : requireKnown(rest, letters);
      const settled = verb === 'replay' ? await replayDeadLetters(ctx, ids) : await dropDeadLetters(ctx, ids);
      print(`${verb === 'replay' ? 'Replayed' : 'Dropped'} ${settled.length}.`);
    }
    await jobs.close();
  } finally {
    await database.close();
  }
});

function requireKnown(ids: readonly string[], letters: readonly DeadLetter[]): string[] {
  const known = new Set(letters.map((letter) => letter.id));
  const unknown = ids.filter((id) => !known.has(id));
  if (unknown.length > 0) throw new UsageError(`There is no dead letter ${unknown.join(', ')}. Nothing was changed.`);
  return [...ids];
}

function describe(letter: DeadLetter): string {
  const { id, workspaceId, queue, attempts, enqueuedAt, buriedAt, reason } = letter;
  const tries = attempts === 1 ? '1 try' : `${attempts} tries`;
  return `${id}  ${workspaceId}  ${queue}  since ${enqueuedAt.toISOString()}, given up ${buriedAt.toISOString()} after ${tries}: ${reason}`;
}
