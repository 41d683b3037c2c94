// Reads a number that somebody looks for, whole or in part, in any spelling.
import { getCountryCallingCode, isSupportedCountry } from 'libphonenumber-js/max';
import { toE164 } from './phone-number.ts';

/** `beginnings`: of addresses. `ending`: the last digits, or null. */
export interface NumberSought {
  beginnings: readonly string[];
  ending: string | null;
}

/** Fewer digits end too many numbers. */
const FEWEST_DIGITS = 3;
const MOST_DIGITS = 20;

/** Null for anything but digits and the signs that people write between them. `country`: of national spellings. */
export function readSoughtNumber(typed: string, country: string | null): NumberSought | null {
  const text = typed.trim();
  if (!/^\+?[\d\s().\-/\u00a0]+$/.test(text)) return null;
  const digits = text.replace(/\D/g, '');
  if (digits.length < FEWEST_DIGITS || digits.length > MOST_DIGITS) return null;
  const whole = toE164(text, country ?? undefined);
  // The end of the address, so that every channel of the number is found.
  if (whole !== null) return { beginnings: [], ending: whole.slice(1) };
  if (text.startsWith('+')) return { beginnings: [`+${digits}`], ending: null };
  const national =
    country !== null && isSupportedCountry(country)
      ? [`+${getCountryCallingCode(country)}${digits.replace(/^0/, '')}`]
      : [];
  return { beginnings: [...new Set([`+${digits}`, ...national, digits])], ending: digits };
}
