// The first words of each script: help without a variable, a sentence for a slip, and the next steps on a terminal.
import { execFile } from 'node:child_process';
import http from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { describe, expect, jest, test } from '../support/jest-globals.ts';
import {
  afterwards,
  compiledOnce,
  databaseVariables,
  type Ended,
  ready,
  startService,
  stopServices,
} from '../support/process/service-process.ts';
import { until } from '../support/until.ts';
import { environmentFor } from '../support/vendors.ts';

stopServices();
jest.setTimeout(60_000);

const root = path.resolve(import.meta.dirname, '../..');

function runScript(file: string, ...args: string[]): Promise<Ended> {
  return new Promise((resolve) => {
    execFile(process.execPath, [path.join(root, file), ...args], { env: compiledOnce }, (error, output, errors) =>
      resolve({ code: error === null ? 0 : Number(error.code), output, errors }),
    );
  });
}

test('each script explains itself without a variable', async () => {
  const scripts = [
    ['src/main.ts', 'npm start'],
    ['src/simulator/main.ts', 'npm run demo'],
    ['bench/main.ts', 'npm run bench'],
  ] as const;
  const explained = await Promise.all(scripts.map(([file]) => runScript(file, '--help')));
  for (const [index, [, name]] of scripts.entries())
    expect(explained[index]).toMatchObject({ code: 0, errors: '', output: expect.stringContaining(`${name} -- [`) });
});

test('a wrong flag ends each script with 2 and a sentence', async () => {
  const slips = [
    ['src/simulator/main.ts', ['--port', 'abc'], /^--port must be a number from 0 to 65535, such as 4700\.\n$/],
    ['src/simulator/main.ts', ['--prot', '80'], /^Unknown option '--prot' \(see --help\)\.\n$/],
    ['bench/main.ts', ['--only', 'all'], /^There is no part "all"\. The parts are .*\.\n$/],
  ] as const;
  await Promise.all(
    slips.map(async ([file, args, errors]) =>
      expect(await runScript(file, ...args)).toEqual({ code: 2, output: '', errors: expect.stringMatching(errors) }),
    ),
  );
});

test('the demo names a free port where one is in use', async () => {
  const server = http.createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  afterwards(async () => server.close());
  const { port } = server.address() as AddressInfo;
  const ended = await runScript('src/simulator/main.ts', '--port', String(port));
  expect(ended).toEqual({ code: 2, output: '', errors: `Port ${port} is in use: try --port ${port + 1}.\n` });
});

/** Has the process believe that it writes to a terminal. */
const onTerminal = { NODE_OPTIONS: '--import=data:text/javascript,process.stdout.isTTY=true' };

describe('npm start', () => {
  test('names the next steps on a terminal, and logs only JSON elsewhere', async () => {
    const env = { ...(await environmentFor()), ...(await databaseVariables('by URL')) };
    const service = await ready(startService({ ...env, ...onTerminal }));
    await until('it has said everything', () => service.output().includes('Ctrl+C ends it.'));
    const [output, url] = [service.output(), env.PUBLIC_URL ?? ''];
    expect(output).toContain('\nThreadwire is ready.\n');
    for (const address of ['/install', '/webhooks/intercom', '/webhooks/twilio/WORKSPACE_ID/messages', '/readyz'])
      expect(output).toMatch(new RegExp(`^ {2}\\w[\\w ]+ {2,}${url}${address}$`, 'm'));

    const second = startService(env);
    expect(await second.exited).toBe(1);
    const [last, ...logged] = second.output().trimEnd().split('\n').reverse();
    expect(last).toMatch(/^Port \d+ is in use\. End the program that has it, or choose another with PORT or /);
    for (const line of logged) expect(JSON.parse(line)).toMatchObject({ msg: expect.any(String) });
  });

  test('a worker on a terminal tells its health alone', async () => {
    const env = { ...(await environmentFor()), ...(await databaseVariables('by URL')), ...onTerminal };
    const service = await ready(startService(env, ['--role', 'worker']));
    await until('it has said everything', () => service.output().includes('Ctrl+C ends it.'));
    expect(service.output()).toMatch(
      /"ready"\}\n\nThreadwire is ready\.\n\n {2}Health +http:\S+\/readyz\n\nCtrl\+C ends it\.\n$/,
    );
  });
});
