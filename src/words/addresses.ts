// Customers' addresses and our senders, as sentences name them.
import type { UnreadPhone } from '../domain/notes/note.ts';
import { parseAddress, readableNumber } from '../domain/numbers/phone-number.ts';
import { isUnknownSender } from '../domain/numbers/unknown-sender.ts';

/** A phone number as people of its country write it; any other address as it stands. */
export function addressInWords(address: string): string {
  const { kind, phone, value } = parseAddress(address);
  if (isUnknownSender(value)) return 'The unknown sender';
  return kind === 'phone' && phone !== null ? readableNumber(phone) : value;
}

/** Why a contact has no number to text. */
export const unreadPhones: Readonly<Record<UnreadPhone, string>> = {
  none: 'This contact has no phone number.',
  several: 'This contact’s phone field has more than one number.',
  unreadable: 'This contact’s phone field is not a phone number.',
};
