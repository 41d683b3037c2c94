// The pretend Twilio: REST API, webhooks and the customers' phones, reached over HTTP only.
import type { Clock } from '../../lib/clock.ts';
import { Faults } from '../stand-in/faults.ts';
import { PostOffice } from '../stand-in/post-office.ts';
import { startStandIn } from '../stand-in/stand-in.ts';
import type { Traffic } from '../stand-in/traffic.ts';
import { SimulatedAccount } from './account/account.ts';
import {
  accountOf,
  addAccount,
  addApplication,
  addNumber,
  addService,
  type NewAccount,
  type NewApplication,
  type NewNumber,
  type NewService,
} from './account/new-account.ts';
import { createTwilioApp } from './api.ts';
import type { Fare } from './fares.ts';
import type { CountryRate } from './rates.ts';
import type { MessagingService, OwnNumber } from './records.ts';
import { type NewStanding, register } from './registrations.ts';
import { serviceOf } from './services.ts';
import {
  type Alert,
  createWorld,
  type LostText,
  type MediaFault,
  type MediaRecord,
  type MessageRecord,
  type TwilioEvent,
  type TwilioWorld,
} from './state.ts';
import { type Incoming, notify, receive } from './texts/inbound.ts';
import { startMediaStore } from './texts/media.ts';
import { type PhoneText, textsOn } from './texts/phones.ts';

export interface TwilioStandIn {
  url: string;
  faults: Faults;
  postOffice: PostOffice;
  /** Replaces an account of the same sid. */
  addAccount(account: NewAccount): SimulatedAccount;
  account(sid: string): SimulatedAccount;
  addNumber(number: NewNumber): void;
  /** A TwiML application; gives its sid. */
  addApplication(application: NewApplication): string;
  /** A Messaging Service; gives its sid. */
  addService(service: NewService): string;
  /** The present settings. */
  number(phoneNumber: string): Readonly<OwnNumber>;
  /** The present settings. */
  service(sid: string): Readonly<MessagingService>;
  services(): readonly Readonly<MessagingService>[];
  setSmsUrl(phoneNumber: string, url: string): void;
  /** Changes a number, as in the Console. */
  changeNumber(phoneNumber: string, changes: Partial<Omit<OwnNumber, 'sid' | 'accountSid' | 'phoneNumber'>>): void;
  changeService(sid: string, changes: Partial<Omit<MessagingService, 'sid' | 'accountSid' | 'pool'>>): void;
  /** Gives a number back to Twilio, as in the Console. */
  removeNumber(phoneNumber: string): void;
  removeService(sid: string): void;
  /** Adds a number to the service's pool. */
  addToService(sid: string, phoneNumber: string): void;
  removeFromService(sid: string, phoneNumber: string): void;
  /** Takes a number's registration with US carriers so far; from then on the account's credentials may read it. */
  register(phoneNumber: string, standing: NewStanding): void;
  /** Sets the prices of a country; null: Twilio sends no texts there. */
  setRate(country: string, rate: CountryRate | null): void;
  /** A customer texts; returns the MessageSid, which no resource has where the text was lost. */
  text(incoming: Incoming): string;
  /** Texts that Twilio threw away as they came. */
  lostTexts(): readonly LostText[];
  /** Posts the webhook of an inbound message again. */
  repeat(messageSid: string): void;
  /** The texts on a phone, oldest first. A text that ends failed or undelivered never shows. */
  phone(number: string): PhoneText[];
  messages(): readonly MessageRecord[];
  /** Plans the fare of the next texts to a number. */
  fare(to: string, plan: Fare): void;
  /** From now on, downloads of media meet this; null: nothing. */
  breakMedia(fault: MediaFault | null): void;
  /** The alerts in Twilio's debugger about our answers. */
  alerts(): readonly Alert[];
  on(listener: (event: TwilioEvent) => void): () => void;
  /** Puts the next token in force at once; gives the one before. */
  rotateAuthToken(accountSid: string, next: string): string;
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
  const store = await startMediaStore(world, (sid) => findMedia(world, sid));
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

type Plumbing = 'url' | 'faults' | 'postOffice' | 'on' | 'close';

function standInOf(world: TwilioWorld): Omit<TwilioStandIn, Plumbing> {
  return {
    addAccount(account) {
      addAccount(world, account);
      return new SimulatedAccount(world, account.sid);
    },
    account: (sid) => new SimulatedAccount(world, sid),
    addNumber: (number) => addNumber(world, number),
    addApplication: (application) => addApplication(world, application),
    addService: (service) => addService(world, service),
    number: (phoneNumber) => known(world.numbers.get(phoneNumber), `number ${phoneNumber}`),
    service: (sid) => known(world.services.get(sid), `Messaging Service ${sid}`),
    services: () => [...world.services.values()],
    setSmsUrl(phoneNumber, url) {
      known(world.numbers.get(phoneNumber), `number ${phoneNumber}`).smsUrl = url;
    },
    changeNumber(phoneNumber, changes) {
      Object.assign(known(world.numbers.get(phoneNumber), `number ${phoneNumber}`), changes);
    },
    changeService(sid, changes) {
      Object.assign(known(world.services.get(sid), `Messaging Service ${sid}`), changes);
    },
    removeNumber(phoneNumber) {
      const number = known(world.numbers.get(phoneNumber), `number ${phoneNumber}`);
      serviceOf(world, number)?.pool.delete(number.sid);
      world.numbers.delete(phoneNumber);
    },
    removeService(sid) {
      world.services.delete(known(world.services.get(sid), `Messaging Service ${sid}`).sid);
    },
    addToService(sid, phoneNumber) {
      const number = known(world.numbers.get(phoneNumber), `number ${phoneNumber}`);
      if (serviceOf(world, number)) throw new Error(`${phoneNumber} is in a Messaging Service already`);
      known(world.services.get(sid), `Messaging Service ${sid}`).pool.set(number.sid, world.clock.now());
    },
    removeFromService(sid, phoneNumber) {
      const number = known(world.numbers.get(phoneNumber), `number ${phoneNumber}`);
      known(world.services.get(sid), `Messaging Service ${sid}`).pool.delete(number.sid);
    },
    register: (phoneNumber, standing) =>
      register(world, known(world.numbers.get(phoneNumber), `number ${phoneNumber}`), standing),
    setRate(country, rate) {
      if (rate === null) world.rates.delete(country);
      else world.rates.set(country, rate);
    },
    text: (incoming) => receive(world, incoming).sid,
    lostTexts: () => world.lost,
    repeat(messageSid) {
      const message = world.messages.get(messageSid);
      if (message?.direction !== 'inbound') throw new Error(`there is no inbound message ${messageSid}`);
      notify(world, message);
    },
    phone(number) {
      world.postOffice.catchUp();
      return textsOn(world, number);
    },
    messages() {
      world.postOffice.catchUp();
      return [...world.messages.values()];
    },
    fare: (to, plan) => world.fares.set(to, plan),
    breakMedia(fault) {
      world.mediaFault = fault;
    },
    alerts: () => world.alerts,
    rotateAuthToken(accountSid, next) {
      const account = accountOf(world, accountSid);
      const before = account.authToken;
      account.authToken = next;
      return before;
    },
  };
}

function known<T>(found: T | undefined, what: string): T {
  if (!found) throw new Error(`there is no ${what}`);
  return found;
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
