// How a verb ends: with lines for people, or the same as JSON for a program, and an exit code.

/** The caller has to call differently. The message is a sentence of `src/words/operator/commands.ts`. */
export class UsageError extends Error {
  override name = 'UsageError';
}

/** A command that failed, with words for whoever called it and an exit code of its own. */
export class FailedCommandError extends Error {
  override name = 'FailedCommandError';
  readonly exitCode: number;

  constructor(words: string, exitCode: number) {
    super(words);
    this.exitCode = exitCode;
  }
}

/** Done; done, although something is wrong; not done. The others tell how a call to a vendor failed. */
export const exitCodes = {
  done: 0,
  amiss: 1,
  failed: 2,
  notAllowed: 3,
  notFound: 4,
  notTaken: 5,
  tooMany: 6,
  unanswered: 7,
} as const;

/** How a verb ended. */
export interface Outcome {
  /** For people. */
  lines: readonly string[];
  /** The same for a program. */
  data: unknown;
  /** Done, unless said otherwise. */
  code?: (typeof exitCodes)[keyof typeof exitCodes];
}

/** Where a verb writes while it is at work. */
export interface Output {
  /** For people alone, on the error stream: a pipe gets only what was asked for. */
  note(words: string): void;
  /** One of many results, as a line, or as JSON where that was asked for. */
  result(line: string, data: unknown): void;
}

export function outputTo({ json }: { json: boolean }): Output {
  return {
    note: (words) => void process.stderr.write(`${words}\n`),
    result: (line, data) => void process.stdout.write(`${json ? JSON.stringify(data) : line}\n`),
  };
}

export function printOutcome({ lines, data }: Outcome, { json }: { json: boolean }): void {
  const text = json ? JSON.stringify(data) : lines.join('\n');
  if (text !== '') process.stdout.write(`${text}\n`);
}
