// npm run demo: the real service on a database of its own, both stand-ins and the page, on this machine alone.
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { isPortFree } from '../lib/free-port.ts';
import { leaveFile } from '../lib/process-files.ts';
import { startDemo } from './demo/demo.ts';

const FIRST_PORT = 4700;

async function main(): Promise<void> {
  const { values } = parseArgs({ options: { port: { type: 'string' }, log: { type: 'string', default: 'silent' } } });
  const dataDir = fs.mkdtempSync(path.join(os.tmpdir(), 'threadwire-demo-'));
  const demo = await startDemo(
    { database: { dataDir }, timezone: Intl.DateTimeFormat().resolvedOptions().timeZone, logLevel: values.log },
    { port: values.port === undefined ? await firstFreePort() : Number(values.port) },
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

async function firstFreePort(): Promise<number> {
  for (let port = FIRST_PORT; port < FIRST_PORT + 20; port += 1) if (await isPortFree(port)) return port;
  return 0;
}

function fail(error: unknown): void {
  process.stderr.write(`${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
  process.exit(1);
}

main().catch(fail);
