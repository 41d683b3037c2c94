// Checks a text before it goes: its length, its segments, its cost, and the characters that make it dearer.
import smsSegments from 'sms-segments-calculator';
import { partLabel, splitNumbered, splitText } from './text-parts.ts';

const { SegmentedMessage } = smsSegments;

/** Characters of the longest text that is checked; longer ones are refused. */
export const LONGEST_DRAFT = 8_000;

export interface TextCheck {
  characters: number;
  /** Carriers bill segments. The phone puts several together again. */
  segments: number;
  encoding: 'GSM-7' | 'UCS-2';
  /** The characters that GSM-7 lacks, each once, in order. */
  offenders: readonly Offender[];
  /** Segments once every replaceable character is replaced. */
  segmentsSimplified: number;
  /** An estimate from the workspace's own price table; null where it has none for the country. */
  cost: { amount: string; currency: string } | null;
}

export interface Offender {
  character: string;
  /** Twilio's smart encoding puts this in its place; null where nothing looks alike. */
  replacement: string | null;
}

/** Prices of one segment by country (ISO 3166-1 alpha-2), as decimals, in one currency (ISO 4217). */
export interface PriceTable {
  currency: string;
  perSegment: Readonly<Record<string, string>>;
}

interface Rules {
  /** The longest message, in UTF-16 code units. */
  longestText: number;
  /** Each of several parts begins with its number. */
  isNumbered?: boolean;
  prices: PriceTable | null;
  /** The customer's country; null where it is unknown. */
  country: string | null;
}

export function checkText(body: string, rules: Rules): TextCheck {
  const { prices, country } = rules;
  const segments = segmentsOf(body, rules);
  const offenders = offendersOf(body);
  const price = country === null ? undefined : prices?.perSegment[country];
  const cost = price === undefined || !prices ? null : { amount: multiply(price, segments), currency: prices.currency };
  return {
    characters: [...body].length,
    segments,
    encoding: offenders.length > 0 ? 'UCS-2' : 'GSM-7',
    offenders,
    segmentsSimplified: offenders.some(({ replacement }) => replacement !== null)
      ? segmentsOf(simplify(body), rules)
      : segments,
    cost,
  };
}

/** The text with look-alikes from GSM-7 in place of the characters that GSM-7 lacks; one without a look-alike stays. */
export function simplify(body: string): string {
  return offendersOf(body).reduce(
    (text, { character, replacement }) => (replacement === null ? text : text.replaceAll(character, replacement)),
    body,
  );
}

function segmentsOf(body: string, { longestText, isNumbered = false }: Rules): number {
  const parts = isNumbered ? splitNumbered(body, longestText) : splitText(body, longestText);
  const isLabelled = isNumbered && parts.length > 1;
  return parts.reduce((sum, part, index) => {
    const sent = isLabelled ? `${partLabel(index + 1, parts.length)}${part}` : part;
    return sum + new SegmentedMessage(sent).segmentsCount;
  }, 0);
}

function offendersOf(body: string): Offender[] {
  const characters = [...new Set(new SegmentedMessage(body).getNonGsmCharacters())];
  return characters.map((character) => {
    const alike = new SegmentedMessage(character, 'auto', true);
    if (alike.encodingName !== 'GSM-7') return { character, replacement: null };
    // Some white space becomes two blanks there. Its writer meant one.
    return { character, replacement: alike.graphemes.join('').replace(/^ +$/, ' ') };
  });
}

/** A decimal product, exact to the digits of the price. */
function multiply(price: string, times: number): string {
  const [, fraction = ''] = price.split('.');
  const scaled = Math.round(Number(price) * 10 ** fraction.length) * times;
  return (scaled / 10 ** fraction.length).toFixed(Math.max(2, fraction.length));
}
