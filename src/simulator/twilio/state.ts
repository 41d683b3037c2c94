// What the pretend Twilio knows: accounts, numbers, messages, who opted out, and what every phone shows.
import { createHash } from 'node:crypto';
import type { Clock } from '../../lib/clock.ts';
import type { PostOffice } from '../post-office.ts';
import type { Fare, MessageStatus } from './fares.ts';

export interface Account {
  sid: string;
  authToken: string;
  apiKeys: Map<string, string>;
  status: 'active' | 'suspended';
  createdAt: number;
}

export interface OwnNumber {
  sid: string;
  accountSid: string;
  phoneNumber: string;
  friendlyName: string;
  /** May carry connection overrides in its fragment; empty when nothing is called. */
  smsUrl: string;
  smsFallbackUrl: string;
  statusCallback: string;
  tollFree: boolean;
  mms: boolean;
  createdAt: number;
  updatedAt: number;
}

export interface MediaRecord {
  sid: string;
  contentType: string;
  bytes: Uint8Array;
  createdAt: number;
  /** Where an outbound one was asked to be fetched from; null for inbound media. */
  sourceUrl: string | null;
}

export interface MessageRecord {
  sid: string;
  accountSid: string;
  direction: 'inbound' | 'outbound-api' | 'outbound-reply';
  from: string;
  to: string;
  body: string;
  media: MediaRecord[];
  status: MessageStatus;
  errorCode: number | null;
  numSegments: number;
  statusCallback: string | null;
  /** Milliseconds of the clock, as all times here. */
  createdAt: number;
  sentAt: number | null;
  updatedAt: number;
}

/** A line on a customer's phone: a message, or a confirmation that Twilio or the network sent on its own. */
export type PhoneLine = { message: MessageRecord } | { notice: { from: string; to: string; body: string; at: number } };

/** What Twilio's debugger would show. */
export interface Alert {
  code: number;
  url: string;
  messageSid: string;
  at: number;
}

export interface TwilioEvent {
  kind: 'message' | 'status';
  message: MessageRecord;
}

/** Everything that the parts of the stand-in share. */
export interface TwilioWorld {
  clock: Clock;
  postOffice: PostOffice;
  random: () => number;
  /** Of the stand-in itself, for the URLs of media. */
  url: string;
  accounts: Map<string, Account>;
  numbers: Map<string, OwnNumber>;
  /** By sid, oldest first. */
  messages: Map<string, MessageRecord>;
  /** `our number|their number` of every blocked pair. */
  optOuts: Set<string>;
  fares: Map<string, Fare>;
  phoneLines: PhoneLine[];
  alerts: Alert[];
  /** The webhook parameters of every inbound message, to post it again. */
  inboundParams: Map<string, Record<string, string>>;
  emit(event: TwilioEvent): void;
  nextSid(prefix: string): string;
}

/** An empty world; two with the same clock time make the same sids, two runs by the real time never do. */
export function createWorld(options: {
  clock: Clock;
  postOffice: PostOffice;
  random: () => number;
  emit(event: TwilioEvent): void;
}): TwilioWorld {
  const startedAt = options.clock.now();
  let made = 0;
  return {
    ...options,
    url: '',
    accounts: new Map(),
    numbers: new Map(),
    messages: new Map(),
    optOuts: new Set(),
    fares: new Map(),
    phoneLines: [],
    alerts: [],
    inboundParams: new Map(),
    nextSid(prefix) {
      made += 1;
      return sidOf(prefix, `${startedAt}:${made}`);
    },
  };
}

/** A sid of Twilio's shape: two letters and 32 hex digits that follow from the seed. */
export function sidOf(prefix: string, seed: string): string {
  return prefix + createHash('sha256').update(`${prefix}:${seed}`).digest('hex').slice(0, 32);
}

export function pairOf(ours: string, theirs: string): string {
  return `${ours}|${theirs}`;
}

const GSM_BASIC = new Set(
  '@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !"#¤%&\'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà',
);
const GSM_EXTENDED = new Set('^{}\\[~]|€\f');

/** How many parts a body takes on the air: 160/153 septets in GSM-7, else 70/67 UTF-16 units. */
export function segmentsOf(body: string): number {
  const characters = [...body];
  const isGsm = characters.every((character) => GSM_BASIC.has(character) || GSM_EXTENDED.has(character));
  const length = isGsm
    ? characters.reduce((sum, character) => sum + (GSM_EXTENDED.has(character) ? 2 : 1), 0)
    : body.length;
  const [single, part] = isGsm ? [160, 153] : [70, 67];
  return length <= single ? 1 : Math.ceil(length / part);
}
