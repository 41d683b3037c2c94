// Whether an address that a vendor lists is the one it was given: parts of it may be masked.

/** `masked`: what can be seen of it fits. `dark`: too little can be seen to tell. */
export type AddressLikeness = 'same' | 'masked' | 'dark' | 'other';

/** Fewer digits in sight are those of too many people. */
const ENOUGH_DIGITS = 4;

/** `+14155550101` as itself, as `+1415555XXXX`, `****0101` or `sms:+14155550101`. */
export function addressLikeness(ours: string, listed: string): AddressLikeness {
  const [mine, theirs] = [bare(ours), bare(listed)];
  if (mine === theirs) return 'same';
  if (!isMasked(theirs)) return 'other';
  const [, head = '', tail = ''] = /^([^x*•#]*)[x*•#]+([^x*•#]*)$/.exec(theirs) ?? [];
  if (!mine.startsWith(head) || !mine.endsWith(tail)) return 'other';
  const isShort = head.length + tail.length > mine.length;
  if (isShort) return 'other';
  return head.length + tail.length < ENOUGH_DIGITS ? 'dark' : 'masked';
}

/** Whether any of it is hidden. */
export function isMasked(listed: string): boolean {
  return listed === '' || /[•*#]|x{2,}/i.test(listed);
}

function bare(address: string): string {
  return address
    .replace(/^(whatsapp|rcs|sms|messenger):/i, '')
    .replace(/[\s+().-]/g, '')
    .toLowerCase();
}
