// Compares the words that a vendor lists with those that it was given: it may have added to them, changed or hidden them.

/** `same`: at most white space and the spelling of characters differ. `alike`: added to, or changed. `hidden`: no word shows. */
export type Likeness = 'same' | 'alike' | 'hidden' | 'other';

/** The share of pairs of neighbouring characters, from 0 to 1, that a text and its changed version have in common. */
const ENOUGH_IN_COMMON = 0.7;

/** Twilio's sentence before the words of a trial account. */
const onTrial = /^Sent from (your|a) Twilio trial account -(?: |$)/i;

/**
 * Twilio puts a sentence before the words on trial accounts, replaces characters under smart encoding, shortens links, and
 * shows empty words where message redaction is on.
 * https://www.twilio.com/docs/messaging/services#smart-encoding, https://www.twilio.com/docs/messaging/guides/privacy-message-redaction
 */
export function likenessOf(ours: string, listed: string): Likeness {
  const [mine, theirs] = [spaced(ours), spaced(listed).replace(onTrial, '')];
  if (mine === theirs) return 'same';
  if (isHidden(theirs)) return 'hidden';
  const [plain, other] = [plainWords(mine), plainWords(theirs)];
  if (plain === '' || other === '') return theirs.includes(mine) ? 'alike' : 'other';
  if (plain === other) return 'same';
  if (isCut(plain, theirs)) return 'alike';
  if (other.startsWith(`${plain} `) || other.endsWith(` ${plain}`) || other.includes(` ${plain} `)) return 'alike';
  return inCommon(plain, other) >= ENOUGH_IN_COMMON ? 'alike' : 'other';
}

function spaced(text: string): string {
  return text.normalize('NFKC').replace(/\s+/g, ' ').trim();
}

/** Too many texts share a shorter beginning. */
const ENOUGH_OF_A_BEGINNING = 8;

/** The listed words are the beginning of ours, with a sign that more was there. */
function isCut(plain: string, theirs: string): boolean {
  const start = /^(.*?)\s*\.\.\.$/s.exec(theirs)?.[1];
  return start !== undefined && start.length >= ENOUGH_OF_A_BEGINNING && plain.startsWith(plainWords(start));
}

/** Nothing, marks such as `***`, a `?` for each letter that could not be written, or a word in brackets for all of it. */
function isHidden(text: string): boolean {
  return (
    /^[\s*•█#xX?\ufffd-]*$/.test(text) ||
    /^[[(<]?\s*(message |body )?(redacted|removed|hidden|deleted)\s*[\])>]?$/i.test(text)
  );
}

/** Letters and digits alone, without accents and signs as HTML writes them; a link is one word, whatever it leads to. */
function plainWords(text: string): string {
  return text
    .replace(/&(?:amp|lt|gt|quot|apos|nbsp|#\d{1,7}|#x[\da-f]{1,6});/gi, ' ')
    .replace(/(https?:\/\/)?[\w-]+(\.[\w-]+)*\.[a-z]{2,}\/\S+|https?:\/\/\S+/gi, ' link ')
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .replace(/ß/g, 'ss')
    .replace(/[æÆ]/g, 'ae')
    .replace(/[øØ]/g, 'o')
    .replace(/['’‘]/g, '')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
}

/** Sørensen–Dice: https://en.wikipedia.org/wiki/Dice-Sørensen_coefficient */
function inCommon(one: string, other: string): number {
  const [pairs, others] = [pairsOf(one), pairsOf(other)];
  let shared = 0;
  for (const [pair, times] of pairs) shared += Math.min(times, others.get(pair) ?? 0);
  const all = Math.max(0, one.length - 1) + Math.max(0, other.length - 1);
  return all === 0 ? 0 : (2 * shared) / all;
}

function pairsOf(text: string): Map<string, number> {
  const pairs = new Map<string, number>();
  for (let index = 0; index + 1 < text.length; index += 1) {
    const pair = text.slice(index, index + 2);
    pairs.set(pair, (pairs.get(pair) ?? 0) + 1);
  }
  return pairs;
}
