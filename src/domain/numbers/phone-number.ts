// Phone numbers and the other addresses a text can come from: one canonical form each, and every way people write them.
import { isSupportedCountry, type PhoneNumber, parsePhoneNumberFromString } from 'libphonenumber-js/max';
import { wellFormed } from '../well-formed.ts';
import { currentForm, formsOf } from './number-forms.ts';

export type AddressKind = 'phone' | 'short-code' | 'alphanumeric' | 'whatsapp' | 'rcs' | 'unknown';

export interface Address {
  kind: AddressKind;
  /** Canonical: the same sender always has the same value, so it can key a thread. */
  value: string;
  /** E.164 where the address has a phone number, also behind `whatsapp:` and `rcs:`. */
  phone: string | null;
  /** A text can be sent back. Short codes cannot be texted: https://www.twilio.com/docs/api/errors/21265 */
  answerable: boolean;
}

/** Longer than any number as people write it; keeps hostile input cheap. */
const longest = 64;

/** Addresses that were read before: reading one takes longer than storing its text, and most come again. */
const addresses = new Map<string, Address>();
const MOST_ADDRESSES = 10_000;

/** The address that a string stands for. Takes any string and never throws; white space around it does not count. */
export function parseAddress(raw: string): Address {
  const known = addresses.get(raw);
  if (known) return known;
  const address = readAddress(raw);
  if (addresses.size >= MOST_ADDRESSES) addresses.clear();
  if (raw.length <= longest) addresses.set(raw, address);
  return address;
}

/**
 * The sender of a text: the address under which all texts of that number are kept, and the form that wrote, where it is
 * another one. An answer may reach the number only in that form.
 */
export function parseSender(raw: string): { address: string; wroteAs: string | null } {
  const { kind, value, phone } = parseAddress(raw);
  if (phone === null || kind === 'whatsapp') return { address: value, wroteAs: null };
  const current = currentForm(phone, { isSender: true });
  const [address, text] = kind === 'rcs' ? [`rcs:${current}`, raw.trim().slice('rcs:'.length)] : [current, raw.trim()];
  const isOther = /^\+[1-9]\d{6,14}$/.test(text) && text !== current;
  return { address, wroteAs: isOther ? raw.trim() : null };
}

function readAddress(raw: string): Address {
  const text = wellFormed(raw).trim();
  const [, channel, rest = ''] = /^(whatsapp|rcs):(.*)$/isu.exec(text) ?? [];
  if (channel !== undefined) return channelAddress(channel.toLowerCase() === 'rcs' ? 'rcs' : 'whatsapp', rest.trim());
  if (/^\d{3,8}$/.test(text)) return { kind: 'short-code', value: text, phone: null, answerable: false };
  const phone = toE164(text);
  if (phone !== null) return { kind: 'phone', value: phone, phone, answerable: true };
  const isSenderName = /^[a-z\d +\-_&.]{1,11}$/i.test(text) && /[a-z]/i.test(text);
  return { kind: isSenderName ? 'alphanumeric' : 'unknown', value: text, phone: null, answerable: false };
}

/**
 * E.164 from any spelling of a number: spaces of every kind, dots, dashes, brackets, `00`, `(0)`, `tel:`, full-width and
 * Arabic digits. Null for any other string.
 *
 * A number counts when its length is possible, not only when its range is known to be in use: ranges are added faster
 * than tables. `defaultCountry` (ISO 3166 alpha-2) is where national spellings are read; without it only international
 * ones are, with or without a plus. Digits that could be either are read as what exists, the default country's first.
 */
export function toE164(raw: string, defaultCountry?: string): string | null {
  if (raw.length > longest) return null;
  const text = plainDigits(raw);
  if (/^[(\s]*(?:\+|00)/.test(text)) return possible(international(text.replace(internationalPrefix, '+')));
  const country = defaultCountry?.toUpperCase() ?? '';
  const national = isSupportedCountry(country) ? current(parse(text, country)) : undefined;
  const unprefixed = withoutPlus(text);
  const candidates = [
    unprefixed?.isValid() && unprefixed.countryCallingCode === national?.countryCallingCode ? unprefixed : undefined,
    national?.isValid() ? national : undefined,
    unprefixed?.isValid() ? unprefixed : undefined,
    national?.isPossible() ? national : undefined,
    // North America's fictional and new ranges, recognised by their shape.
    unprefixed && /^\+1[2-9]\d{9}$/.test(unprefixed.number) ? unprefixed : undefined,
  ];
  return candidates.find((candidate) => candidate !== undefined)?.number ?? null;
}

/** A plus, `00`, or both, and then North America's `011` by mistake. */
const internationalPrefix = /^[(\s]*(?:\+[+\s]*(?:00|011)?|00)[)\s]*/;

/** True on any channel of one number; other addresses are compared as they stand. */
export function isSameNumber(one: string, other: string): boolean {
  const [a, b] = [parseAddress(one), parseAddress(other)];
  return a.phone !== null && b.phone !== null ? a.phone === b.phone : a.value === b.value;
}

/** ISO 3166 alpha-2 of the number; for a range nobody has listed, the largest country of its calling code. */
export function countryOf(e164: string): string | null {
  const number = parse(e164);
  return number?.country ?? number?.getPossibleCountries()[0] ?? null;
}

/** A North American number whose receiver pays for calls. The network keeps its opt-outs. */
export function isTollFree(e164: string): boolean {
  return e164.startsWith('+1') && parse(e164)?.getType() === 'TOLL_FREE';
}

/** A country (ISO 3166-1 alpha-2) that has phone numbers. */
export function isCountry(code: string): boolean {
  return isSupportedCountry(code);
}

/**
 * The one spelling for people: `(555) 123-4567` in North America, where it is plain what that is, and elsewhere with the
 * code of its country, `+44 20 7946 0123`. Any other string stays as it is.
 */
export function readableNumber(e164: string): string {
  const number = parse(e164);
  if (number === undefined) return e164;
  return number.countryCallingCode === '1' ? number.formatNational() : number.formatInternational();
}

/**
 * The spellings under which somebody may have stored this number: at most 15, all different, E.164 first, and those with a
 * plus last, since whoever reads numbers at all reads them. Each is read
 * back by `toE164(spelling, countryOf(e164))` as this number, so a spelling that could mean another number is left out.
 */
export function spellingsOf(e164: string): string[] {
  const number = parse(e164);
  const country = countryOf(e164) ?? undefined;
  if (number === undefined) return [e164];
  const spellings = new Set([
    e164,
    ...commonSpellings(number),
    ...(isNorthAmerican(number) ? american : elsewhere)(number),
  ]);
  const current = currentForm(e164);
  const readable = [...spellings].filter((spelling) => spelling === e164 || toE164(spelling, country) === current);
  return readable.toSorted((a, b) => rankOf(a, e164) - rankOf(b, e164)).slice(0, 15);
}

/**
 * Every form of the number, the one that is dialled now first, and their spellings by turns: under each of them somebody may
 * have stored it.
 */
export function searchedAs(e164: string): { numbers: string[]; spellings: string[] } {
  const numbers = formsOf(e164);
  const lists = numbers.map(spellingsOf);
  const longestList = Math.max(...lists.map(({ length }) => length));
  const spellings = Array.from({ length: longestList }, (_, at) => lists.flatMap((list) => list.slice(at, at + 1)));
  return { numbers, spellings: [...new Set(spellings.flat())] };
}

function rankOf(spelling: string, e164: string): number {
  if (spelling === e164) return 0;
  return spelling.startsWith('+') ? 2 : 1;
}

function commonSpellings(number: PhoneNumber): string[] {
  const digits = number.number.slice(1);
  const local = number.formatNational();
  return [digits, `00${digits}`, number.formatInternational(), local, local.replace(/\D/g, ''), number.nationalNumber];
}

function isNorthAmerican(number: PhoneNumber): boolean {
  return number.countryCallingCode === '1' && number.nationalNumber.length === 10;
}

function american(number: PhoneNumber): string[] {
  const [, area = '', exchange = '', line = ''] = /^(\d{3})(\d{3})(\d+)$/.exec(number.nationalNumber) ?? [];
  const dashed = `${area}-${exchange}-${line}`;
  const bracketed = `(${area}) ${exchange}-${line}`;
  return [
    `+1 ${bracketed}`,
    `+1 ${dashed}`,
    `+1-${dashed}`,
    `1-${dashed}`,
    dashed,
    `${area}.${exchange}.${line}`,
    `1 ${bracketed}`,
    `(${area})${exchange}-${line}`,
    `${area} ${exchange} ${line}`,
  ];
}

function elsewhere(number: PhoneNumber): string[] {
  const code = number.countryCallingCode;
  const spaced = number.formatInternational().slice(code.length + 2);
  return [
    `+${code} ${number.nationalNumber}`,
    `+${code} (0)${spaced}`,
    `+${code}(0)${number.nationalNumber}`,
    `00${code} ${spaced}`,
    `+${code}-${spaced.replaceAll(' ', '-')}`,
    `${code} ${spaced}`,
    number.formatNational().replace(/[\s/]+/g, '-'),
    spaced,
  ];
}

function channelAddress(kind: 'whatsapp' | 'rcs', rest: string): Address {
  const phone = toE164(rest);
  // The channel's own digits stay as they are: WhatsApp knows some people under numbers that are no longer dialled.
  const isExact = kind === 'whatsapp' && /^\+[1-9]\d{6,14}$/.test(rest);
  const value = `${kind}:${phone === null || isExact ? rest : phone}`;
  return { kind, value, phone, answerable: kind === 'rcs' ? rest !== '' : phone !== null };
}

/** ASCII digits and signs for what phones, keyboards and copied contact cards put in their place. */
function plainDigits(raw: string): string {
  return raw
    .normalize('NFKC')
    .replace(/\p{Cf}/gu, '')
    .replace(/[\u0660-\u0669\u06f0-\u06f9]/g, (digit) => String(digit.charCodeAt(0) & 0xf))
    .trim()
    .replace(/^(?:tel|sms|mms):(?:\/\/)?/i, '');
}

function parse(text: string, country?: Parameters<typeof isSupportedCountry>[0]): PhoneNumber | undefined {
  if (text.length > longest) return undefined;
  const readIn = country !== undefined && isSupportedCountry(country) ? { defaultCountry: country } : {};
  return parsePhoneNumberFromString(text, { ...readIn, extract: false });
}

function international(text: string): PhoneNumber | undefined {
  const number = current(parse(text));
  if (number === undefined || number.isPossible()) return number;
  return current(parse(text.replace(/\(\s*0\s*\)/, '')));
}

/** The number in the form that is dialled now. */
function current(number: PhoneNumber | undefined): PhoneNumber | undefined {
  if (number === undefined) return undefined;
  const form = currentForm(number.number);
  return form === number.number ? number : parse(form);
}

/** Reads digits as an international number that lost its plus: 11 or more, as shorter ones look national. */
function withoutPlus(text: string): PhoneNumber | undefined {
  const isBare = /^[1-9][\d\s().\-/]*$/.test(text) && text.replace(/\D/g, '').length >= 11;
  return isBare ? international(`+${text}`) : undefined;
}

function possible(number: PhoneNumber | undefined): string | null {
  return number?.isPossible() ? number.number : null;
}
