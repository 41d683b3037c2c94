// A text from a customer: Twilio's opt-out words, the signed webhook, and Twilio's reaction to the answer.
// https://www.twilio.com/docs/messaging/guides/webhook-request

import { statusOf } from '../account/accounts.ts';
import type { Account, OwnNumber } from '../records.ts';
import { serviceOf } from '../services.ts';
import type { MediaRecord, MessageRecord, TwilioWorld } from '../state.ts';
import { callWebhook } from '../webhooks.ts';
import { block, isBlocked, unblock } from './opt-outs.ts';
import { accept } from './outbound.ts';
import { segmentsOf } from './segments.ts';
import { type Hook, inboundRouteOf } from './text-route.ts';
import { repliesOf } from './twiml.ts';

type OptOutType = 'STOP' | 'START' | 'HELP';

/** The words that Twilio acts on by itself: https://www.twilio.com/docs/messaging/tutorials/advanced-opt-out */
const KEYWORDS: Record<OptOutType, readonly string[]> = {
  STOP: ['STOP', 'STOPALL', 'UNSUBSCRIBE', 'END', 'QUIT', 'CANCEL', 'REVOKE', 'OPTOUT'],
  START: ['START', 'YES', 'UNSTOP'],
  HELP: ['HELP', 'INFO'],
};

const GEO = ['ToCountry', 'ToState', 'ToCity', 'ToZip', 'FromCountry', 'FromState', 'FromCity', 'FromZip'];

export interface Incoming {
  from: string;
  to: string;
  body: string;
  media?: { contentType: string; bytes?: Uint8Array }[];
  /** As with Advanced Opt-Out, which recognises more than the default words. */
  optOutType?: OptOutType;
  /** Further webhook parameters, or others than the usual ones. */
  extra?: Record<string, string>;
}

/** A customer texts one of the numbers; the webhook is due at once. A suspended account is not told. */
export function receive(world: TwilioWorld, incoming: Incoming): MessageRecord {
  const number = world.numbers.get(incoming.to);
  const account = world.accounts.get(number?.accountSid ?? '');
  if (!number || !account) throw new Error(`no account has the number ${incoming.to}`);
  const message = messageOf(world, account, number, incoming);
  world.phoneLines.push({ message });
  const isLost = !number.sms || inboundRouteOf(world, number) === null;
  if (isLost) {
    const { sid, from, to, body } = message;
    const reason = number.sms ? 'its service has no inbound URL' : 'the number takes no texts';
    world.lost.push({ sid, from, to, body, at: message.createdAt, reason });
    return message;
  }
  world.messages.set(message.sid, message);
  world.emit({ kind: 'message', message });
  actOnKeyword(world, number, incoming);
  world.inboundParams.set(message.sid, paramsOf(world, message, incoming));
  if (statusOf(world, account) === 'active') notify(world, message);
  return message;
}

function messageOf(world: TwilioWorld, account: Account, number: OwnNumber, incoming: Incoming): MessageRecord {
  const now = world.clock.now();
  const media = (incoming.media ?? []).map((item) => mediaOf(world, item));
  return {
    sid: world.nextSid(media.length > 0 ? 'MM' : 'SM'),
    accountSid: account.sid,
    direction: 'inbound',
    from: incoming.from,
    to: incoming.to,
    serviceSid: serviceOf(world, number)?.sid ?? null,
    picksSender: false,
    body: incoming.body,
    media,
    status: 'received',
    errorCode: null,
    numSegments: segmentsOf(incoming.body),
    statusCallback: null,
    createdAt: now,
    sentAt: now,
    updatedAt: now,
  };
}

/** Calls the webhook of an inbound message, for the first time or again. */
export function notify(world: TwilioWorld, message: MessageRecord): void {
  const number = world.numbers.get(message.to);
  const account = world.accounts.get(message.accountSid);
  const route = number && inboundRouteOf(world, number);
  if (account && route?.main) call(world, { message, account, fallback: route.fallback }, route.main);
}

function call(
  world: TwilioWorld,
  subject: { message: MessageRecord; account: Account; fallback: Hook | null },
  hook: Hook,
  failure: { ErrorCode: string; ErrorUrl: string } | null = null,
): void {
  const { message, account, fallback } = subject;
  callWebhook(world, {
    ...hook,
    params: { ...world.inboundParams.get(message.sid), ...failure },
    account,
    dueAt: world.clock.now(),
    label: `twilio ${message.sid} ${failure ? 'fallback' : 'received'}`,
    idempotencyToken: world.nextSid(''),
    onAnswer(answer) {
      const { replies, errorCode } = repliesOf(answer);
      for (const body of replies) reply(world, message, account, body);
      if (errorCode === null) return;
      const { sid: messageSid, accountSid } = message;
      world.alerts.push({ accountSid, code: errorCode, url: hook.url, messageSid, at: world.clock.now() });
      if (failure || !fallback) return;
      const errorUrl = hook.url.split('#')[0] ?? hook.url;
      call(world, subject, fallback, { ErrorCode: String(errorCode), ErrorUrl: errorUrl });
    },
  });
}

function reply(world: TwilioWorld, message: MessageRecord, account: Account, body: string): void {
  const number = world.numbers.get(message.to);
  if (!number || isBlocked(world, number, message.from)) return;
  const pair = { from: message.to, to: message.from, serviceSid: null, picksSender: false };
  const draft = { account, ...pair, body, mediaUrls: [], statusCallback: null, fault: null };
  accept(world, draft, { direction: 'outbound-reply' });
}

/** Default opt-out: the pair is blocked or freed, and the phone is told, before anybody's webhook is. */
function actOnKeyword(world: TwilioWorld, number: OwnNumber, incoming: Incoming): void {
  const type = incoming.optOutType ?? keywordOf(incoming.body, number.tollFree);
  const wasBlocked = isBlocked(world, number, incoming.from);
  if (type === 'STOP') block(world, number, incoming.from);
  if (type === 'START') unblock(world, number, incoming.from);
  const said = {
    STOP: !wasBlocked && 'You are unsubscribed and will get no more texts from this number. Text START to come back.',
    START: wasBlocked && 'You are subscribed to texts from this number again. Text STOP to leave.',
    HELP: !wasBlocked && 'Text STOP to unsubscribe from this number. Message and data rates may apply.',
  };
  const text = type && said[type];
  if (!text) return;
  const body = number.tollFree && type !== 'HELP' ? `NETWORK MSG: ${text.replace('START', 'UNSTOP')}` : text;
  world.phoneLines.push({ notice: { from: incoming.to, to: incoming.from, body, at: world.clock.now() } });
}

function keywordOf(body: string, tollFree: boolean): OptOutType | null {
  const word = body.trim().toUpperCase();
  // The toll-free network keeps its own list, on which YES lifts nothing.
  if (tollFree && word === 'YES') return null;
  for (const type of ['STOP', 'START', 'HELP'] as const) if (KEYWORDS[type].includes(word)) return type;
  return null;
}

function paramsOf(world: TwilioWorld, message: MessageRecord, incoming: Incoming): Record<string, string> {
  const path = `${world.url}/2010-04-01/Accounts/${message.accountSid}/Messages/${message.sid}/Media`;
  return {
    ...Object.fromEntries(GEO.map((name) => [name, ''])),
    SmsMessageSid: message.sid,
    NumMedia: String(message.media.length),
    SmsSid: message.sid,
    SmsStatus: 'received',
    Body: message.body,
    To: message.to,
    NumSegments: String(message.numSegments),
    MessageSid: message.sid,
    AccountSid: message.accountSid,
    ...(message.serviceSid !== null && { MessagingServiceSid: message.serviceSid }),
    From: message.from,
    ApiVersion: '2010-04-01',
    ...Object.fromEntries(message.media.map(({ contentType }, n) => [`MediaContentType${n}`, contentType])),
    ...Object.fromEntries(message.media.map(({ sid }, n) => [`MediaUrl${n}`, `${path}/${sid}`])),
    ...(incoming.optOutType && { OptOutType: incoming.optOutType }),
    ...incoming.extra,
  };
}

/** The smallest picture there is, so that a page has something to show. */
const PIXEL = Buffer.from('R0lGODlhAQABAIAAAP///wAAACwAAAAAAQABAAACAkQBADs=', 'base64');

function mediaOf(world: TwilioWorld, item: { contentType: string; bytes?: Uint8Array }): MediaRecord {
  const { contentType, bytes = PIXEL } = item;
  return { sid: world.nextSid('ME'), contentType, bytes, createdAt: world.clock.now(), sourceUrl: null };
}
