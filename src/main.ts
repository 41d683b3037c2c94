// The process: role and configuration in, service up, drained and gone on SIGTERM.
import { createApp } from './app.ts';
import { wordsFor } from './commands/failure-words.ts';
import { tellNextSteps } from './commands/next-steps.ts';
import { readRole } from './commands/read-role.ts';
import { readConfig, readEnvFile } from './config.ts';
import { createLog } from './lib/log.ts';
import { startHelp } from './words/operator/start.ts';

async function main(): Promise<void> {
  const args = process.argv.slice(2);
  if (args.includes('--help') || args.includes('-h')) return void process.stdout.write(`${startHelp}\n`);
  readEnvFile();
  const config = readConfig();
  const role = readRole(args, config);
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
  const { port, metricsPort } = await app.start().catch(async (error) => {
    await app.close();
    // The sentence that is printed next stands after its lines.
    log.flush();
    throw error;
  });
  const database = config.databaseUrl === undefined ? 'embedded' : 'by URL';
  log.info({ port, metricsPort, role, database, publicUrl: config.publicUrl }, 'ready');
  if (process.stdout.isTTY) process.stdout.write(tellNextSteps(config, role, port));
}

function fail(error: unknown): void {
  process.stderr.write(`${wordsFor(error)}\n`);
  process.exit(1);
}

main().catch(fail);
