// The log: one JSON line an event, with ids and no secrets.
import { type Logger, type LoggerOptions, pino } from 'pino';

export type { Logger };

export function createLog(level: string): Logger {
  const options: LoggerOptions = {
    level,
    base: null,
    timestamp: pino.stdTimeFunctions.isoTime,
    formatters: { level: (label) => ({ level: label }) },
    serializers: { err: describeError },
  };
  // A terminal shows lines in the order in which they were written, those of others too.
  return process.stdout.isTTY ? pino(options, pino.destination({ sync: true })) : pino(options);
}

/** An error without its other fields: vendors' errors hold requests, and requests hold credentials. */
function describeError(error: unknown): object {
  if (!(error instanceof Error)) return { message: String(error) };
  const cause = error.cause instanceof Error ? describeError(error.cause) : undefined;
  return { type: error.name, message: error.message, stack: error.stack, ...(cause ? { cause } : {}) };
}
