// The address of texts that came without a sender: one for each of our numbers.

const PREFIX = 'Unknown sender to ';

/**
 * Words and digits that networks and Twilio put in place of a withheld number. The digits spell the word on a phone's keys.
 * Short ones count with a plus alone: without it they are short codes.
 */
const withheld = new Set([
  'anonymous',
  'restricted',
  'unknown',
  'unavailable',
  'blocked',
  'private',
  'withheld',
  'null',
  'undefined',
  'none',
  '266696687',
  '+266696687',
  '7378742833',
  '+7378742833',
  '86282452253',
  '+86282452253',
  '+8656696',
  '+2562533',
]);

/** The address of a text's sender: as it was given, or that of the unknown senders of this number of ours. */
export function addressOr(from: string, to: string): string {
  const word = from
    .replace(/^(?:sips?|tel|sms):/i, '')
    .replace(/[^\p{L}\p{N}+]/gu, '')
    .toLowerCase();
  const isNobody = !/[\p{L}\p{N}]/u.test(word) || withheld.has(word);
  return isNobody ? `${PREFIX}${to === '' ? 'no number' : to}` : from;
}

export function isUnknownSender(address: string): boolean {
  return address.startsWith(PREFIX);
}
