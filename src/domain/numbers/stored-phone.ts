// Reads a contact's phone field, which people fill as they like: words around a number, two numbers, or a spreadsheet's form.
import { findPhoneNumbersInText, getCountryCallingCode, isSupportedCountry } from 'libphonenumber-js/max';
import { toE164 } from './phone-number.ts';

/** `several`: the field does not say which one is meant. */
export type StoredPhone = { kind: 'number'; e164: string } | { kind: 'none' | 'several' | 'unreadable' };

/** Longer than a number with words around it; keeps hostile input cheap. */
const LONGEST = 200;

/** `country` (ISO 3166 alpha-2): where a number without a country code is read. */
export function readStoredPhone(stored: string | null, country: string | null): StoredPhone {
  const text = (stored ?? '')
    .normalize('NFKC')
    .replace(/\p{Cf}/gu, '')
    .trim();
  if (text === '') return { kind: 'none' };
  if (text.length > LONGEST) return { kind: 'unreadable' };
  const whole = toE164(spreadsheetDigits(text), country ?? undefined) ?? inLetters(text, country);
  if (whole !== null) return { kind: 'number', e164: whole };
  const numbers = numbersIn(text, country);
  const [first] = numbers;
  if (first === undefined) return { kind: 'unreadable' };
  // The last digits of a second number, as in 415-555-0100/01.
  const isShort = /\d\s*(?:\/|\bor\b|,|;|&)\s*\d{1,5}\D*$/i.test(text);
  return numbers.length > 1 || isShort ? { kind: 'several' } : { kind: 'number', e164: first };
}

/** The number in the field; null where there is none, or several. */
export function numberIn(stored: string | null, country: string | null): string | null {
  const read = readStoredPhone(stored, country);
  return read.kind === 'number' ? read.e164 : null;
}

/** A spreadsheet writes long numbers as 1.415555E+10, or with a decimal: as long as no digit was lost, they are still there. */
function spreadsheetDigits(text: string): string {
  const [, whole = '', fraction = '', power = ''] = /^(\d)[.,](\d+)E\+?(\d{1,2})$/i.exec(text) ?? [];
  if (power !== '') return fraction.length === Number(power) ? whole + fraction : text;
  return text.replace(/^(\+?\d{7,15})[.,]0+$/, '$1');
}

/** The letters of a phone's keys, as in 1-800-FLOWERS: a number of North America that ends in a word. */
function inLetters(text: string, country: string | null): string | null {
  const [, digits = '', word = ''] =
    /^\+?(1?[\s.(-]*\d{3}[\s.)-]*\d{0,4}[\s.-]*)([a-z]{3,7}[\s-]?[a-z]{0,4})$/i.exec(text) ?? [];
  const letters = word.replace(/[^a-z]/gi, '');
  const plain = digits.replace(/\D/g, '');
  const length = plain.replace(/^1/, '').length + letters.length;
  if (letters === '' || length !== 10) return null;
  if (!plain.startsWith('1') && country !== 'US' && country !== 'CA') return null;
  const keyed = letters.toUpperCase().replace(/[A-Z]/g, (letter) => keys[letter] ?? '');
  return toE164(`+1${plain.replace(/^1/, '')}${keyed}`);
}

/** ITU-T E.161. */
const keys: Readonly<Record<string, string>> = Object.fromEntries(
  ['ABC', 'DEF', 'GHI', 'JKL', 'MNO', 'PQRS', 'TUV', 'WXYZ'].flatMap((letters, index) =>
    [...letters].map((letter) => [letter, String(index + 2)]),
  ),
);

/** All different numbers in a line of words: those that the tables know, else all that look like one. */
function numbersIn(text: string, country: string | null): string[] {
  const wanted = country?.toUpperCase() ?? '';
  const options = isSupportedCountry(wanted) ? { defaultCountry: wanted } : {};
  const found = findPhoneNumbersInText(text, options).map(({ number }) => toE164(number.number));
  const runs = (text.match(/[+(]{0,3}\d[\d\s().-]{5,}\d(?![\p{L}\d])/gu) ?? []).map((run) => inRun(run, wanted));
  return [...new Set([...found, ...runs].filter((number) => number !== null))];
}

/** The number in a run of digits. Digits that a word continues, such as "2nd floor", must not add a country to it. */
function inRun(run: string, country: string): string | null {
  const number = toE164(run, country);
  const saysCountry = /^\(*(?:\+|00)|^\d+$/.test(run);
  const own = isSupportedCountry(country) ? `+${getCountryCallingCode(country)}` : null;
  return number !== null && (saysCountry || (own !== null && number.startsWith(own))) ? number : null;
}
