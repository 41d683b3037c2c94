// The whole world in one process: the real service, a pretend Intercom and a pretend Twilio, joined by HTTP.
import { TestClock } from 'pg-boss';
import { type App, createApp, type Overrides } from '../app.ts';
import { readConfig, readTrafficFile } from '../config.ts';
import { type Clock, ForwardClock, ManualClock } from '../lib/clock.ts';
import { freePort } from '../lib/free-port.ts';
import { type IntercomStandIn, startIntercom } from './intercom/server.ts';
import type { SimulatedWorkspace } from './intercom/workspace.ts';
import { Traffic } from './stand-in/traffic.ts';
import { startTwilio, type TwilioStandIn } from './twilio/server.ts';

export const WORKSPACE_ID = 'demo1234';
export const CLIENT_SECRET = 'a-client-secret-of-the-simulator';
export const ACCOUNT_SID = 'AC00000000000000000000000000000001';
export const AUTH_TOKEN = 'an-auth-token-of-the-simulator';
export const ACCESS_TOKEN = 'an-access-token-of-the-simulator';
/** The webhook as the settings page has an admin set it. */
const RETRIES = '#rc=5&ct=2000&rt=4000&rp=5xx,ct,rt';

export interface WorldOptions {
  /** The service's database: an open one, the folder of a throw-away embedded one, or a server. */
  database: NonNullable<Overrides['database']> | { dataDir: string } | { url: string };
  /** `manual`: time stands still until `pass` moves it, and nothing runs by itself. */
  time: 'manual' | 'real';
  ourNumbers?: readonly string[];
  /** The workspace's time zone, an IANA name. */
  timezone?: string;
  /** The lag of Intercom's search, in milliseconds. */
  searchLagMs?: number;
  webhookBodies?: 'html' | 'plain';
  attributeNames?: 'any' | 'strict';
  /** The workspace's region. With it each region has its own host, which knows no token of another region. */
  region?: 'US' | 'EU' | 'AU';
  logLevel?: string;
  port?: number;
  latencyMs?: () => number;
  random?: () => number;
  environment?: Record<string, string>;
  /** The way in for the workspace: the service's environment names it, or an admin is still to install it. Absent: the environment. */
  wayIn?: 'environment' | 'install';
}

export interface World {
  app: App;
  intercom: IntercomStandIn;
  twilio: TwilioStandIn;
  workspace: SimulatedWorkspace;
  traffic: Traffic;
  ourNumber: string;
  /** The service's address. */
  serviceUrl: string;
  /** The variables that the service was started with. */
  environment: Readonly<Record<string, string>>;
  now(): number;
  /** Runs everything that is due, and what follows from it within `withinMs` of the clock, until all is quiet. */
  settle(withinMs?: number): Promise<void>;
  /** Lets time pass, running everything as it falls due. Only in a world whose time is manual. */
  pass(ms: number): Promise<void>;
  /** Sets the clock of the service and of both vendors forward. Only in a world whose time is real. */
  setForward(ms: number): Promise<void>;
  /** Takes the service down and starts it again on the same data. */
  close(): Promise<void>;
}

export async function createWorld(options: WorldOptions): Promise<World> {
  const manual = options.time === 'manual' ? new ManualClock(Date.UTC(2026, 0, 8, 13, 5)) : null;
  const forward = new ForwardClock();
  const clock: Clock = manual ?? forward;
  const trafficFile = readTrafficFile();
  const traffic = new Traffic(trafficFile === undefined ? {} : { file: trafficFile });
  const random = options.random ? { random: options.random } : {};
  const latency = options.latencyMs ? { latencyMs: options.latencyMs } : {};
  const intercom = await startIntercom({
    clock,
    traffic,
    clientId: 'client',
    clientSecret: CLIENT_SECRET,
    webhookBodies: options.webhookBodies ?? 'html',
    searchLagMs: options.searchLagMs ?? 0,
    ...random,
    ...latency,
  });
  const twilio = await startTwilio({ clock, traffic, ...random, ...latency });
  const ourNumbers = options.ourNumbers ?? ['+14155550100'];
  const [ourNumber = ''] = ourNumbers;
  const isNamed = options.wayIn !== 'install';
  const workspace = intercom.addWorkspace({
    id: WORKSPACE_ID,
    name: 'Example Company',
    ...(isNamed ? { token: ACCESS_TOKEN } : {}),
    timezone: options.timezone ?? 'America/New_York',
    attributeNames: options.attributeNames ?? 'any',
    ...(options.region ? { region: options.region } : {}),
  });
  twilio.addAccount({ sid: ACCOUNT_SID, authToken: AUTH_TOKEN });

  const port = options.port ?? (await freePort());
  const publicUrl = `http://127.0.0.1:${port}`;
  const environment = {
    HOST: '127.0.0.1',
    PORT: String(port),
    PUBLIC_URL: publicUrl,
    LOG_LEVEL: options.logLevel ?? 'silent',
    INTERCOM_CLIENT_ID: 'client',
    INTERCOM_CLIENT_SECRET: CLIENT_SECRET,
    INTERCOM_API_URL: options.region ? `${intercom.url}/{region}` : intercom.url,
    INTERCOM_APP_URL: intercom.url,
    TWILIO_API_URL: twilio.url,
    ...(isNamed ? privateWorkspace(ourNumbers) : {}),
    ENCRYPTION_KEYS: `simulator:${Buffer.alloc(32, 7).toString('base64')}`,
    ...databaseVariables(options.database),
    ...options.environment,
  };
  const config = readConfig(environment);
  const queueClock = manual ? new TestClock(manual.now()) : undefined;
  const app = await createApp(config, {
    clock,
    ...(queueClock ? { queueClock, supervise: false } : {}),
    ...random,
    ...('owner' in options.database ? { database: options.database } : { embedded: { isDisposable: true } }),
  });
  const { url: serviceUrl } = await app.start({ worker: manual === null });
  const door = `${publicUrl}/webhooks/twilio/${WORKSPACE_ID}/messages`;
  for (const phoneNumber of ourNumbers)
    twilio.addNumber({
      accountSid: ACCOUNT_SID,
      phoneNumber,
      smsUrl: isNamed ? `${door}${RETRIES}` : '',
      smsFallbackUrl: isNamed ? `${door}?fallback=1${RETRIES}` : '',
    });
  intercom.configure({
    webhookUrl: `${publicUrl}/webhooks/intercom`,
    canvasUrl: publicUrl,
    redirectUrls: [`${publicUrl}/oauth/callback`],
    uninstallUrl: `${publicUrl}/webhooks/intercom/uninstalled`,
  });
  if (manual === null) {
    intercom.postOffice.start();
    twilio.postOffice.start();
  }

  async function quiesce(): Promise<void> {
    do {
      await intercom.postOffice.deliverDue();
      await twilio.postOffice.deliverDue();
      await app.ctx.background.idle();
    } while ((await app.worker.runDue()) > 0);
  }

  async function nextDueAt(): Promise<number> {
    const job = (await app.ctx.jobs.nextDueAt(new Date(clock.now())))?.getTime() ?? Number.POSITIVE_INFINITY;
    const posts = [intercom.postOffice, twilio.postOffice].map(
      (office) => office.nextDueAt() ?? Number.POSITIVE_INFINITY,
    );
    return Math.min(job, await app.worker.nextRoundAt(), ...posts);
  }

  async function moveTo(time: number): Promise<void> {
    if (!manual || !queueClock || time <= manual.now()) return;
    manual.advance(time - manual.now());
    await queueClock.setTime(time);
  }

  async function runUntil(end: number): Promise<void> {
    if (!manual) throw new Error('Only a world whose time is manual can be moved.');
    for (;;) {
      await quiesce();
      const next = await nextDueAt();
      if (next > end) return;
      await moveTo(Math.max(next, manual.now() + 1));
    }
  }

  return {
    app,
    intercom,
    twilio,
    workspace,
    traffic,
    ourNumber,
    serviceUrl,
    environment,
    now: () => clock.now(),
    async setForward(ms) {
      forward.setForward(ms);
      await app.ctx.jobs.setClockAhead(forward.aheadMs);
    },
    settle: (withinMs = 5_000) => runUntil(clock.now() + withinMs),
    async pass(ms) {
      const end = clock.now() + ms;
      await runUntil(end);
      await moveTo(end);
      await quiesce();
    },
    async close() {
      await Promise.all([intercom.postOffice.stop(), twilio.postOffice.stop()]);
      await app.close();
      await Promise.all([intercom.close(), twilio.close()]);
      await traffic.close();
    },
  };
}

function privateWorkspace(ourNumbers: readonly string[]): Record<string, string> {
  return {
    INTERCOM_ACCESS_TOKEN: ACCESS_TOKEN,
    TWILIO_ACCOUNT_SID: ACCOUNT_SID,
    TWILIO_AUTH_TOKEN: AUTH_TOKEN,
    TWILIO_PHONE_NUMBER: ourNumbers.join(','),
  };
}

function databaseVariables(database: WorldOptions['database']): Record<string, string> {
  if ('dataDir' in database) return { DATA_DIR: database.dataDir };
  if ('url' in database && !('owner' in database)) return { DATABASE_URL: database.url };
  return {};
}
