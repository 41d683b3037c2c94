// One verb at Intercom as a command: its positionals, its options, and the calls that its help names.
import type { Argv } from 'yargs';
import { permissionNeeded } from '../../intercom/resources/asking/permissions.ts';
import type { Effect } from '../../intercom/resources/asking/verb.ts';
import type { NamedVerb } from '../../intercom/resources/resources.ts';
import { callsNote } from '../../words/operator/intercom-answers.ts';
import { sharedWords } from '../../words/operator/intercom-options.ts';
import { verbWords } from '../../words/operator/intercom-verbs.ts';
import type { Command } from '../verb.ts';
import { addParameters, positionalsOf } from './parameters.ts';
import type { Asked } from './run-verb.ts';

type Options = Parameters<Argv['options']>[0];

const everywhere: Options = {
  workspace: { type: 'string', describe: sharedWords.workspace },
  ndjson: { type: 'boolean', describe: sharedWords.ndjson },
};

const rehearsed: Options = { 'dry-run': { type: 'boolean', describe: sharedWords.dryRun } };

const byEffect: Readonly<Record<Effect, Options>> = {
  reads: {
    all: { type: 'boolean', describe: sharedWords.all },
    limit: { type: 'number', describe: sharedWords.limit, requiresArg: true },
  },
  changes: rehearsed,
  deletes: { ...rehearsed, yes: { type: 'boolean', describe: sharedWords.yes } },
};

/** Other commands call the same so. */
const aliases: Readonly<Record<string, string[]>> = { find: ['show', 'get'] };

export function addVerb(named: NamedVerb, run: (asked: Asked) => Promise<void>, as = named.name): Command {
  const { resource, name, verb } = named;
  const { takes, effect, calls } = verb;
  return {
    command: `${as}${positionalsOf(takes)}`,
    aliases: aliases[as] ?? [],
    describe: verbWords[`${resource} ${name}`] ?? name,
    builder: (yargs: Argv) => {
      addParameters(yargs, takes, named).options({ ...everywhere, ...byEffect[effect] });
      const told = calls.map((operation) => ({ operation, permission: permissionNeeded(operation) }));
      return told.length === 0 ? yargs : yargs.epilogue(callsNote(told));
    },
    handler: run,
  } as unknown as Command;
}
