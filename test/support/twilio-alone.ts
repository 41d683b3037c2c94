// The pretend Twilio without a service, beside a listener that hears its webhooks: made anew for each test.
import twilio from 'twilio';
import { ManualClock } from '../../src/lib/clock.ts';
import { Traffic } from '../../src/simulator/stand-in/traffic.ts';
import { startTwilio, type TwilioStandIn } from '../../src/simulator/twilio/server.ts';
import { afterEach, beforeEach } from './jest-globals.ts';
import { type Heard, type Listener, startListener } from './listener.ts';

export const ACCOUNT = `AC${'a'.repeat(32)}`;
export const TOKEN = 'pretend-token';
export const KEY = `SK${'b'.repeat(32)}`;
export const OURS = '+12125550100';
export const TOLL_FREE = '+18005550100';
/** Another number of the account, and one of it in Ireland. */
export const SECOND = '+12125550101';
export const ABROAD = '+353861230100';
/** Somebody else's account, with a number. */
export const STRANGER = `AC${'c'.repeat(32)}`;
export const STRANGERS_TOKEN = 'another-token';
export const FOREIGN = '+12125550109';
export const MAYA = '+12125550123';
export const START = Date.UTC(2026, 0, 8, 13, 5);

export let clock: ManualClock;
export let traffic: Traffic;
export let stand: TwilioStandIn;
export let service: Listener;

let fill: () => void;

/** Call once in each file that holds the stand-in to its documentation; `accounts` adds its accounts and numbers. */
export function withTwilioAlone(accounts: () => void = addAccount): void {
  fill = accounts;
  beforeEach(async () => {
    clock = new ManualClock(START);
    service = await startListener();
    const file = process.env.SIMULATOR_TRAFFIC_LOG;
    await start(new Traffic(file ? { file } : {}));
  });
  afterEach(async () => {
    await stand.close();
    await service.close();
    await traffic.close();
  });
}

/** One account with a key, a local number and a toll-free one without MMS. */
function addAccount(): void {
  stand.addAccount({ sid: ACCOUNT, authToken: TOKEN, apiKeys: [{ sid: KEY, secret: 'key-secret' }] });
  stand.addNumber({ accountSid: ACCOUNT, phoneNumber: OURS, smsUrl: `${service.url}/in?w=1` });
  const tollFree = { phoneNumber: TOLL_FREE, tollFree: true, mms: false };
  stand.addNumber({ accountSid: ACCOUNT, smsUrl: `${service.url}/in`, ...tollFree });
}

/** Two accounts that know nothing of each other. */
export function addTwoAccounts(): void {
  stand.addAccount({ sid: ACCOUNT, authToken: TOKEN });
  stand.addAccount({ sid: STRANGER, authToken: STRANGERS_TOKEN });
  stand.addNumber({ accountSid: ACCOUNT, phoneNumber: OURS, smsUrl: `${service.url}/number` });
  stand.addNumber({ accountSid: ACCOUNT, phoneNumber: SECOND });
  stand.addNumber({ accountSid: ACCOUNT, phoneNumber: ABROAD });
  stand.addNumber({ accountSid: STRANGER, phoneNumber: FOREIGN, smsUrl: `${service.url}/stranger` });
}

async function start(log: Traffic): Promise<void> {
  traffic = log;
  stand = await startTwilio({ clock, traffic, random: () => 0.5 });
  fill();
}

/** For requests that our excerpt of Twilio's description lacks. */
export async function unrecorded(): Promise<void> {
  await stand.close();
  await traffic.close();
  await start(new Traffic());
}

/** Twilio's own library, signed in with an account's token or with a key. */
export function clientOf(user = ACCOUNT, secret = TOKEN, accountSid = user.startsWith('AC') ? user : ACCOUNT) {
  const client = twilio(user, secret, { accountSid });
  client.api.baseUrl = stand.url;
  client.messaging.baseUrl = stand.url;
  return client;
}

/** Texts Maya from our number, with a status callback. */
export const send = (over: Record<string, unknown> = {}) =>
  clientOf().messages.create({
    from: OURS,
    to: MAYA,
    body: 'Hello',
    statusCallback: `${service.url}/status?id=1`,
    ...over,
  });

/** Gives `ok`, or the status and Twilio's code of a refusal: `400 21610`. */
export async function outcomeOf(call: Promise<unknown>): Promise<string> {
  const error: unknown = await call.then(
    () => null,
    (thrown: unknown) => thrown,
  );
  if (error === null) return 'ok';
  const { status, code } = Object.assign({ status: undefined, code: undefined }, error);
  return `${status} ${code}`;
}

/** Moves the clock from one due time to the next until nothing is due any more. */
export async function settle(): Promise<void> {
  for (;;) {
    await stand.postOffice.deliverDue();
    const next = stand.postOffice.nextDueAt();
    if (next === null) return;
    clock.advance(Math.max(next - clock.now(), 0));
  }
}

/** Has a customer text; gives the calls that this brings: `POST /number`. */
export async function callsAfterText(to = OURS): Promise<string[]> {
  const before = service.heard.length;
  stand.text({ from: MAYA, to, body: 'Hi' });
  await settle();
  return service.heard.slice(before).map(({ method, path }) => `${method} ${path.split('?')[0]}`);
}

/** True for a request that Twilio's own library takes for Twilio's. */
export function isSigned({ headers, path, method, body }: Heard, token = TOKEN): boolean {
  const params = method === 'GET' ? {} : formOf(body);
  return twilio.validateRequest(token, String(headers['x-twilio-signature']), `${service.url}${path}`, params);
}

const formOf = (body: string) => Object.fromEntries(new URLSearchParams(body));

export interface Received {
  method: string;
  path: string;
  form: Record<string, string>;
  /** Twilio's idempotency token. */
  token: string;
  isSigned: boolean;
}

/** Lists all that the listener has heard. */
export const received = (token = TOKEN): Received[] =>
  service.heard.map((heard) => ({
    method: heard.method,
    path: heard.path,
    form: formOf(heard.body),
    token: String(heard.headers['i-twilio-idempotency-token'] ?? ''),
    isSigned: isSigned(heard, token),
  }));

/** Lists the states that callbacks have told. */
export const statuses = () => received().map(({ form }) => form.MessageStatus);
