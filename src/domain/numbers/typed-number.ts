// Reads a number that somebody types to text it: the number, or the reason why no text can reach it.
import { parsePhoneNumberFromString } from 'libphonenumber-js/max';
import { toE164 } from './phone-number.ts';

const whyNoText: Readonly<Record<string, string>> = {
  FIXED_LINE: 'is a landline, which cannot receive texts',
  TOLL_FREE: 'is a toll-free number, which cannot receive texts from you',
  PREMIUM_RATE: 'is a premium-rate number, which cannot receive texts',
  SHARED_COST: 'is a shared-cost number, which cannot receive texts',
  PAGER: 'is a pager, which cannot receive texts',
  UAN: 'is a company number, which cannot receive texts',
  VOICEMAIL: 'is a voicemail box, which cannot receive texts',
};

/** `country` (ISO 3166-1 alpha-2): where a number without a country code is read. */
export function readTypedNumber(typed: string, country: string | null): { address: string } | { problem: string } {
  if (typed.trim() === '') return { problem: 'Type a mobile number.' };
  const address = toE164(typed, country ?? undefined);
  if (address === null)
    return { problem: 'This is not a phone number. Write it with its country code, like +1 415 555 0100.' };
  const why = whyNoText[parsePhoneNumberFromString(address)?.getType() ?? ''];
  return why === undefined ? { address } : { problem: `This number ${why}. Type a mobile number.` };
}
