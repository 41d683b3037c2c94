// threadwire dead-letters: lists, replays and drops the jobs that were given up.
import type { Argv } from 'yargs';
import { readDatabaseConfig } from '../config.ts';
import type { Transacting } from '../services/context.ts';
import type { DeadLetter } from '../store/queue/dead-letters.ts';
import { tellStoredReason } from '../words/waits.ts';
import { type Outcome, type Output, UsageError } from './outcome.ts';
import { group, verb } from './verb.ts';

type Operations = typeof import('../services/operations/settle-dead-letters.ts');

const list = verb({
  name: 'list [workspace]',
  tells: 'Show what was given up, oldest first',
  asks: (yargs) => yargs.positional('workspace', { type: 'string', describe: 'Only those of this workspace' }),
  work: ({ workspace }, output) =>
    withLetters(output, async (operations, ctx) => {
      const letters = await operations.readDeadLetters(ctx, workspace);
      return { lines: letters.length === 0 ? ['No dead letters.'] : letters.map(describe), data: letters.map(shown) };
    }),
});

const replay = verb({
  name: 'replay <ids..>',
  tells: 'Do them again; what was done already is not done twice',
  asks: idsAsked,
  work: ({ ids }, output) =>
    withLetters(output, async (operations, ctx) =>
      told('Replayed', await operations.replayDeadLetters(ctx, await known(operations, ctx, ids))),
    ),
});

const drop = verb({
  name: 'drop <ids..>',
  tells: 'Forget them for good',
  asks: idsAsked,
  work: ({ ids }, output) =>
    withLetters(output, async (operations, ctx) =>
      told('Dropped', await operations.dropDeadLetters(ctx, await known(operations, ctx, ids))),
    ),
});

export const deadLetters = group('dead-letters', 'Jobs that were given up: list, replay or drop them', [
  list,
  replay,
  drop,
]);

function idsAsked(yargs: Argv) {
  return yargs.positional('ids', {
    type: 'string',
    array: true,
    demandOption: true,
    describe: 'Ids of dead letters, or `all`',
  });
}

async function withLetters(
  output: Output,
  work: (operations: Operations, ctx: Transacting) => Promise<Outcome>,
): Promise<Outcome> {
  const place = readDatabaseConfig();
  const [{ withQueue }, operations] = await Promise.all([
    import('./store.ts'),
    import('../services/operations/settle-dead-letters.ts'),
  ]);
  return withQueue(place, output, ({ ctx }) => work(operations, ctx));
}

/** Throws where one of them is unknown, so that all are done or none. */
async function known(operations: Operations, ctx: Transacting, ids: readonly string[]): Promise<string[]> {
  const stored = (await operations.readDeadLetters(ctx)).map(({ id }) => id);
  if (ids.includes('all')) return stored;
  const unknown = ids.filter((id) => !stored.includes(id));
  if (unknown.length > 0) throw new UsageError(`There is no dead letter ${unknown.join(', ')}. Nothing was changed.`);
  return [...ids];
}

function told(verb: string, ids: readonly string[]): Outcome {
  return { lines: [`${verb} ${ids.length}.`], data: { ids } };
}

/** Without the ids that a job carries: they are of no use outside. */
function shown({ job: _job, ...letter }: DeadLetter): Omit<DeadLetter, 'job'> {
  return letter;
}

function describe(letter: DeadLetter): string {
  const { id, workspaceId, queue, attempts, enqueuedAt, buriedAt, reason } = letter;
  const tries = attempts === 1 ? '1 try' : `${attempts} tries`;
  return `${id}  ${workspaceId}  ${queue}  since ${enqueuedAt.toISOString()}, given up ${buriedAt.toISOString()} after ${tries}: ${tellStoredReason(reason)}`;
}
