// The screen of each phone: the texts that it sent and got, and confirmations from Twilio or the network.
import { accountPath } from '../payloads.ts';
import type { PhoneLine, TwilioWorld } from '../state.ts';

/** One text as a phone shows it. */
export interface PhoneText {
  /** Empty for a confirmation that Twilio or the network sent on its own. */
  sid: string;
  /** As the phone's owner sees it: `in` was received. */
  direction: 'in' | 'out';
  from: string;
  to: string;
  body: string;
  media: { contentType: string; size: number; url: string }[];
  /** Clock milliseconds. */
  at: number;
  /** Twilio's status of the text. */
  status: string;
}

/** Oldest first. */
export function textsOn(world: TwilioWorld, phone: string): PhoneText[] {
  return world.phoneLines.filter((line) => ownerOf(line) === phone).map((line) => phoneText(world, line));
}

/** The customer's number. */
function ownerOf(line: PhoneLine): string {
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
    media: media.map((item) => ({
      contentType: item.contentType,
      size: item.bytes.length,
      url: `${path}/${item.sid}`,
    })),
    at: createdAt,
    status,
  };
}
