// A verb of the command line: its name, what it asks for, and its work, which loads what it needs once it is called.
import type { ArgumentsCamelCase, Argv, CommandModule } from 'yargs';
import { commandMissing } from '../words/operator/commands.ts';
import { exitCodes, type Outcome, type Output, outputTo, printOutcome } from './outcome.ts';

interface Verb<Asked> {
  /** With its places, as in `show ID`. */
  name: string;
  /** Its purpose, for the list of verbs. */
  tells: string;
  asks: (yargs: Argv) => Argv<Asked>;
  work: (asked: ArgumentsCamelCase<Asked>, output: Output) => Promise<Outcome>;
}

export type Command = CommandModule<object, object>;

/** Help is printed, and words are checked, before `work` reads the configuration. */
export function verb<Asked>({ name, tells, asks, work }: Verb<Asked>): Command {
  return {
    command: name,
    describe: tells,
    builder: asks as Command['builder'],
    async handler(given) {
      const asked = given as ArgumentsCamelCase<Asked>;
      const how = { json: given.json === true };
      const outcome = await work(asked, outputTo(how));
      printOutcome(outcome, how);
      process.exitCode = outcome.code ?? exitCodes.done;
    },
  } as Command;
}

/** Verbs about one thing. */
export function group(name: string, tells: string, verbs: readonly Command[]): Command {
  return {
    command: name,
    describe: tells,
    builder: (yargs) => verbs.reduce((all, one) => all.command(one), yargs).demandCommand(1, commandMissing),
    handler: () => {},
  };
}

/** For verbs that ask for nothing. */
export function nothing(yargs: Argv): Argv<object> {
  return yargs;
}
