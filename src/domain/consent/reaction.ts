// A reaction to a text, which a phone puts into words: shown like any text, but nobody is waiting for an answer to it.
import { emojiPhrases, likelyPhrases, ofOurs, seenPhrases, things } from './reaction-phrases.ts';

export interface Reaction {
  /** The words that the reaction is about; null where it is about a picture. */
  quoted: string | null;
  /** Its shape leaves no doubt, so that it need not quote a text of ours. */
  isCertain: boolean;
}

/** Longer than the longest text with its frame. */
const LONGEST = 4_000;
/** Longer than any reaction to a picture. */
const LONGEST_UNQUOTED = 80;
const EMOJI =
  '(?:\\p{Emoji_Presentation}|\\p{Extended_Pictographic}|\\p{Regional_Indicator}|[\\p{Emoji_Modifier}#*0-9\\u20e3‼⁉❓❗?!])';
const EMOJIS = `(?<emoji>${EMOJI}{1,12}|(?:with )?(?:a|an|un|une|een|ein|einem) (?:sticker|Sticker|memoji))`;
/** Quotation marks of phones in the languages above. People type straight ones. */
const TYPOGRAPHIC =
  '(?:“ ?(?<curly>.+) ?[”“]|” ?(?<alike>.+) ?”|[「『](?<corners>.+)[」』]|„ ?(?<low>.+) ?[“”"]|« ?(?<guillemets>.+) ?»|» ?(?<reversed>.+) ?«)';
const QUOTE = `(?:${TYPOGRAPHIC}|["‘'‚] ?(?<straight>.+) ?["’'‘])`;

interface Shape {
  pattern: RegExp;
  certain: 'always' | 'typographic' | 'never';
}

const shapes: readonly Shape[] = [
  ...emojiPhrases.map((phrase): Shape => ({ pattern: patternOf(phrase), certain: 'always' })),
  ...seenPhrases.map((phrase): Shape => ({ pattern: patternOf(phrase), certain: 'typographic' })),
  ...likelyPhrases.map((phrase): Shape => ({ pattern: patternOf(phrase), certain: 'never' })),
];

/** `Loved an image`, also in the languages above. */
const aboutThings = [
  ...seenPhrases.map((phrase) => patternOf(phrase, `(?:${things})`)),
  ...emojiPhrases.map((phrase) => patternOf(phrase, `(?:${things}|${ofOurs})`)),
];

/** The thing that each of the patterns above names. */
const namesThing = new RegExp(`(?:${things}|${ofOurs})`, 'su');

function patternOf(phrase: string, quote = QUOTE): RegExp {
  const escaped = phrase.replace(/[.?*+^$|()[\]\\]/g, '\\$&').replaceAll('’', "['’]");
  return new RegExp(`^${escaped.replace('{e}', EMOJIS).replace('{q}', quote)}$`, 'su');
}

/** The reaction that a text may be, or null. Google's app frames reactions in hair and zero-width spaces. */
export function readReaction(body: string): Reaction | null {
  if (body.length > LONGEST) return null;
  // Most texts quote nothing.
  if (!/["“”„「『«»'‘‚]/.test(body)) return body.length > LONGEST_UNQUOTED ? null : readThing(plain(body));
  const framed = /^\u200a.{0,60}["“„«]\u200a(?<quoted>.+)\u200a["”“»]\u200a?$/su.exec(body)?.groups;
  if (framed) return { quoted: plain(framed['quoted'] ?? ''), isCertain: true };
  const text = plain(body);
  for (const { pattern, certain } of shapes) {
    const groups = pattern.exec(text)?.groups;
    if (!groups) continue;
    const { straight, curly, alike, corners, low, guillemets, reversed, emoji } = groups;
    const quoted = straight ?? curly ?? alike ?? corners ?? low ?? guillemets ?? reversed ?? '';
    if (emoji !== undefined && !isEmoji(emoji)) continue;
    const isCertain = certain === 'always' || (certain === 'typographic' && straight === undefined);
    return { quoted: quoted.trim(), isCertain };
  }
  return readThing(text);
}

function readThing(text: string): Reaction | null {
  // Most texts name no such thing.
  if (!namesThing.test(text)) return null;
  return aboutThings.some((pattern) => pattern.test(text)) ? { quoted: null, isCertain: true } : null;
}

/** Digits and signs belong to an emoji only beside something that is one. */
function isEmoji(text: string): boolean {
  return /\p{Extended_Pictographic}|\p{Regional_Indicator}|\u20e3|[‼⁉❓❗]|sticker|memoji/iu.test(text);
}

/** The reaction quotes one of these texts. A phone may have cut it, and a trial account put words before it. */
export function isAbout({ quoted }: Reaction, texts: readonly string[]): boolean {
  if (quoted === null) return false;
  const wanted = folded(quoted);
  const cut = /(?:…|\.\.\.)$/.test(wanted) ? wanted.replace(/[….\s]+$/, '') : null;
  return texts.map(folded).some((text) => {
    if (text === '' || wanted === '') return false;
    if (text === wanted || (text.length > 8 && wanted.includes(text))) return true;
    const start = cut ?? (wanted.length > 30 ? wanted : null);
    return start !== null && start !== '' && text.startsWith(start);
  });
}

function plain(text: string): string {
  return text
    .normalize('NFC')
    .replace(/[\p{Default_Ignorable_Code_Point}\u2800]/gu, '')
    .replace(/\s+/gu, ' ')
    .trim();
}

/** Spaces, case and the kind of quotes and dashes change on the way. */
function folded(text: string): string {
  return plain(text.normalize('NFKC'))
    .replace(/["“”„«»「」『』'‘’‚`´]/gu, "'")
    .replace(/[‐-―]/gu, '-')
    .toLowerCase();
}
