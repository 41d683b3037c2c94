// threadwire intercom: every resource of Intercom with its verbs, made from what the leaf describes.
import { createInterface } from 'node:readline/promises';
import type { Argv } from 'yargs';
import type { Ask } from '../../intercom/resources/asking/ask.ts';
import type { NamedVerb } from '../../intercom/resources/resources.ts';
import { commandMissing } from '../../words/operator/commands.ts';
import { exitWords, intercomTells, resourceWords } from '../../words/operator/intercom-verbs.ts';
import { showDashes } from '../lone-dash.ts';
import type { Command } from '../verb.ts';
import type { Asked, Terminal } from './run-verb.ts';

/** How Intercom is opened, and where its answers go: a test brings its own. */
export interface Surroundings {
  open(opening: { workspace: string | undefined; isBulk: boolean; note(words: string): void }): Promise<Ask>;
  terminal: Terminal;
  end(code: number): void;
}

const ofTheProcess: Surroundings = {
  async open(opening) {
    const { openAsk } = await import('./open-workspace.ts');
    return openAsk(opening);
  },
  terminal: {
    print,
    note: (text) => void process.stderr.write(`${text}\n`),
    question: process.stdin.isTTY ? askPerson : null,
  },
  end(code) {
    process.exitCode = code;
  },
};

let isWatched = false;

/** A reader who has enough, as in `… --all | head`, ends the command. */
function print(text: string): void {
  if (!isWatched) process.stdout.on('error', () => process.exit());
  isWatched = true;
  process.stdout.write(`${text}\n`);
}

/** The resources are loaded once their verb is called or its help is asked for. */
export function intercomCommand(surroundings: Surroundings = ofTheProcess): Command {
  return {
    command: 'intercom',
    describe: intercomTells,
    builder: (async (yargs: Argv) => {
      const { namedVerbs } = await import('../../intercom/resources/resources.ts');
      const { addVerb } = await import('./add-verb.ts');
      const names = [...new Set(namedVerbs.map(({ resource }) => resource))];
      return names
        .reduce((all, resource) => all.command(resourceOf(resource, namedVerbs, addVerb)), yargs)
        .demandCommand(1, commandMissing)
        .epilogue(exitWords);
    }) as unknown as Command['builder'],
    handler: () => {},
  } as Command;

  function resourceOf(
    resource: string,
    verbs: readonly NamedVerb[],
    addVerb: typeof import('./add-verb.ts').addVerb,
  ): Command {
    const own = verbs.filter((one) => one.resource === resource);
    // `raw` and its like have one verb, which need not be named.
    const run = (verb: NamedVerb) => (asked: Asked) => start(verb, showDashes(asked));
    if (resource === 'raw') return own.map((verb) => addVerb(verb, run(verb), 'raw'))[0] as Command;
    return {
      command: resource,
      describe: resourceWords[resource] ?? resource,
      builder: (yargs: Argv) =>
        own.reduce((all, verb) => all.command(addVerb(verb, run(verb))), yargs).demandCommand(1, commandMissing),
      handler: () => {},
    } as unknown as Command;
  }

  async function start(verb: NamedVerb, asked: Asked): Promise<void> {
    const { runVerb } = await import('./run-verb.ts');
    const { terminal } = surroundings;
    const workspace = typeof asked['workspace'] === 'string' ? asked['workspace'] : undefined;
    const isBulk = asked.all === true || Object.values(asked).some(isMany);
    const open = () => surroundings.open({ workspace, isBulk, note: terminal.note });
    surroundings.end(await runVerb(verb, asked, open, terminal));
  }
}

/** Several things, or a list on standard input: their calls leave some of the rate limit to people. */
function isMany(value: unknown): boolean {
  return Array.isArray(value) && (value.length > 1 || value.includes('-'));
}

async function askPerson(words: string): Promise<string> {
  const reader = createInterface({ input: process.stdin, output: process.stderr });
  try {
    return await reader.question(words);
  } finally {
    reader.close();
  }
}
