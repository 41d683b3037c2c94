// The process: role and configuration in, service up, drained and gone on SIGTERM.
import { parseArgs } from 'node:util';
import { createApp, type Role, roles } from './app.ts';
import { UsageError } from './commands/run-command.ts';
import { ConfigError, readConfig } from './config.ts';
import { FolderInUseError } from './lib/folder-lock.ts';
import { createLog } from './lib/log.ts';

async function main(): Promise<void> {
  const role = readRole(process.argv.slice(2));
  const config = readConfig();
  if (role !== 'both' && config.databaseUrl === undefined)
    throw new UsageError(
      `The role ${role} needs a DATABASE_URL: the embedded database belongs to one process, which has to do everything.`,
    );
  const log = createLog(config.logLevel);
  const app = await createApp(config, { log, role });
  let stopping = false;
  const stop = async (signal: string) => {
    if (stopping) return;
    stopping = true;
    log.info({ signal }, 'stopping');
    const { leftBehind } = await app.close();
    log.info({ leftBehind: leftBehind.map((job) => job.id) }, 'stopped');
    process.exit(0);
  };
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.on(signal, () => void stop(signal).catch(fail));
  const { port, metricsPort } = await app.start();
  log.info({ port, metricsPort, role, database: app.ctx.database.kind, publicUrl: config.publicUrl }, 'ready');
}

function readRole(args: string[]): Role {
  const role = roles.find((known) => known === roleNamed(args));
  if (role === undefined)
    throw new UsageError(
      'A process has one role, web or worker, as in npm start -- --role web; without --role it does the work of both.',
    );
  return role;
}

/** Undefined where anything else is said. */
function roleNamed(args: string[]): string | undefined {
  try {
    return parseArgs({ args, options: { role: { type: 'string', default: 'both' } } }).values.role;
  } catch {
    return undefined;
  }
}

function fail(error: unknown): void {
  const expected = error instanceof ConfigError || error instanceof FolderInUseError || error instanceof UsageError;
  process.stderr.write(`${expected ? error.message : error instanceof Error ? error.stack : String(error)}\n`);
  process.exit(1);
}

main().catch(fail);
