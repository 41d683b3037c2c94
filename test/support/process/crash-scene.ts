// The stage of a crash: pretend vendors, and a service of its own process that is started and killed.
import { type ChildProcess, spawn } from 'node:child_process';
import path from 'node:path';
import { readTrafficFile } from '../../../src/config.ts';
import { ForwardClock } from '../../../src/lib/clock.ts';
import { freePort } from '../../../src/lib/free-port.ts';
import { type IntercomStandIn, startIntercom } from '../../../src/simulator/intercom/server.ts';
import { Traffic } from '../../../src/simulator/stand-in/traffic.ts';
import { startTwilio, type TwilioStandIn } from '../../../src/simulator/twilio/server.ts';
import type { DatabaseKind } from '../database/databases.ts';
import { serverPid } from '../database/postgres-cluster.ts';
import { insist } from './patience.ts';
import { afterwards, compiledOnce, databaseVariables, runCommand } from './service-process.ts';

export const WORKSPACE = 'crash123';
export const ACCOUNT = 'AC000000000000000000000000000000c1';
export const SECRET = 'a-secret';
export const OUR_NUMBER = '+14155550100';

/** A process to kill; the server only if it is the service's own. */
export type Victim = 'service' | 'server' | 'both';

export interface Scene {
  intercom: IntercomStandIn;
  twilio: TwilioStandIn;
  publicUrl: string;
  start(): Promise<void>;
  /** Sets the clocks of the vendors and of the next service forward. */
  setForward(ms: number): void;
  /** Makes an API key of the workspace, as the operator does. */
  makesKey(scopes?: string): Promise<string>;
  /** Sets one of the workspace's settings, as the operator does. */
  chooses(name: string, value: string): Promise<void>;
  kill(victim: Victim): Promise<void>;
}

/** `more`: variables of the service. */
export async function setScene(kind: DatabaseKind, more: Record<string, string> = {}): Promise<Scene> {
  const trafficFile = readTrafficFile();
  const traffic = new Traffic(trafficFile === undefined ? {} : { file: trafficFile });
  const clock = new ForwardClock();
  const intercom = await startIntercom({ clock, traffic, clientId: 'client', clientSecret: SECRET });
  const twilio = await startTwilio({ clock, traffic });
  intercom.addWorkspace({ id: WORKSPACE, name: 'Crash', token: 'token' });
  intercom.subscribedTopics = [];
  twilio.addAccount({ sid: ACCOUNT, authToken: 'token' });
  twilio.addNumber({ accountSid: ACCOUNT, phoneNumber: OUR_NUMBER });
  twilio.postOffice.start();
  for (const close of [() => intercom.close(), () => twilio.close(), () => twilio.postOffice.stop()]) afterwards(close);
  const port = await freePort();
  const publicUrl = `http://127.0.0.1:${port}`;
  const environment: Record<string, string | undefined> = {
    ...(await databaseVariables(kind)),
    PATH: process.env.PATH,
    HOST: '127.0.0.1',
    PORT: String(port),
    PUBLIC_URL: publicUrl,
    LOG_LEVEL: 'error',
    INTERCOM_CLIENT_ID: 'client',
    INTERCOM_CLIENT_SECRET: SECRET,
    INTERCOM_API_URL: intercom.url,
    INTERCOM_ACCESS_TOKEN: 'token',
    TWILIO_API_URL: twilio.url,
    TWILIO_ACCOUNT_SID: ACCOUNT,
    TWILIO_AUTH_TOKEN: 'token',
    TWILIO_PHONE_NUMBER: OUR_NUMBER,
    ENCRYPTION_KEYS: `k:${Buffer.alloc(32, 1).toString('base64')}`,
    ...more,
  };
  let service: ChildProcess | undefined;
  const killService = async () => {
    if (!isRunning(service)) return;
    const gone = new Promise((resolve) => service?.once('exit', resolve));
    service?.kill('SIGKILL');
    await gone;
  };
  afterwards(killService);
  const runs = async (command: string, words: readonly string[]): Promise<string> => {
    const { code, output, errors } = await runCommand(command, settled(environment), [
      ...[...words, '--workspace', WORKSPACE],
    ]);
    if (code !== 0) throw new Error(`${output}${errors}`);
    return output;
  };
  return {
    intercom,
    twilio,
    publicUrl,
    async kill(victim) {
      if (victim !== 'service') process.kill(serverPid(environment.DATA_DIR ?? ''), 'SIGKILL');
      if (victim !== 'server') await killService();
    },
    setForward(ms) {
      clock.setForward(ms);
    },
    async makesKey(scopes = 'send') {
      const output = await runs('api-keys', ['create', '--scopes', scopes, '--name', 'Shop', '--json']);
      return (JSON.parse(output) as { key: string }).key;
    },
    async chooses(name, value) {
      await runs('settings', ['set', name, value]);
    },
    async start() {
      if (isRunning(service)) return;
      const entry = path.join(import.meta.dirname, 'impatient-service.ts');
      service = spawn(process.execPath, [entry], {
        env: { ...compiledOnce, ...environment, CLOCK_AHEAD_MS: `${clock.aheadMs}` },
        stdio: ['ignore', 'ignore', 'inherit'],
      });
      await insist(() => fetch(`${publicUrl}/readyz`));
    },
  };
}

function settled(environment: Readonly<Record<string, string | undefined>>): Record<string, string> {
  return Object.fromEntries(Object.entries(environment).map(([name, value]) => [name, value ?? '']));
}

function isRunning(service: ChildProcess | undefined): boolean {
  return service !== undefined && service.exitCode === null && service.signalCode === null;
}
