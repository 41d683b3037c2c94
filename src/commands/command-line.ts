// The command line: every verb, the words that all of them take, and a sentence for a slip.
import yargs from 'yargs';
import { commandMissing, exitCodeHelp, optionHelp, useHelp } from '../words/operator/commands.ts';
import { apiKeys } from './api-keys.ts';
import { check } from './check.ts';
import { consents } from './consents.ts';
import { database } from './database.ts';
import { deadLetters } from './dead-letters.ts';
import { doctor } from './doctor.ts';
import { intercomCommand } from './intercom/intercom.ts';
import { listen } from './listen.ts';
import { hideDashes } from './lone-dash.ts';
import { migrate } from './migrate.ts';
import { UsageError } from './outcome.ts';
import { receive } from './receive.ts';
import { rotateKeys } from './rotate-keys.ts';
import { settings } from './settings.ts';
import { sync } from './sync.ts';
import { texts } from './texts.ts';
import type { Command } from './verb.ts';
import { workspaces } from './workspaces.ts';

const verbs: readonly Command[] = [
  ...[check, doctor, workspaces, settings, texts, consents, sync, apiKeys, listen, receive],
  ...[deadLetters, intercomCommand(), migrate, rotateKeys, database],
];

/** As it is typed. Help names verbs without npm's words, and so does a shell that completes them. */
export const CALLED = 'npm run threadwire --';
export const NAME = 'threadwire';

/** A test brings its own verbs. */
export function commandLine(words: readonly string[], all: readonly Command[] = verbs) {
  return all
    .reduce((parser, one) => parser.command(one), yargs(hideDashes(words)))
    .scriptName(NAME)
    .usage(`${CALLED} VERB [OPTIONS]`)
    .option('json', { type: 'boolean', default: false, describe: optionHelp.json })
    .completion('completion', optionHelp.completion)
    .demandCommand(1, commandMissing)
    .strict()
    .recommendCommands()
    .parserConfiguration({ 'parse-positional-numbers': false })
    .version(false)
    .help()
    .exitProcess(false)
    .wrap(Math.min(100, process.stdout.columns ?? 100))
    .epilogue(exitCodeHelp)
    .fail((said: string | null, error, parser) => {
      if (error && said === null) throw error;
      throw new UsageError(said === commandMissing ? helpOf(parser) : useHelp(said ?? ''));
    });
}

function helpOf(parser: { showHelp(show: (help: string) => void): unknown }): string {
  let help = '';
  parser.showHelp((text) => {
    help = text;
  });
  return help;
}
