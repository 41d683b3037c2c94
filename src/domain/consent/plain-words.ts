// The words of a text without their dress: no case, accents, punctuation, emoji, invisible characters, or mail signature.
import { remove as withoutLookalikes } from 'confusables';

const signatures = [
  /(?:^|\n)[ \t]*(?:[-_=*~]{2,20}|—)[ \t\r]*(?:\n|$)[\s\S]*$/u,
  // A name on a line of its own.
  /\n[ \t]*[\p{Pd}~][ \t]*\p{Lu}[\p{L}.'’]{0,30}(?: \p{Lu}[\p{L}.'’]{0,30}){0,3}\s*$/u,
  /(?:^|[\s.!])(?:sent (?:from|via|with|using)|get (?:outlook|bluemail|mymail|aquamail) for|envoyé (?:de|depuis)|enviad[oa] (?:desde|do|de|via)|inviato d(?:a|al)|von meinem \S+ gesendet|gesendet (?:von|mit)|ver(?:zonden|stuurd) (?:vanaf|via)|skickat från|sendt fra)\b[\s\S]*$/iu,
  /\n\s*(?:lähetetty |wysłan[eo] z |отправлено (?:с|из) |надіслано з |发自我的|發自我的|傳自我的|trimis de pe |αποστολή από |odesláno z )[^\n]{0,60}$/iu,
  /\n[^\n]{0,30}(?:から送信|에서 보냄|(?:dan|den) gönderildi)\s*$/u,
];

/** Characters that are read: more than any keyword with a signature has, or a sentence that asks for something. */
const READ = 1_000;

/**
 * The words in upper case, of letters and digits alone: `STOP 🛑` is `STOP`, `Arrêt !` is `ARRET`, `Don’t` is `DONT`. A word that
 * is spelled with gaps, such as `S T O P`, is one.
 */
export function plainWords(body: string): string[] {
  const words = wordsOf(withoutSignature(body.slice(0, READ)));
  const isSpelled = words.length > 2 && words.every((word) => word.length === 1);
  return isSpelled ? [words.join('')] : words;
}

/** The words with Latin letters in place of the signs that look like them: Cyrillic `ЅТОР`, `ST🅾️P` and `🇸🇹🇴🇵` are `STOP`. */
export function latinWords(body: string): string[] {
  return plainWords(body.slice(0, READ).replace(/[^\p{ASCII}]+/gu, withoutLookalikes));
}

/** The first of the words, which is found fast. */
export function firstPlainWord(body: string): string {
  return wordsOf(body)[0] ?? '';
}

/** The words, clause by clause. */
export function plainClauses(body: string): string[][] {
  return withoutSignature(body.slice(0, READ))
    .split(/[.!?;,:…\n。！？،]+/u)
    .map(wordsOf)
    .filter((words) => words.length > 0);
}

function withoutSignature(text: string): string {
  const left = signatures.reduce((rest, signature) => rest.replace(signature, ''), text);
  return wordsOf(left).length === 0 ? text : left;
}

function wordsOf(text: string): string[] {
  const plain = /^[\x20-\x7e\s]*$/.test(text) ? text.replaceAll(/['`]/g, '') : undressed(text);
  return plain.toUpperCase().match(/[\p{L}\p{N}]+/gu) ?? [];
}

function undressed(text: string): string {
  return text
    .replace(/[0-9#*]\ufe0f?\u20e3/gu, ' ')
    .normalize('NFKC')
    .replace(/[\p{Default_Ignorable_Code_Point}'’‘ʼ`´]/gu, '')
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .normalize('NFC');
}
