// A long text in parts that each fit one message, cut where a reader would pause.
import { isBlank } from '../well-formed.ts';

/** A line or sentence end is preferred to a word end when it leaves the part at least this full. */
const fullEnough = 0.7;

const graphemes = new Intl.Segmenter(undefined, { granularity: 'grapheme' });

/**
 * The text in order, in parts of at most `limit` UTF-16 code units, none of them empty; `[]` for a blank text. White space
 * at a cut is dropped. Only a word longer than the limit is cut, and then between characters as people see them, as long
 * as a single one fits. Throws for a limit under 2, which could not hold an emoji.
 */
export function splitText(text: string, limit: number): string[] {
  if (limit < 2) throw new Error('A part needs room for at least 2 code units.');
  if (isBlank(text)) return [];
  const parts: string[] = [];
  let rest = text.trim();
  while (rest.length > limit) {
    const cut = cutOf(rest, limit);
    parts.push(rest.slice(0, cut).trimEnd());
    rest = rest.slice(cut).trimStart();
  }
  if (rest !== '') parts.push(rest);
  return parts;
}

/** `(1/2) `: the beginning of each of several parts, so that a phone may show them in any order. */
export function partLabel(no: number, of: number): string {
  return `(${no}/${of}) `;
}

/** The same as `splitText`, with room for the label of each part where there are several. */
export function splitNumbered(text: string, limit: number): string[] {
  const whole = splitText(text, limit);
  if (whole.length < 2) return whole;
  // More digits leave less room, which may make more parts: their number is known once it fits its own digits.
  for (let digits = String(whole.length).length; ; digits += 1) {
    const room = limit - partLabel(10 ** digits - 1, 10 ** digits - 1).length;
    const parts = splitText(text, Math.max(2, room));
    if (String(parts.length).length <= digits) return parts;
  }
}

/** The index at which to cut a text that starts with a visible character and is longer than the limit: 1 to `limit`. */
function cutOf(text: string, limit: number): number {
  // One more than fits: a space right after the limit is a good place too.
  const window = text.slice(0, limit + 1);
  const least = Math.floor(limit * fullEnough);
  const line = window.lastIndexOf('\n');
  if (line >= least && line > 0) return line;
  let word = -1;
  for (let index = window.length - 1; index > 0; index -= 1) {
    if (!/\s/.test(window.charAt(index))) continue;
    if (word === -1) word = index;
    if (index < least) break;
    if (/[.!?…。！？]["'”’)\]]?$/u.test(window.slice(Math.max(0, index - 2), index))) return index;
  }
  return word === -1 ? insideWord(text, limit) : word;
}

function insideWord(text: string, limit: number): number {
  // Two more code units than fit: whether a character ends at the limit shows in the whole one after it.
  const start = graphemes.segment(text.slice(0, limit + 2)).containing(limit)?.index ?? limit;
  if (start > 0) return start;
  const last = text.charCodeAt(limit - 1);
  const isHighSurrogate = last >= 0xd800 && last <= 0xdbff;
  return isHighSurrogate ? limit - 1 : limit;
}
