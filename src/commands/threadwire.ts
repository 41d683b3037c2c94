// npm run threadwire -- VERB: everything that an operator types. A verb loads what it needs once it is called.
import { readDemoFile, readEnvFile, readScriptName } from '../config.ts';
import { demoNote, newName } from '../words/operator/commands.ts';
import { CALLED, commandLine, NAME } from './command-line.ts';
import { exitCodes, FailedCommandError } from './outcome.ts';

/** The verbs that work beside the demo where nothing else is configured. */
const demoVerbs = [
  'api-keys',
  'consents',
  'doctor',
  'intercom',
  'listen',
  'receive',
  'settings',
  'sync',
  'texts',
  'workspaces',
];

try {
  readEnvFile();
  const words = process.argv.slice(2);
  if (demoVerbs.includes(words[0] ?? '') && !words.includes('--help') && readDemoFile())
    process.stderr.write(`${demoNote}\n`);
  tellNewName(readScriptName(), words);
  await commandLine(words).parseAsync();
} catch (error) {
  // Loaded here: it knows the errors of everything that a verb may load.
  const { wordsFor } = await import('./failure-words.ts');
  process.stderr.write(`${wordsFor(error)}\n`);
  process.exitCode = error instanceof FailedCommandError ? error.exitCode : exitCodes.failed;
}

/** Scripts of earlier versions, under which operators know the verbs. */
function tellNewName(script: string | undefined, [verb]: readonly string[]): void {
  if (script === undefined || script === NAME || script !== verb) return;
  process.stderr.write(`${newName(script, CALLED)}\n`);
}
