// The first accounts, numbers, applications and Messaging Services of a pretend Twilio, with their defaults.
import type { Account, Method, Region } from '../records.ts';
import { sidOf, type TwilioWorld } from '../state.ts';

export interface NewAccount {
  sid: string;
  authToken: string;
  /** Standard keys unless told. */
  apiKeys?: { sid: string; secret: string; kind?: 'standard' | 'main' }[];
  /** The sid of its owner, for a subaccount. */
  ownerSid?: string;
  friendlyName?: string;
  /** US1 unless told. */
  region?: Region;
  status?: Account['status'];
  type?: Account['type'];
  /** The numbers that a trial account may text. */
  verified?: string[];
}

/** `smsUrl` may carry connection overrides in its fragment: they are honoured, and neither sent nor signed. */
export interface NewNumber {
  accountSid: string;
  phoneNumber: string;
  friendlyName?: string;
  smsUrl?: string;
  smsMethod?: Method;
  smsFallbackUrl?: string;
  smsFallbackMethod?: Method;
  smsApplicationSid?: string;
  tollFree?: boolean;
  sms?: boolean;
  mms?: boolean;
  voice?: boolean;
}

export interface NewApplication {
  accountSid: string;
  friendlyName: string;
  smsUrl?: string;
  smsMethod?: Method;
  smsFallbackUrl?: string;
  smsFallbackMethod?: Method;
}

export interface NewService {
  accountSid: string;
  friendlyName: string;
  inboundRequestUrl?: string;
  inboundMethod?: Method;
  fallbackUrl?: string;
  fallbackMethod?: Method;
  statusCallback?: string;
  /** True unless told, as for a service made in the Console: https://www.twilio.com/docs/messaging/services */
  useInboundWebhookOnNumber?: boolean;
  stickySender?: boolean;
  /** Phone numbers of the account. */
  numbers?: string[];
}

/** Replaces an account of the same sid. */
export function addAccount(world: TwilioWorld, { apiKeys = [], verified = [], ...given }: NewAccount): void {
  if (!/^AC[0-9a-f]{32}$/i.test(given.sid)) throw new Error(`${given.sid} is not an account sid`);
  const keys = apiKeys.map((key) => [key.sid, { kind: 'standard' as const, ...key }] as const);
  world.accounts.set(given.sid, {
    ownerSid: given.sid,
    friendlyName: 'Pretend account',
    region: 'US1',
    status: 'active',
    type: 'Full',
    listing: { hidesWords: false, hidesNumbers: false, lagMs: 0 },
    ...given,
    secondaryToken: null,
    apiKeys: new Map(keys),
    verified: new Set(verified),
    sharedKeys: new Map(),
    webhookRules: [],
    showsWebhookRules: true,
    showsRegistrations: false,
    createdAt: world.clock.now(),
  });
}

/** Replaces the account's own number; one of another account it leaves alone. */
export function addNumber(world: TwilioWorld, given: NewNumber): void {
  const { accountSid, phoneNumber } = given;
  accountOf(world, accountSid);
  const standing = world.numbers.get(phoneNumber);
  if (standing && standing.accountSid !== accountSid) throw new Error(`another account has the number ${phoneNumber}`);
  const now = world.clock.now();
  world.numbers.set(phoneNumber, {
    sid: sidOf('PN', phoneNumber),
    friendlyName: phoneNumber,
    ...noWebhooks(),
    smsApplicationSid: null,
    statusCallback: '',
    statusCallbackMethod: 'POST',
    tollFree: /^\+1(?:800|833|844|855|866|877|888)/.test(phoneNumber),
    sms: true,
    mms: given.sms ?? true,
    voice: true,
    isRegistered: true,
    createdAt: now,
    updatedAt: now,
    ...given,
  });
}

/** Gives its sid. */
export function addApplication(world: TwilioWorld, given: NewApplication): string {
  accountOf(world, given.accountSid);
  const sid = world.nextSid('AP');
  world.applications.set(sid, { sid, ...noWebhooks(), createdAt: world.clock.now(), ...given });
  return sid;
}

/** Gives its sid. */
export function addService(world: TwilioWorld, { numbers = [], ...given }: NewService): string {
  accountOf(world, given.accountSid);
  const sid = world.nextSid('MG');
  const now = world.clock.now();
  const pool = numbers.map((phoneNumber) => {
    const number = world.numbers.get(phoneNumber);
    if (number?.accountSid !== given.accountSid) throw new Error(`the account does not have the number ${phoneNumber}`);
    return [number.sid, now] as const;
  });
  world.services.set(sid, {
    sid,
    inboundRequestUrl: null,
    inboundMethod: 'POST',
    fallbackUrl: null,
    fallbackMethod: 'POST',
    statusCallback: null,
    useInboundWebhookOnNumber: true,
    stickySender: true,
    smartEncoding: true,
    mmsConverter: true,
    areaCodeGeomatch: true,
    validityPeriod: 36_000,
    createdAt: now,
    updatedAt: now,
    ...given,
    pool: new Map(pool),
  });
  return sid;
}

export function accountOf(world: TwilioWorld, sid: string): Account {
  const account = world.accounts.get(sid);
  if (!account) throw new Error(`there is no account ${sid}`);
  return account;
}

function noWebhooks(): { smsUrl: string; smsMethod: Method; smsFallbackUrl: string; smsFallbackMethod: Method } {
  return { smsUrl: '', smsMethod: 'POST', smsFallbackUrl: '', smsFallbackMethod: 'POST' };
}
