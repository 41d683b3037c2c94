// Finds refused requests that Twilio may have sent after all: only these are kept.
import { accountOf, parseInboundText, parseStatusEvent } from '../../twilio/payloads.ts';
import { isAccountSid } from '../../twilio/sids.ts';
import { hasTooManyFields, isSignatureShaped, parseForm } from '../../twilio/signature.ts';
import { readCall } from '../../twilio/webhook-urls.ts';
import type { RefusedRequest } from './find-called-address.ts';

/** The longest text with its pictures, each of its characters escaped. */
const MOST_BYTES = 24 * 1024;

export interface Plausible {
  kind: 'messages' | 'status';
  /** Twilio's id of the text that the request brings or is about. */
  sid: string;
  accountSid: string;
  /** Our id of the text that a status is about, as the request names it. */
  messageId: string | null;
}

/** Null for a request that Twilio never sends: unsigned, of another form, or larger than any text. */
export function readPlausible({ path, header, body }: RefusedRequest): Plausible | null {
  if (!isSignatureShaped(header) || Buffer.byteLength(body) > MOST_BYTES || hasTooManyFields(body)) return null;
  const form = parseForm(body);
  const { kind, message } = readCall(path);
  const parsed = kind === 'status' ? parseStatusEvent(form) : parseInboundText(form);
  const accountSid = accountOf(form);
  if (!parsed.ok || accountSid === undefined || !isAccountSid(accountSid)) return null;
  // A text always came to some number of the account, though not always from one.
  if ('to' in parsed.value && parsed.value.to === '') return null;
  return { kind, sid: parsed.value.sid, accountSid, messageId: message };
}

/** The network that a request came from: the owner of one address has its neighbours, too. */
export function sourceOf(ip: string): string {
  const address = ip.replace(/^::ffff:(?=\d+\.)/, '');
  if (/^\d+\.\d+\.\d+\.\d+$/.test(address)) return address.split('.').slice(0, 3).join('.');
  return address.split(':').slice(0, 3).join(':');
}
