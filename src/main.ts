// The process: configuration in, service up, drained and gone on SIGTERM.
import { createApp } from './app.ts';
import { ConfigError, readConfig } from './config.ts';
import { FolderInUseError } from './lib/folder-lock.ts';
import { createLog } from './lib/log.ts';

async function main(): Promise<void> {
  const config = readConfig();
  const log = createLog(config.logLevel);
  const app = await createApp(config, { log });
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
  log.info({ port, metricsPort, database: app.ctx.database.kind, publicUrl: config.publicUrl }, 'ready');
}

function fail(error: unknown): void {
  const expected = error instanceof ConfigError || error instanceof FolderInUseError;
  process.stderr.write(`${expected ? error.message : error instanceof Error ? error.stack : String(error)}\n`);
  process.exit(1);
}

main().catch(fail);
