// Customers' addresses and our senders, as sentences name them.
import { nationalForm, parseAddress } from '../domain/numbers/phone-number.ts';
import { isUnknownSender } from '../domain/numbers/unknown-sender.ts';

/** A phone number as people of its country write it; any other address as it stands. */
export function addressInWords(address: string): string {
  const { kind, phone, value } = parseAddress(address);
  if (isUnknownSender(value)) return 'The unknown sender';
  return kind === 'phone' && phone !== null ? nationalForm(phone) : value;
}
