// The pretend Intercom without a service, beside a listener that hears its webhooks and panel requests: made anew for each test.
import type { IncomingHttpHeaders } from 'node:http';
import { ManualClock } from '../../src/lib/clock.ts';
import { type IntercomStandIn, startIntercom } from '../../src/simulator/intercom/server.ts';
import type { SimulatedWorkspace } from '../../src/simulator/intercom/workspace.ts';
import { Traffic } from '../../src/simulator/stand-in/traffic.ts';
import { afterEach, beforeEach } from './jest-globals.ts';
import { type Listener, startListener } from './listener.ts';

export const NOON = Date.UTC(2026, 5, 1, 12);
export const SECRET = 'client-secret';
export const PHONE = '+15555550123';

export let clock: ManualClock;
export let intercom: IntercomStandIn;
/** The workspace acme01 in the US, which has the app with the token token-acme. */
export let acme: SimulatedWorkspace;
export let service: Listener;

export interface Answer {
  status: number;
  headers: Headers;
  // biome-ignore lint/suspicious/noExplicitAny: answers are read as their tests expect them
  body: any;
}

/** A request of the stand-in: a webhook, or one for the panel. */
export interface Received {
  path: string;
  headers: IncomingHttpHeaders;
  raw: string;
  // biome-ignore lint/suspicious/noExplicitAny: webhooks are read as their tests expect them
  body: any;
}

interface Setting {
  acmeName?: string;
  redirectUrls?: string[];
  /** Adds other workspaces. */
  more?(): void;
}

let setting: Setting;
let traffic: Traffic;

/** Call once in each file that holds the stand-in to what is known of Intercom. */
export function withIntercomAlone(given: Setting = {}): void {
  setting = given;
  beforeEach(async () => {
    clock = new ManualClock(NOON);
    service = await startListener();
    service.answer('/canvas', { type: 'application/json', body: '{}' });
    const file = process.env.SIMULATOR_TRAFFIC_LOG;
    await start(new Traffic(file ? { file } : {}));
  });
  afterEach(async () => {
    await intercom.close();
    await service.close();
    await traffic.close();
  });
}

async function start(log: Traffic): Promise<void> {
  traffic = log;
  const { acmeName = 'Acme', redirectUrls, more } = setting;
  const app = { clientId: 'client-id', clientSecret: SECRET, ...(redirectUrls ? { redirectUrls } : {}) };
  intercom = await startIntercom({ clock, traffic, ...app });
  intercom.configure({
    webhookUrl: `${service.url}/webhooks`,
    canvasUrl: `${service.url}/canvas`,
    uninstallUrl: `${service.url}/uninstalled`,
  });
  acme = intercom.addWorkspace({ id: 'acme01', name: acmeName, token: 'token-acme' });
  more?.();
}

/** Starts the stand-in anew, with this record of its traffic. */
export async function restart(log: Traffic): Promise<void> {
  await intercom.close();
  await traffic.close();
  await start(log);
}

/** For requests that are wrong on purpose and so have no place among the documented ones. */
export const unrecorded = () => restart(new Traffic());

export async function call(
  method: string,
  path: string,
  body?: unknown,
  headers: Record<string, string> = {},
): Promise<Answer> {
  const response = await fetch(intercom.url + path, {
    method,
    headers: {
      authorization: 'Bearer token-acme',
      'intercom-version': '2.16',
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      ...headers,
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  const text = await response.text();
  return { status: response.status, headers: response.headers, body: text === '' ? null : JSON.parse(text) };
}

/** A GET, or a POST where there is a body, by the workspace or admin of a token. */
export const callAs = (token: string, path: string, body?: unknown) =>
  call(body === undefined ? 'GET' : 'POST', path, body, { authorization: `Bearer ${token}` });

/** Delivers the webhooks that are due, and gives what the listener has heard at such paths since the last time. */
export async function settled(path = ''): Promise<Received[]> {
  await intercom.postOffice.deliverDue();
  return heard().filter((one) => one.path.startsWith(path));
}

/** Gives what the listener has heard since the last time. */
export function heard(): Received[] {
  return service.heard
    .splice(0)
    .map(({ path, headers, body: raw }) => ({ path, headers, raw, body: raw === '' ? null : JSON.parse(raw) }));
}

/** A search with one condition. */
export function query(field: string, operator: string, value: unknown): Record<string, unknown> {
  return { query: { field, operator, value } };
}

/** Adds a user to Acme; gives the id. */
export function customer(phone: string | null = PHONE): string {
  return acme.addContact({ role: 'user', phone, name: 'Joe', announce: false }).id;
}

/** Begins a conversation as its contact does; gives the id. */
export async function conversationOf(contactId: string, body = 'Hi'): Promise<string> {
  const created = await call('POST', '/conversations', { from: { type: 'user', id: contactId }, body });
  return created.body.conversation_id;
}
