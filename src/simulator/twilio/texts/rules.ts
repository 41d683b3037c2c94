// The refusals of the pretend Twilio at creation, with the official codes.
// https://www.twilio.com/docs/api/errors, magic numbers: https://www.twilio.com/docs/iam/test-credentials

import { RestError } from '../errors.ts';
import { isCallbackUrl } from '../operation.ts';
import type { Account, MessagingService } from '../records.ts';
import { pickSender, poolOf } from '../services.ts';
import type { TwilioWorld } from '../state.ts';
import { isBlocked } from './opt-outs.ts';

/** A text that passed every check. */
export interface Draft {
  account: Account;
  from: string;
  to: string;
  serviceSid: string | null;
  /** The service chose `from`. */
  picksSender: boolean;
  body: string;
  mediaUrls: string[];
  statusCallback: string | null;
  /** An error that the text ends with after it was taken in. */
  fault: number | null;
}

const MAGIC_FROM = new Map<string, [code: number, message: string, status?: number]>([
  ['+15005550001', [21212, 'The From number is not a phone number']],
  ['+15005550007', [21606, 'The From number is not an SMS-capable number of this account']],
  ['+15005550008', [21611, 'The queue of the From number is full', 429]],
]);

const MAGIC_TO = new Map<string, [code: number, message: string]>([
  ['+15005550001', [21211, 'The To number is not a phone number']],
  ['+15005550002', [21612, 'The To number cannot be reached from this From number']],
  ['+15005550003', [21408, 'The account may not send to the region of the To number']],
  ['+15005550004', [21610, 'The recipient has unsubscribed from the From number']],
  ['+15005550009', [21614, 'The To number is not a mobile number']],
]);

/** Checks the form of `POST Messages.json`. @throws RestError for what Twilio would refuse. */
export function draftOf(world: TwilioWorld, account: Account, form: URLSearchParams): Draft {
  const to = form.get('To') ?? '';
  const given = form.get('From') ?? '';
  const body = form.get('Body') ?? '';
  const mediaUrls = form.getAll('MediaUrl');
  const service = serviceNamed(world, account, form.get('MessagingServiceSid') ?? '');
  const statusCallback = form.get('StatusCallback') || null;
  if (to === '') throw new RestError(21604, 'A To number is required');
  if (form.has('SendAt') && !service) throw new RestError(35118, 'Scheduling takes a MessagingServiceSid');
  if (form.has('SendAt')) throw new RestError(20001, 'This stand-in schedules no texts');
  if (given === '' && !service) throw new RestError(21603, 'A From number or a MessagingServiceSid is required');
  checkContent(body, mediaUrls);
  if (statusCallback !== null && !isCallbackUrl(statusCallback)) {
    throw new RestError(21609, 'The StatusCallback is not a valid URL');
  }
  checkRecipient(account, to);
  const hasMedia = mediaUrls.length > 0;
  const from = service && given === '' ? senderOf(world, service, { to, hasMedia }) : given;
  const isOut = checkSender(world, account, { from, to, hasMedia });
  // Through a service the refusal comes later, as the text's end: /docs/messaging/tutorials/advanced-opt-out
  if (isOut && !service) throw new RestError(21610, 'The recipient has unsubscribed from the From number');
  return {
    account,
    from,
    to,
    serviceSid: service?.sid ?? null,
    picksSender: service !== undefined && given === '',
    body,
    mediaUrls,
    statusCallback: statusCallback ?? service?.statusCallback ?? null,
    fault: isOut ? 21610 : null,
  };
}

function serviceNamed(world: TwilioWorld, account: Account, sid: string): MessagingService | undefined {
  if (sid === '') return undefined;
  if (!/^MG[0-9a-f]{32}$/i.test(sid)) throw new RestError(21705, 'The MessagingServiceSid is not valid');
  const service = world.services.get(sid);
  if (service?.accountSid !== account.sid) throw new RestError(21701, 'The Messaging Service does not exist');
  return service;
}

function senderOf(world: TwilioWorld, service: MessagingService, text: { to: string; hasMedia: boolean }): string {
  if (poolOf(world, service).length === 0) throw new RestError(21704, 'The Messaging Service has no phone numbers');
  const sender = pickSender(world, service, text);
  if (!sender) throw new RestError(21703, 'The Messaging Service has no sender for this text');
  return sender.phoneNumber;
}

function checkContent(body: string, mediaUrls: string[]): void {
  if (body === '' && mediaUrls.length === 0) throw new RestError(21602, 'A Body or a MediaUrl is required');
  if (body.length > 1600) throw new RestError(21617, 'The Body is longer than 1600 characters');
  if (mediaUrls.length > 10) throw new RestError(21623, 'More than 10 MediaUrls were given');
  if (!mediaUrls.every((url) => /^https?:$/.test(URL.parse(url)?.protocol ?? ''))) {
    throw new RestError(21620, 'A MediaUrl is not a valid URL');
  }
}

function checkRecipient(account: Account, to: string): void {
  const refusal = MAGIC_TO.get(to);
  if (refusal) throw new RestError(...refusal);
  if (/^\d{3,6}$/.test(to)) throw new RestError(21265, 'The To number is a short code');
  if (!isPhoneNumber(to)) throw new RestError(21211, 'The To number is not a phone number');
  if (account.type === 'Trial' && !account.verified.has(to)) {
    throw new RestError(21608, 'A trial account texts verified numbers only');
  }
}

/** True if the recipient has opted out of this sender. */
function checkSender(
  world: TwilioWorld,
  account: Account,
  { from, to, hasMedia }: { from: string; to: string; hasMedia: boolean },
): boolean {
  const refusal = MAGIC_FROM.get(from);
  if (refusal) throw new RestError(...refusal);
  if (/^(whatsapp|rcs|messenger):/.test(from)) throw new RestError(63007, 'No channel has this From address');
  if (from.startsWith('+') && !isPhoneNumber(from)) throw new RestError(21212, 'The From number is not a phone number');
  const number = world.numbers.get(from);
  if (number?.accountSid !== account.sid || !number.sms) {
    throw new RestError(21606, 'The From number is not an SMS-capable number of this account');
  }
  if (to === from) throw new RestError(21266, 'To and From are the same number');
  if (hasMedia && !number.mms) throw new RestError(21621, 'The From number cannot send media');
  return isBlocked(world, number, to);
}

/** E.164; North American numbers have ten digits after the 1. */
function isPhoneNumber(text: string): boolean {
  return /^\+[1-9]\d{6,14}$/.test(text) && (!text.startsWith('+1') || text.length === 12);
}
