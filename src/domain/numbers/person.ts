// The person behind an address: one person has one number, whichever channel and form of it they write by.
import { currentForm } from './number-forms.ts';
import { parseAddress } from './phone-number.ts';

/** E.164 as it is dialled now; an address without a number is its own person. */
export function personOf(address: string): string {
  const { phone } = parseAddress(address);
  return phone === null ? address : currentForm(phone, { isSender: true });
}
