// The log: one JSON line an event, with ids and no secrets.
import { type DestinationStream, type Logger, type LoggerOptions, pino } from 'pino';

export type { Logger };

export function createLog(level: string): Logger {
  const options: LoggerOptions = {
    level,
    base: null,
    timestamp: pino.stdTimeFunctions.isoTime,
    formatters: { level: (label) => ({ level: label }) },
    serializers: { err: describeError },
  };
  const output = pino.destination({ sync: true });
  // A terminal shows lines in the order in which they were written, those of others too.
  return pino(options, process.stdout.isTTY ? output : sharingWrites(output));
}

/** The lines of one turn of the event loop share a write, which costs as much as to make a line. An exit writes what is left. */
export function sharingWrites(output: DestinationStream): DestinationStream & { flush(): void } {
  let lines: string[] = [];
  const flush = () => {
    process.off('exit', flush);
    clearImmediate(due);
    const text = lines.join('');
    lines = [];
    output.write(text);
  };
  let due: NodeJS.Immediate | undefined;
  return {
    write(line) {
      if (lines.push(line) > 1) return;
      due = setImmediate(flush);
      process.once('exit', flush);
    },
    flush() {
      if (lines.length > 0) flush();
    },
  };
}

/** An error without its other fields: vendors' errors hold requests, and requests hold credentials. */
function describeError(error: unknown): object {
  if (!(error instanceof Error)) return { message: String(error) };
  const cause = error.cause instanceof Error ? describeError(error.cause) : undefined;
  return { type: error.name, message: error.message, stack: error.stack, ...(cause ? { cause } : {}) };
}
