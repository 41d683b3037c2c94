// npm run threadwire -- VERB: everything that an operator types. A verb loads what it needs once it is called.
import yargs from 'yargs';
import { readEnvFile, readScriptName } from '../config.ts';
import { database } from './database.ts';
import { deadLetters } from './dead-letters.ts';
import { doctor } from './doctor.ts';
import { migrate } from './migrate.ts';
import { exitCodes, UsageError } from './outcome.ts';
import { rotateKeys } from './rotate-keys.ts';
import { settings } from './settings.ts';
import { texts } from './texts.ts';
import { whatNext } from './verb.ts';
import { workspaces } from './workspaces.ts';

const verbs = [doctor, workspaces, settings, texts, deadLetters, migrate, rotateKeys, database];

/** As it is typed. Help names verbs without npm's words, and so does a shell that completes them. */
const CALLED = 'npm run threadwire --';
const NAME = 'threadwire';

try {
  readEnvFile();
  const words = process.argv.slice(2);
  tellNewName(readScriptName(), words);
  await commandLine(words).parseAsync();
} catch (error) {
  // Loaded here: it knows the faults of everything that a verb may load.
  const { wordsFor } = await import('./failure-words.ts');
  process.stderr.write(`${wordsFor(error)}\n`);
  process.exitCode = exitCodes.failed;
}

function commandLine(words: readonly string[]) {
  return verbs
    .reduce((all, one) => all.command(one), yargs(words))
    .scriptName(NAME)
    .usage(`${CALLED} VERB [OPTIONS]`)
    .option('json', { type: 'boolean', default: false, describe: 'Answer in JSON' })
    .completion('completion', 'Print a script by which bash or zsh completes these words')
    .demandCommand(1, whatNext)
    .strict()
    .recommendCommands()
    .parserConfiguration({ 'parse-positional-numbers': false })
    .version(false)
    .help()
    .exitProcess(false)
    .wrap(Math.min(100, process.stdout.columns ?? 100))
    .epilogue('Ends with 0 when it is done, 1 when it found or left something wrong, 2 when it could not be done.')
    .fail((said: string | null, error, parser) => {
      if (error && said === null) throw error;
      throw new UsageError(
        said === whatNext ? helpOf(parser) : `${said?.replace(/\.?$/, '.')} --help shows what can be said.`,
      );
    });
}

function helpOf(parser: { showHelp(show: (help: string) => void): unknown }): string {
  let help = '';
  parser.showHelp((text) => {
    help = text;
  });
  return help;
}

/** Scripts of earlier versions, under which operators know the verbs. */
function tellNewName(script: string | undefined, [verb]: readonly string[]): void {
  if (script === undefined || script === NAME || script !== verb) return;
  process.stderr.write(`npm run ${script} is now: ${CALLED} ${script}\n`);
}
