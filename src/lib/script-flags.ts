// Reads the flags of a script that npm runs, with Node's own parser.
import { type ParseArgsOptionsConfig, parseArgs } from 'node:util';

/** The caller has to call differently. The message is a sentence. */
export class FlagError extends Error {
  override name = 'FlagError';
}

const helpFlag = { help: { type: 'boolean', short: 'h', default: false } } as const;

/** Throws a FlagError for an unknown flag, one without its value, and any other word. `help` is a flag of every script. */
export function readFlags<const Flags extends ParseArgsOptionsConfig>(args: readonly string[], flags: Flags) {
  try {
    const options = { ...flags, ...helpFlag };
    return parseArgs({ args: [...args], options, strict: true, allowPositionals: false }).values;
  } catch (error) {
    throw error instanceof TypeError ? new FlagError(firstSentence(error.message)) : error;
  }
}

/** A port as it is typed, from 0 to 65535; undefined for anything else. */
export function readPort(typed: string): number | undefined {
  const port = Number(typed);
  return /^\d{1,5}$/.test(typed) && port <= 65_535 ? port : undefined;
}

/** Node adds hints for programmers to the first one. */
function firstSentence(message: string): string {
  const [sentence = ''] = message.split(/[.\n]/);
  return `${sentence} (see --help).`;
}
