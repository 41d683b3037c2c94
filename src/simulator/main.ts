// npm run demo: the real service on a database of its own, both stand-ins and the page, on this machine alone.
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { isPortFree } from './free-port.ts';
import { addSecondWorkspace } from './page-second.ts';
import { startPage } from './page-server.ts';
import { createWorld, WORKSPACE_ID } from './world.ts';

const FIRST_PORT = 4700;

async function main(): Promise<void> {
  const { values } = parseArgs({ options: { port: { type: 'string' }, log: { type: 'string', default: 'silent' } } });
  const dataDir = fs.mkdtempSync(path.join(os.tmpdir(), 'threadwire-demo-'));
  const world = await createWorld({
    database: { dataDir },
    time: 'real',
    ourNumbers: ['+14155550100', '+14155550101'],
    timezone: Intl.DateTimeFormat().resolvedOptions().timeZone,
    logLevel: values.log,
  });
  addSecondWorkspace(world);
  world.workspace.addMacro('Thanks', 'Thank you, {{contact.first_name | fallback: "and have a nice day"}}!');
  world.workspace.addMacro(
    'On its way',
    'Hi {{contact.first_name | there}}, your parcel is on its way. {{admin.first_name}}',
  );
  const page = await startPage(
    {
      intercom: world.intercom,
      twilio: world.twilio,
      workspaceId: WORKSPACE_ID,
      ourNumber: world.ourNumber,
      serviceUrl: world.serviceUrl,
      traffic: world.traffic,
    },
    { port: values.port === undefined ? await firstFreePort() : Number(values.port) },
  );
  process.stdout.write(
    `\n  Threadwire runs here, with a pretend Intercom and a pretend Twilio:\n\n    ${page.url}\n\n  Ctrl+C ends it.\n\n`,
  );

  let stopping = false;
  const stop = async () => {
    if (stopping) return;
    stopping = true;
    await page.close();
    await world.close();
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
