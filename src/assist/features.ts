// The marks of a text by which the built-in classifier tells texts apart: its words, neighbours, and pieces of words, which survive typos.

/** A reading of longer texts would cost time and tell no more. */
const MOST_CHARACTERS = 1000;
const PIECE_LENGTHS = [3, 4, 5];

/** The words of a text in small letters and without accents; signs that carry a mood are words as well. */
export function wordsOf(text: string): string[] {
  const plain = text.slice(0, MOST_CHARACTERS).normalize('NFKD').toLowerCase();
  const letters = plain
    .replace(/\p{M}/gu, '')
    .replace(/['’`´]/g, '')
    .replace(/ß/g, 'ss');
  return letters.match(/[\p{L}]+|\p{N}+|[!?]+|\p{Extended_Pictographic}/gu)?.map(asMark) ?? [];
}

/** Figures say that there is one, and a row of signs how long it is at most. */
function asMark(word: string): string {
  if (/^\p{N}/u.test(word)) return '#';
  return /^[!?]{3,}$/.test(word) ? word.slice(0, 3) : word;
}

/** Each mark once. A mark that names a whole word begins with `w:`. */
export function marksOf(text: string): string[] {
  const words = wordsOf(text);
  const marks = new Set<string>(words.map((word) => `w:${word}`));
  words.forEach((word, index) => {
    const next = words[index + 1];
    if (next !== undefined) marks.add(`b:${word} ${next}`);
    for (const piece of piecesOf(word)) marks.add(`p:${piece}`);
  });
  if (/\b\p{Lu}{3,}\b/u.test(text)) marks.add('s:loud');
  return [...marks];
}

function* piecesOf(word: string): Iterable<string> {
  const bounded = `_${word}_`;
  for (const length of PIECE_LENGTHS) {
    for (let from = 0; from + length <= bounded.length; from += 1) yield bounded.slice(from, from + length);
  }
}
