// The command line in this process: it reads the same words and variables, and starts in a tenth of the time.
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Ended } from './service-process.ts';

const entry = pathToFileURL(path.resolve(import.meta.dirname, '../../../src/commands/threadwire.ts')).href;

let typed = 0;
let last: Promise<unknown> = Promise.resolve();

/** As `runCommand`, without a process of its own and without input. Commands run one after another: each has the streams alone. */
export function typeCommand(
  name: string,
  environment: Record<string, string>,
  args: readonly string[] = [],
): Promise<Ended> {
  const ended = last.then(() => type([name, ...args], environment));
  last = ended.catch(() => {});
  return ended;
}

async function type(words: readonly string[], environment: Record<string, string>): Promise<Ended> {
  const { argv, env, exitCode } = process;
  const output = capture(process.stdout);
  const errors = capture(process.stderr);
  process.argv = [...argv.slice(0, 2), ...words];
  process.env = environment;
  process.exitCode = 0;
  try {
    typed += 1;
    // A module runs once for each address.
    await import(`${entry}?typed=${typed}`);
    return { code: Number(process.exitCode), output: output.text(), errors: errors.text() };
  } finally {
    output.end();
    errors.end();
    Object.assign(process, { argv, env });
    process.exitCode = exitCode;
  }
}

function capture(stream: NodeJS.WriteStream) {
  const { write } = stream;
  let text = '';
  stream.write = (chunk: unknown) => {
    text += String(chunk);
    return true;
  };
  return {
    text: () => text,
    end: () => {
      stream.write = write;
    },
  };
}
