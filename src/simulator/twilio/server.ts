// The pretend Twilio: REST API, webhooks and the customers' phones, reached over HTTP only.
import Koa from 'koa';
import type { Clock } from '../../lib/clock.ts';
import { PostOffice } from '../post-office.ts';
import { Faults, startStandIn, type Traffic } from '../stand-in.ts';
import type { Fare } from './fares.ts';
import { type Incoming, notify, receive } from './inbound.ts';
import { startMediaStore } from './media.ts';
import { accountPath } from './resources.ts';
import { twilioErrors, twilioRoutes } from './routes.ts';
import {
  type Account,
  type Alert,
  createWorld,
  type MediaRecord,
  type MessageRecord,
  type PhoneLine,
  sidOf,
  type TwilioEvent,
  type TwilioWorld,
} from './state.ts';

/** One text as a phone shows it. */
export interface PhoneText {
  /** Empty for a confirmation that Twilio or the network sent on its own. */
  sid: string;
  /** As the phone's owner sees it: `in` was received. */
  direction: 'in' | 'out';
  from: string;
  to: string;
  body: string;
  media: { contentType: string; url: string }[];
  /** Clock milliseconds. */
  at: number;
  /** Twilio's word for how far it is. */
  status: string;
}

export interface TwilioStandIn {
  url: string;
  faults: Faults;
  postOffice: PostOffice;
  /** Replaces an account of the same sid. */
  addAccount(account: {
    sid: string;
    authToken: string;
    apiKeys?: { sid: string; secret: string }[];
    status?: 'active' | 'suspended';
  }): void;
  /** `smsUrl` may carry connection overrides in its fragment: they are honoured, and neither sent nor signed. */
  addNumber(number: {
    accountSid: string;
    phoneNumber: string;
    smsUrl?: string;
    smsFallbackUrl?: string;
    tollFree?: boolean;
    mms?: boolean;
  }): void;
  setSmsUrl(phoneNumber: string, url: string): void;
  /** A customer texts; returns the MessageSid. */
  text(incoming: Incoming): string;
  /** Posts the webhook of an inbound message again. */
  repeat(messageSid: string): void;
  /** What a phone shows, oldest first. A text that ends failed or undelivered never shows. */
  phone(number: string): PhoneText[];
  messages(): readonly MessageRecord[];
  /** How the next texts to a number fare. */
  fare(to: string, plan: Fare): void;
  /** What Twilio's debugger would show about our answers. */
  alerts(): readonly Alert[];
  on(listener: (event: TwilioEvent) => void): () => void;
  rotateAuthToken(accountSid: string, next: string): void;
  close(): Promise<void>;
}

export async function startTwilio(options: {
  clock: Clock;
  traffic: Traffic;
  postOffice?: PostOffice;
  random?: () => number;
  port?: number;
  latencyMs?: () => number;
}): Promise<TwilioStandIn> {
  const { clock, traffic, random = Math.random } = options;
  const listeners = new Set<(event: TwilioEvent) => void>();
  const postOffice = options.postOffice ?? new PostOffice({ clock });
  const world = createWorld({
    clock,
    postOffice,
    random,
    emit(event) {
      for (const listener of listeners) listener(event);
    },
  });
  // A text to a number of some account here comes in there as well.
  listeners.add(({ kind, message }) => {
    if (kind === 'status' && message.status === 'sent' && world.numbers.has(message.to))
      receive(world, echoOf(message));
  });
  const store = await startMediaStore((sid) => findMedia(world, sid));
  const faults = new Faults(random);
  const { port, latencyMs } = options;
  const server = await startStandIn({
    service: 'twilio',
    app: createTwilioApp(world, store.url),
    faults,
    traffic,
    clock,
    ...(port !== undefined && { port }),
    ...(latencyMs && { latencyMs }),
  });
  world.url = server.url;
  return {
    ...standInOf(world),
    url: server.url,
    faults,
    postOffice,
    on(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    async close() {
      if (!options.postOffice) await postOffice.stop();
      await Promise.all([server.close(), store.close()]);
    },
  };
}

function createTwilioApp(world: TwilioWorld, mediaUrl: string): Koa {
  const app = new Koa();
  let underway = 0;
  app.use(async (ctx, next) => {
    underway += 1;
    ctx.set({ 'twilio-request-id': world.nextSid('RQ'), 'twilio-concurrent-requests': String(underway) });
    world.postOffice.catchUp();
    try {
      await next();
    } finally {
      underway -= 1;
    }
  });
  app.use(twilioErrors);
  app.use(twilioRoutes(world, mediaUrl).routes());
  return app;
}

function standInOf(world: TwilioWorld): Omit<TwilioStandIn, 'url' | 'faults' | 'postOffice' | 'on' | 'close'> {
  return {
    addAccount({ sid, authToken, apiKeys = [], status = 'active' }) {
      if (!/^AC[0-9a-f]{32}$/i.test(sid)) throw new Error(`${sid} is not an account sid`);
      const keys = new Map(apiKeys.map((key) => [key.sid, key.secret]));
      world.accounts.set(sid, { sid, authToken, apiKeys: keys, status, createdAt: world.clock.now() });
    },
    addNumber({ accountSid, phoneNumber, smsUrl = '', smsFallbackUrl = '', tollFree = false, mms = true }) {
      accountOf(world, accountSid);
      const now = world.clock.now();
      const settings = { smsUrl, smsFallbackUrl, statusCallback: '', tollFree, mms, createdAt: now, updatedAt: now };
      const names = { sid: sidOf('PN', phoneNumber), accountSid, phoneNumber, friendlyName: phoneNumber };
      world.numbers.set(phoneNumber, { ...names, ...settings });
    },
    setSmsUrl(phoneNumber, url) {
      const number = world.numbers.get(phoneNumber);
      if (!number) throw new Error(`no account has the number ${phoneNumber}`);
      number.smsUrl = url;
    },
    text: (incoming) => receive(world, incoming).sid,
    repeat(messageSid) {
      const message = world.messages.get(messageSid);
      if (message?.direction !== 'inbound') throw new Error(`there is no inbound message ${messageSid}`);
      notify(world, message);
    },
    phone(number) {
      world.postOffice.catchUp();
      return world.phoneLines.filter((line) => phoneOf(line) === number).map((line) => phoneText(world, line));
    },
    messages() {
      world.postOffice.catchUp();
      return [...world.messages.values()];
    },
    fare: (to, plan) => world.fares.set(to, plan),
    alerts: () => world.alerts,
    rotateAuthToken(accountSid, next) {
      accountOf(world, accountSid).authToken = next;
    },
  };
}

function accountOf(world: TwilioWorld, sid: string): Account {
  const account = world.accounts.get(sid);
  if (!account) throw new Error(`there is no account ${sid}`);
  return account;
}

function findMedia(world: TwilioWorld, sid: string): MediaRecord | undefined {
  for (const { media } of world.messages.values()) {
    const found = media.find((item) => item.sid === sid);
    if (found) return found;
  }
  return undefined;
}

function echoOf(message: MessageRecord): Incoming {
  const { from, to, body, media } = message;
  return { from, to, body, media: media.map(({ contentType, bytes }) => ({ contentType, bytes })) };
}

/** The customer's number. */
function phoneOf(line: PhoneLine): string {
  if ('notice' in line) return line.notice.to;
  return line.message.direction === 'inbound' ? line.message.from : line.message.to;
}

function phoneText(world: TwilioWorld, line: PhoneLine): PhoneText {
  if ('notice' in line) return { sid: '', direction: 'in', ...line.notice, media: [], status: 'delivered' };
  const { sid, accountSid, direction, from, to, body, media, createdAt, status } = line.message;
  const path = `${world.url}${accountPath(accountSid)}/Messages/${sid}/Media`;
  return {
    sid,
    direction: direction === 'inbound' ? 'out' : 'in',
    from,
    to,
    body,
    media: media.map((item) => ({ contentType: item.contentType, url: `${path}/${item.sid}` })),
    at: createdAt,
    status,
  };
}
