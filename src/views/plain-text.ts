// Makes words of people and vendors fit for a component: valid, short, and never markup or a link.
import { isBlank, wellFormed } from '../domain/well-formed.ts';

const graphemes = new Intl.Segmenter(undefined, { granularity: 'grapheme' });

/** Nobody sees it, no line ends at it, and it keeps apart what would be read as one sign. */
const GAP = '\u2060';

/** Text components read Markdown: of this text nothing becomes bold, a heading, a list or a link, nor a number to dial. */
export function plain(text: string): string {
  return withoutMarkup(text).replace(/\+?\d[\d\s().-]{5,}\d/g, (number) => number.replace(/(\d\d)(?=\d)/g, `$1${GAP}`));
}

/** The same for sentences of our own that may quote somebody: the numbers in them stay whole, so that they can be copied. */
export function withoutMarkup(text: string): string {
  return (
    wellFormed(text)
      .replace(/[*_`~[\]<>#|\\]/g, (sign) => sign + GAP)
      .replace(/^([ \t]*)([-+]|\d+[.)])(?=[ \t])/gm, `$1$2${GAP}`)
      .replace(/:(?=\/\/)|\/(?=\/)|@/g, (sign) => sign + GAP)
      // After the dot: what finds links takes the sign for a letter of the name before it, but for none of `com`.
      .replace(/(?<=[\p{L}\p{N}])\.(?=\p{L}{2})/gu, `.${GAP}`)
      .replace(/\b(mailto|tel|sms):/gi, `$1:${GAP}`)
  );
}

/** In one line, without the signs that turn the direction of what stands beside it. */
export function oneLine(text: string): string {
  return wellFormed(text)
    .replace(/[\p{Cc}\s]+/gu, ' ')
    .replace(/[\u202a-\u202e\u2066-\u2069]/g, '')
    .trim();
}

/**
 * The text in one line, cut between characters as people see them to what `columns` of ordinary letters take; signs of East
 * Asia and emoji take two. `whenBlank` where nothing of it would be seen.
 */
export function shorten(text: string, columns: number, whenBlank = '—'): string {
  // More than any line needs: spares long texts the work.
  const line = oneLine(cutAt(text, columns * 20));
  if (isBlank(line)) return whenBlank;
  if (isOrdinary.test(line))
    return line.length <= columns ? line : `${line.slice(0, Math.max(0, columns - 1)).trimEnd()}…`;
  let width = 0;
  let kept = '';
  let keptBeforeDots = '';
  for (const { segment } of graphemes.segment(line)) {
    width += columnsOf(segment);
    // A character with dozens of marks on it is one that nobody needs to see.
    if (width > columns || segment.length > 40) return `${keptBeforeDots.trimEnd()}…`;
    kept += segment;
    if (width < columns) keptBeforeDots = kept;
  }
  return kept;
}

/** How much of a line it takes, in ordinary letters. */
export function columnsOf(text: string): number {
  if (isOrdinary.test(text)) return text.length;
  return [...graphemes.segment(text)].reduce((sum, { segment }) => sum + (isWide.test(segment) ? 2 : 1), 0);
}

/** The first `length` code units at the most; no pair of them is torn. */
export function cutAt(text: string, length: number): string {
  if (text.length <= length) return text;
  const last = text.charCodeAt(length - 1);
  return text.slice(0, last >= 0xd800 && last <= 0xdbff ? length - 1 : length);
}

/** Most text is: no need to look for characters of several parts. */
const isOrdinary = /^[ -~]*$/;

const isWide =
  /[\p{Extended_Pictographic}\p{Regional_Indicator}\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\ufdfd]|[\u{1b000}-\u{1b2ff}\u{20000}-\u{3fffd}]/u;
