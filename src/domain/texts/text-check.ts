// Checks a text before it goes: its length, its segments, its price, and the characters that make it longer than it looks.
import smsSegments from 'sms-segments-calculator';
import { type SegmentPrice, timesPrice } from './prices.ts';
import { partLabel, splitNumbered, splitText } from './text-parts.ts';

const { SegmentedMessage } = smsSegments;

/** Characters of the longest text that is checked; longer ones are refused. */
export const LONGEST_DRAFT = 8_000;

export interface TextCheck {
  /** As people count them: an emoji is one. */
  characters: number;
  /** Carriers bill segments. The phone puts several together again. */
  segments: number;
  /** Those of its last part: a picture makes an MMS of that. */
  segmentsOfLast: number;
  /** How full it is, as carriers count: an emoji is two or more. Null where it goes as several texts. */
  fill: { used: number; room: number } | null;
  /** The used characters that are too many for one segment fewer; null where it is one segment, or several texts. */
  over: number | null;
  encoding: Encoding;
  /** The characters that GSM-7 lacks, each once, in order. */
  offenders: readonly Offender[];
  /** Segments once every replaceable character is replaced. */
  segmentsSimplified: number;
  /** Segments where, in addition, the characters that nothing replaces are left out, such as emoji; null where one cannot do without. */
  segmentsPlain: number | null;
  /** The price of all segments. */
  price: SegmentPrice;
}

type Encoding = 'GSM-7' | 'UCS-2';

export interface Offender {
  character: string;
  /** Twilio's smart encoding puts this in its place; null where nothing looks alike. */
  replacement: string | null;
  /** The room that it takes, in characters. */
  counts: number;
}

interface Rules {
  /** The longest message, in UTF-16 code units. */
  longestText: number;
  /** Each of several parts begins with its number. */
  isNumbered?: boolean;
  /** The price of one segment in the customer's country. */
  price: SegmentPrice;
}

/** The room of one segment, and of each of several, which also carry their order. */
const rooms: Readonly<Record<Encoding, { one: number; each: number; bits: number }>> = {
  'GSM-7': { one: 160, each: 153, bits: 7 },
  'UCS-2': { one: 70, each: 67, bits: 16 },
};

/** The room of one segment without a special character, and with one. */
export const roomOfOne = { standard: rooms['GSM-7'].one, special: rooms['UCS-2'].one } as const;

export function checkText(body: string, rules: Rules): TextCheck {
  const segments = segmentsOf(body, rules);
  const offenders = offendersOf(body);
  const encoding = offenders.length > 0 ? 'UCS-2' : 'GSM-7';
  const isOne = splitText(body, rules.longestText).length < 2;
  const used = Math.ceil(new SegmentedMessage(body).messageSize / rooms[encoding].bits);
  const simple = replaceIn(body, offenders);
  const segmentsSimplified = offenders.some(({ replacement }) => replacement !== null)
    ? segmentsOf(simple, rules)
    : segments;
  const rest = offenders.filter(({ replacement }) => replacement === null);
  return {
    characters: [...body].length,
    segments,
    segmentsOfLast: segmentsIn(splitText(body, rules.longestText).at(-1) ?? ''),
    fill: isOne ? { used, room: roomOf(segments, encoding) } : null,
    // Some segments end before a double character, so that a text can need another while it has room.
    over: isOne && segments > 1 ? Math.max(1, used - roomOf(segments - 1, encoding)) : null,
    encoding,
    offenders,
    segmentsSimplified,
    segmentsPlain: rest.every(isSpared) ? segmentsOf(leaveOut(simple, rest), rules) : null,
    price: priceOf(segments, rules.price),
  };
}

function roomOf(segments: number, encoding: Encoding): number {
  const { one, each } = rooms[encoding];
  return segments <= 1 ? one : segments * each;
}

/** Letters are the text itself. */
function isSpared({ character }: Offender): boolean {
  return !/\p{L}/u.test(character);
}

function priceOf(segments: number, price: SegmentPrice): SegmentPrice {
  if (price.kind !== 'own' && price.kind !== 'twilio') return price;
  return { ...price, low: timesPrice(price.low, segments), high: timesPrice(price.high, segments) };
}

/** The text with look-alikes from GSM-7 in place of the characters that GSM-7 lacks; one without a look-alike stays. */
export function simplify(body: string): string {
  return replaceIn(body, offendersOf(body));
}

function replaceIn(body: string, offenders: readonly Offender[]): string {
  return offenders.reduce(
    (text, { character, replacement }) => (replacement === null ? text : text.replaceAll(character, replacement)),
    body,
  );
}

function leaveOut(body: string, offenders: readonly Offender[]): string {
  return offenders.reduce((text, { character }) => text.replaceAll(character, ''), body);
}

/** The segments of words that go as one text. */
export function segmentsIn(sent: string): number {
  return sent === '' ? 0 : new SegmentedMessage(sent).segmentsCount;
}

function segmentsOf(body: string, { longestText, isNumbered = false }: Rules): number {
  const parts = isNumbered ? splitNumbered(body, longestText) : splitText(body, longestText);
  const isLabelled = isNumbered && parts.length > 1;
  return parts.reduce((sum, part, index) => {
    const sent = isLabelled ? `${partLabel(index + 1, parts.length)}${part}` : part;
    return sum + segmentsIn(sent);
  }, 0);
}

function offendersOf(body: string): Offender[] {
  const characters = [...new Set(new SegmentedMessage(body).getNonGsmCharacters())];
  return characters.map((character) => {
    const counts = character.length;
    const alike = new SegmentedMessage(character, 'auto', true);
    if (alike.encodingName !== 'GSM-7') return { character, replacement: null, counts };
    // Some white space becomes two blanks there. Its writer meant one.
    return { character, replacement: alike.graphemes.join('').replace(/^ +$/, ' '), counts };
  });
}
