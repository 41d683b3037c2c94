// threadwire dead-letters: lists, replays and drops the jobs that were given up.
import type { Argv } from 'yargs';
import { readDatabaseConfig } from '../config.ts';
import type { Transacting } from '../services/context.ts';
import type { DeadLetter } from '../store/queue/dead-letters.ts';
import { answers, commandHelp, complaints, optionHelp } from '../words/operator/commands.ts';
import { type Outcome, type Output, UsageError } from './outcome.ts';
import { group, verb } from './verb.ts';

type Operations = typeof import('../services/operations/settle-dead-letters.ts');

const list = verb({
  name: 'list [workspace]',
  tells: commandHelp.deadLettersList,
  asks: (yargs) => yargs.positional('workspace', { type: 'string', describe: optionHelp.ofWorkspace }),
  work: ({ workspace }, output) =>
    withLetters(output, async (operations, ctx) => {
      const letters = await operations.readDeadLetters(ctx, workspace);
      return {
        lines: letters.length === 0 ? [answers.noDeadLetters] : letters.map(answers.deadLetter),
        data: letters.map(shown),
      };
    }),
});

const replay = verb({
  name: 'replay <ids..>',
  tells: commandHelp.deadLettersReplay,
  asks: idsAsked,
  work: ({ ids }, output) =>
    withLetters(output, async (operations, ctx) =>
      outcomeOf(answers.replayed, await operations.replayDeadLetters(ctx, await known(operations, ctx, ids))),
    ),
});

const drop = verb({
  name: 'drop <ids..>',
  tells: commandHelp.deadLettersDrop,
  asks: idsAsked,
  work: ({ ids }, output) =>
    withLetters(output, async (operations, ctx) =>
      outcomeOf(answers.dropped, await operations.dropDeadLetters(ctx, await known(operations, ctx, ids))),
    ),
});

export const deadLetters = group('dead-letters', commandHelp.deadLetters, [list, replay, drop]);

function idsAsked(yargs: Argv) {
  return yargs.positional('ids', {
    type: 'string',
    array: true,
    demandOption: true,
    describe: optionHelp.letterIds,
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

/** Throws where one of them is unknown, so that all are settled or none. */
async function known(operations: Operations, ctx: Transacting, ids: readonly string[]): Promise<string[]> {
  const stored = (await operations.readDeadLetters(ctx)).map(({ id }) => id);
  if (ids.includes('all')) return stored;
  const unknown = ids.filter((id) => !stored.includes(id));
  if (unknown.length > 0) throw new UsageError(complaints.unknownLetters(unknown));
  return [...ids];
}

function outcomeOf(answer: (count: number) => string, ids: readonly string[]): Outcome {
  return { lines: [answer(ids.length)], data: { ids } };
}

/** Without the ids that a job carries: nobody outside can use them. */
function shown({ job: _job, ...letter }: DeadLetter): Omit<DeadLetter, 'job'> {
  return letter;
}
