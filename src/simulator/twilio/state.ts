// The state of the pretend Twilio: accounts and their numbers, messages, opt-outs and phones.
import { createHash } from 'node:crypto';
import type { Clock } from '../../lib/clock.ts';
import type { PostOffice } from '../stand-in/post-office.ts';
import type { Fare, MessageStatus } from './fares.ts';
import { type CountryRate, firstRates } from './rates.ts';
import type {
  Account,
  Application,
  BrandRecord,
  CampaignRecord,
  MessagingService,
  OwnNumber,
  VerificationRecord,
} from './records.ts';

export interface MediaRecord {
  sid: string;
  contentType: string;
  bytes: Uint8Array;
  createdAt: number;
  /** The sender's URL of outbound media; null for inbound media. */
  sourceUrl: string | null;
}

export interface MessageRecord {
  sid: string;
  accountSid: string;
  direction: 'inbound' | 'outbound-api' | 'outbound-reply';
  from: string;
  to: string;
  /** The sid of the Messaging Service that took part. */
  serviceSid: string | null;
  /** The service chose `from`, which nobody is told before the text is queued. */
  picksSender: boolean;
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

/** An alert in Twilio's debugger. */
export interface Alert {
  accountSid: string;
  code: number;
  url: string;
  messageSid: string;
  at: number;
}

/** A text that Twilio threw away as it came: no resource, no webhook, no alert. */
export interface LostText {
  sid: string;
  from: string;
  to: string;
  body: string;
  at: number;
  reason: 'the number takes no texts' | 'its service has no inbound URL';
}

export interface TwilioEvent {
  kind: 'message' | 'status';
  message: MessageRecord;
}

/** The state that all files of the stand-in share. */
/**
 * The fault of all downloads of media. Their copy comes so many milliseconds late; it is gone, or larger than any text may be;
 * it claims a type that its bytes are not; it leads into a private network; the account protects it from these credentials;
 * or the file server hangs up.
 */
export type MediaFault =
  | { kind: 'late'; ms: number }
  | { kind: 'gone' | 'too-large' | 'lying-type' | 'private-address' | 'protected' | 'hang-up' };

export interface TwilioWorld {
  clock: Clock;
  postOffice: PostOffice;
  random: () => number;
  /** The stand-in's own origin, for the URLs of media. */
  url: string;
  accounts: Map<string, Account>;
  /** Numbers by their E.164 form. */
  numbers: Map<string, OwnNumber>;
  services: Map<string, MessagingService>;
  applications: Map<string, Application>;
  /** Prices by country, ISO 3166-1 alpha-2. */
  rates: Map<string, CountryRate>;
  brands: Map<string, BrandRecord>;
  campaigns: Map<string, CampaignRecord>;
  verifications: Map<string, VerificationRecord>;
  /** Messages by sid, oldest first. */
  messages: Map<string, MessageRecord>;
  /** Every blocked pair, spelled by `pairOf`. */
  optOuts: Set<string>;
  fares: Map<string, Fare>;
  /** Null: downloads of media go well. */
  mediaFault: MediaFault | null;
  phoneLines: PhoneLine[];
  alerts: Alert[];
  lost: LostText[];
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
    services: new Map(),
    applications: new Map(),
    rates: new Map(firstRates),
    brands: new Map(),
    campaigns: new Map(),
    verifications: new Map(),
    messages: new Map(),
    optOuts: new Set(),
    fares: new Map(),
    mediaFault: null,
    phoneLines: [],
    alerts: [],
    lost: [],
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
