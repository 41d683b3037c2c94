// npm run demo: the real service on a database of its own, both stand-ins and the page, on this machine alone.
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { tryPort } from '../lib/free-port.ts';
import { leaveFile } from '../lib/process-files.ts';
import { FlagError, readFlags, readPort } from '../lib/script-flags.ts';
import { startDemo } from './demo/demo.ts';

const FIRST_PORT = 4700;

const help = `npm run demo -- [FLAGS]

  --port PORT   the page's port; without it the first free one from ${FIRST_PORT} on
  --log LEVEL   the service's log: trace, debug, info, warn, error, fatal, or silent, as without the flag
  --help        this
`;

const levels = ['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'];

async function main(): Promise<void> {
  const flags = readFlags(process.argv.slice(2), {
    port: { type: 'string' },
    log: { type: 'string', default: 'silent' },
  });
  if (flags.help) return void process.stdout.write(help);
  if (!levels.includes(flags.log)) throw new FlagError(`--log must be one of ${levels.join(', ')}.`);
  const port = flags.port === undefined ? await firstFreePort() : await portAsked(flags.port);
  const dataDir = fs.mkdtempSync(path.join(os.tmpdir(), 'threadwire-demo-'));
  const demo = await startDemo(
    { database: { dataDir }, timezone: Intl.DateTimeFormat().resolvedOptions().timeZone, logLevel: flags.log },
    { port },
  );
  const { environment } = demo.world;
  const takeAway = leaveFile(
    'threadwire-demo',
    Object.entries(environment)
      .map(([name, value]) => `${name}="${value}"\n`)
      .join(''),
  );
  process.stdout.write(
    `\n  Threadwire runs here, with a pretend Intercom and a pretend Twilio:\n\n    ${demo.url}\n\n  Commands work beside it, as in: npm run threadwire -- intercom contacts list\n  Ctrl+C ends it.\n\n`,
  );

  let stopping = false;
  const stop = async () => {
    if (stopping) return;
    stopping = true;
    takeAway();
    await demo.close();
    fs.rmSync(dataDir, { recursive: true, force: true });
    process.exit(0);
  };
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => void stop().catch(fail));
}

async function portAsked(typed: string): Promise<number> {
  const port = readPort(typed);
  if (port === undefined) throw new FlagError(`--port must be a number from 0 to 65535, such as ${FIRST_PORT}.`);
  const refused = port === 0 ? undefined : await tryPort(port);
  if (refused === undefined) return port;
  if (refused.why === 'forbidden')
    throw new FlagError(`This user may not open port ${port}: try --port ${FIRST_PORT}.`);
  const other = port < 65_535 ? port + 1 : FIRST_PORT;
  throw new FlagError(`Port ${port} is in use: try --port ${other}.`);
}

async function firstFreePort(): Promise<number> {
  for (let port = FIRST_PORT; port < FIRST_PORT + 20; port += 1) if ((await tryPort(port)) === undefined) return port;
  return 0;
}

function fail(error: unknown): void {
  const isSlip = error instanceof FlagError;
  const words = isSlip ? error.message : error instanceof Error ? (error.stack ?? error.message) : String(error);
  process.stderr.write(`${words}\n`);
  process.exit(isSlip ? 2 : 1);
}

main().catch(fail);
