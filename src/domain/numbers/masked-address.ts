// Compares an address that a vendor lists with the one that it was given: it may be masked in parts, or spelled otherwise.
import { personOf } from './person.ts';

/** `same`: also in another form of the number. `masked`: the visible part fits. `dark`: too little is visible to tell. */
export type AddressLikeness = 'same' | 'masked' | 'dark' | 'other';

/** Too many people share fewer visible digits. */
const ENOUGH_DIGITS = 4;
/** The digits of the shortest whole number without its country. */
const ENOUGH_OF_A_NUMBER = 7;

/** `+14155550101` as itself, as `+1415555XXXX`, `****0101` or `sms:+14155550101`. */
export function addressLikeness(ours: string, listed: string): AddressLikeness {
  const [mine, theirs] = [bare(ours), bare(listed)];
  if (mine === theirs) return 'same';
  if (!isMasked(theirs)) return likenessOfWhole(mine, theirs);
  const [, head = '', tail = ''] = /^([^x*•#…_]*)[x*•#…_]+([^x*•#…_]*)$/.exec(theirs) ?? [];
  if (!mine.startsWith(head) || !mine.endsWith(tail)) return 'other';
  const isShort = head.length + tail.length > mine.length;
  if (isShort) return 'other';
  return head.length + tail.length < ENOUGH_DIGITS ? 'dark' : 'masked';
}

function likenessOfWhole(mine: string, theirs: string): AddressLikeness {
  if (!/^\d+$/.test(mine) || !/^\d+$/.test(theirs)) return 'other';
  if (personOf(`+${mine}`) === personOf(`+${theirs}`)) return 'same';
  const national = theirs.replace(/^0+/, '');
  return national.length >= ENOUGH_OF_A_NUMBER && mine.endsWith(national) ? 'masked' : 'other';
}

/** A part of the address is hidden. */
function isMasked(listed: string): boolean {
  return listed === '' || /[•*#…_]|x{2,}/i.test(listed);
}

function bare(address: string): string {
  return address
    .replace(/^(whatsapp|rcs|sms|messenger):/i, '')
    .replace(/[\s+().-]/g, '')
    .toLowerCase();
}
