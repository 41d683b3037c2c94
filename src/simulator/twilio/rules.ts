// What the pretend Twilio refuses at once, with the official codes.
// https://www.twilio.com/docs/api/errors, magic numbers: https://www.twilio.com/docs/iam/test-credentials
import { type Account, pairOf, type TwilioWorld } from './state.ts';

/** A refusal as Twilio words it on the wire: `{ code, message, more_info, status }`. */
export class RestError extends Error {
  readonly code: number;
  readonly status: number;

  constructor(code: number, message: string, status = 400) {
    super(message);
    this.code = code;
    this.status = status;
  }

  toJSON(): Record<string, unknown> {
    const { code, message, status } = this;
    return { code, message, more_info: `https://www.twilio.com/docs/errors/${code}`, status };
  }
}

/** A text that passed every check. */
export interface Draft {
  account: Account;
  from: string;
  to: string;
  body: string;
  mediaUrls: string[];
  statusCallback: string | null;
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
  if (account.status === 'suspended') throw new RestError(20005, 'The account is not active', 403);
  const to = form.get('To') ?? '';
  const from = form.get('From') ?? '';
  const body = form.get('Body') ?? '';
  const mediaUrls = form.getAll('MediaUrl');
  const statusCallback = form.get('StatusCallback') || null;
  if (to === '') throw new RestError(21604, 'A To number is required');
  if (form.get('MessagingServiceSid')) throw new RestError(21701, 'The Messaging Service does not exist');
  if (form.has('SendAt')) throw new RestError(35118, 'Scheduling takes a MessagingServiceSid');
  if (from === '') throw new RestError(21603, 'A From number or a MessagingServiceSid is required');
  checkContent(body, mediaUrls);
  if (statusCallback !== null && !isCallbackUrl(statusCallback)) {
    throw new RestError(21609, 'The StatusCallback is not a valid URL');
  }
  checkNumbers(world, account, from, to, mediaUrls.length > 0);
  return { account, from, to, body, mediaUrls, statusCallback };
}

function checkContent(body: string, mediaUrls: string[]): void {
  if (body === '' && mediaUrls.length === 0) throw new RestError(21602, 'A Body or a MediaUrl is required');
  if (body.length > 1600) throw new RestError(21617, 'The Body is longer than 1600 characters');
  if (mediaUrls.length > 10) throw new RestError(21623, 'More than 10 MediaUrls were given');
  if (!mediaUrls.every((url) => /^https?:$/.test(URL.parse(url)?.protocol ?? ''))) {
    throw new RestError(21620, 'A MediaUrl is not a valid URL');
  }
}

function checkNumbers(world: TwilioWorld, account: Account, from: string, to: string, hasMedia: boolean): void {
  const refusal = MAGIC_FROM.get(from) ?? MAGIC_TO.get(to);
  if (refusal) throw new RestError(...refusal);
  if (/^(whatsapp|rcs|messenger):/.test(from)) throw new RestError(63007, 'No channel has this From address');
  if (/^\d{3,6}$/.test(to)) throw new RestError(21265, 'The To number is a short code');
  if (!isPhoneNumber(to)) throw new RestError(21211, 'The To number is not a phone number');
  if (from.startsWith('+') && !isPhoneNumber(from)) throw new RestError(21212, 'The From number is not a phone number');
  const number = world.numbers.get(from);
  if (number?.accountSid !== account.sid) {
    throw new RestError(21606, 'The From number is not an SMS-capable number of this account');
  }
  if (to === from) throw new RestError(21266, 'To and From are the same number');
  if (world.optOuts.has(pairOf(from, to))) {
    throw new RestError(21610, 'The recipient has unsubscribed from the From number');
  }
  if (hasMedia && !number.mms) throw new RestError(21621, 'The From number cannot send media');
}

/** E.164; North American numbers have ten digits after the 1. */
function isPhoneNumber(text: string): boolean {
  return /^\+[1-9]\d{6,14}$/.test(text) && (!text.startsWith('+1') || text.length === 12);
}

/** A host name without underscores, at most 4000 characters: https://www.twilio.com/docs/api/errors/21609 */
export function isCallbackUrl(text: string): boolean {
  const url = URL.parse(text);
  return url !== null && /^https?:$/.test(url.protocol) && !url.hostname.includes('_') && text.length <= 4000;
}
