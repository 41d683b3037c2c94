// What a text will cost its sender before it goes: its length, its parts, and what makes it dearer than it looks.
import smsSegments from 'sms-segments-calculator';
import { partLabel, splitNumbered, splitText } from './text-parts.ts';

const { SegmentedMessage } = smsSegments;

/** Of the most expensive text somebody may write: longer ones are refused before they are checked. */
export const LONGEST_DRAFT = 8_000;

export interface TextCheck {
  characters: number;
  /** What carriers bill: a text of more than one is put together again on the phone. */
  segments: number;
  encoding: 'GSM-7' | 'UCS-2';
  /** The characters that GSM-7 has no place for, each once, in order. */
  offenders: readonly Offender[];
  /** Segments once every replaceable character is replaced. */
  segmentsSimplified: number;
  /** An estimate from the workspace's own price table; null where it has none for the country. */
  cost: { amount: string; currency: string } | null;
}

export interface Offender {
  character: string;
  /** What Twilio's own smart encoding would put in its place; null when nothing looks alike. */
  replacement: string | null;
}

/** Prices of one segment by country (ISO 3166-1 alpha-2), as decimals, in one currency (ISO 4217). */
export interface PriceTable {
  currency: string;
  perSegment: Readonly<Record<string, string>>;
}

interface Rules {
  /** What fits into one message, in UTF-16 code units. */
  longestText: number;
  /** Several parts say which they are. */
  isNumbered?: boolean;
  prices: PriceTable | null;
  /** Where the text goes. */
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

/** The text with what looks alike in GSM-7 in place of what GSM-7 lacks; what has no look-alike stays. */
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
    // Some white space is two blanks there; one is what its writer meant.
    return { character, replacement: alike.graphemes.join('').replace(/^ +$/, ' ') };
  });
}

/** Exact to the digits that the price has. */
function multiply(price: string, times: number): string {
  const [, fraction = ''] = price.split('.');
  const scaled = Math.round(Number(price) * 10 ** fraction.length) * times;
  return (scaled / 10 ** fraction.length).toFixed(Math.max(2, fraction.length));
}
