// Words that stop and restart texts, the lists that they come from, and the dress in which they count.

import { isBlank } from '../well-formed.ts';
import type { Keyword } from './consent.ts';
import { firstPlainWord, latinWords, plainWords } from './plain-words.ts';

/**
 * The keyword that a whole message is. `yes` is a start for somebody whom the carrier has blocked, and an ordinary answer for
 * anybody else. `isCarriers`: it is a single word of the carrier's default list, and the carrier acts on it.
 */
export interface ReadKeyword {
  keyword: Keyword | 'yes';
  isCarriers: boolean;
}

/** The languages in which we know keywords (ISO 639-1). */
export type WordLanguage = 'en' | 'es' | 'fr' | 'pt' | 'de';

interface KeywordList {
  means: ReadKeyword['keyword'];
  language: WordLanguage;
  words: readonly string[];
  /** The words are on the carrier's default list. */
  isCarriers: boolean;
}

const lists: readonly KeywordList[] = [
  // https://www.twilio.com/docs/messaging/tutorials/advanced-opt-out
  {
    means: 'stop',
    language: 'en',
    words: ['STOP', 'STOPALL', 'UNSUBSCRIBE', 'END', 'QUIT', 'CANCEL', 'REVOKE', 'OPTOUT'],
    isCarriers: true,
  },
  // https://help.twilio.com/articles/223134027-Twilio-support-for-opt-out-keywords-SMS-STOP-filtering-
  { means: 'start', language: 'en', words: ['START', 'UNSTOP'], isCarriers: true },
  { means: 'yes', language: 'en', words: ['YES'], isCarriers: true },
  { means: 'help', language: 'en', words: ['HELP', 'INFO'], isCarriers: true },
  // French, which Canadian carriers ask for: https://www.twilio.com/docs/proxy/opt-out-keywords
  { means: 'stop', language: 'fr', words: ['ARRET', 'ARRETE', 'ARRETT'], isCarriers: false },
  // Words of customers in Spanish, French, Portuguese and German that mean little else as a whole text.
  {
    means: 'stop',
    language: 'es',
    words: ['ALTO', 'BAJA', 'DETENER', 'PARAR', 'DAR DE BAJA', 'DARME DE BAJA'],
    isCarriers: false,
  },
  {
    means: 'stop',
    language: 'fr',
    words: ['ARRETER', 'ARRETEZ', 'DESABONNER', 'DESABONNEMENT', 'DESINSCRIRE', 'ME DESABONNER', 'ME DESINSCRIRE'],
    isCarriers: false,
  },
  { means: 'stop', language: 'pt', words: ['PARE', 'SAIR', 'DESCADASTRAR', 'DESINSCREVER'], isCarriers: false },
  {
    means: 'stop',
    language: 'de',
    words: ['STOPP', 'ABBESTELLEN', 'ABMELDEN', 'ABMELDUNG', 'AUSTRAGEN'],
    isCarriers: false,
  },
  { means: 'start', language: 'en', words: ['SUBSCRIBE', 'OPTIN', 'OPT IN', 'OPT-IN'], isCarriers: false },
  { means: 'start', language: 'es', words: ['COMENZAR', 'INICIAR', 'REANUDAR', 'SUSCRIBIRME'], isCarriers: false },
  {
    means: 'start',
    language: 'fr',
    words: ['COMMENCER', 'REPRENDRE', 'M’ABONNER', "M'ABONNER", 'M’INSCRIRE', "M'INSCRIRE"],
    isCarriers: false,
  },
  { means: 'start', language: 'pt', words: ['COMECAR', 'COMEÇAR', 'RETOMAR', 'INSCREVER'], isCarriers: false },
  { means: 'start', language: 'de', words: ['ANMELDEN', 'STARTEN', 'ABONNIEREN'], isCarriers: false },
  // Words as people part them; "opt out" is two words in 47 CFR 64.1200(a)(10): https://www.ecfr.gov/current/title-47/section-64.1200
  { means: 'stop', language: 'en', words: ['STOP ALL', 'OPT OUT', 'UN SUBSCRIBE'], isCarriers: false },
];

const byWord = new Map(lists.flatMap((list) => list.words.map((word) => [word, list] as const)));

/** The first word of most messages already rules out a keyword. */
const firstWords = new Set([...byWord.keys()].map((words) => words.split(' ')[0]));

/** Longer than any keyword with its wrapping and a signature: spares ordinary messages the work. */
const LONGEST = 200;
/** "Stop stop stop" is a stop, and a page of it is something else. */
const MOST_WORDS = 8;

/**
 * The keyword that a whole message is, or null.
 *
 * - A stop word counts in any dress: case, accents, punctuation, emoji, quotation marks, full-width letters, a signature below it,
 *   said twice. A person who sends that has revoked consent by 47 CFR 64.1200(a)(10), whether or not the carrier took notice.
 * - Start and help words count only bare. A start that is not on the carrier's list ends our own block alone.
 * - A stop word that is quoted in a reaction to a text of ours does not count: see `readReaction`.
 */
export function readKeyword(body: string): ReadKeyword | null {
  const trimmed = body.trim();
  if (trimmed.length > LONGEST) return null;
  const bare = byWord.get(withoutInvisible(trimmed).toUpperCase());
  if (bare && (bare.isCarriers || bare.means === 'start')) return { keyword: bare.means, isCarriers: bare.isCarriers };
  return isDressedStop(trimmed) || isDisguisedStop(trimmed) ? { keyword: 'stop', isCarriers: false } : null;
}

function isDressedStop(trimmed: string): boolean {
  const first = firstPlainWord(trimmed);
  return (first.length === 1 || firstWords.has(first)) && isAllStops(plainWords(trimmed));
}

/** A word of another alphabet may look like a keyword and mean something else: only the carrier's words count so. */
function isDisguisedStop(trimmed: string): boolean {
  if (/^\p{ASCII}*$/u.test(trimmed)) return false;
  const words = latinWords(trimmed);
  return isAllStops(words) && words.every((word) => byWord.get(word)?.isCarriers);
}

/** Tells customers of the first of them. */
export const usualOptOutLine = 'Reply STOP to opt out.';

/** The words name one that stops texts, as the line must that tells customers how. */
export function namesStop(body: string): boolean {
  return plainWords(body).some((word) => isStop([word], 1));
}

/** The language of a keyword, whatever its dress; English where there is none. */
export function languageOfKeyword(body: string): WordLanguage {
  const words = plainWords(body.slice(0, LONGEST));
  const list = [3, 2, 1].map((length) => byWord.get(words.slice(0, length).join(' '))).find((one) => one !== undefined);
  return list?.language ?? 'en';
}

function isAllStops(words: readonly string[]): boolean {
  if (words.length === 0 || words.length > MOST_WORDS) return false;
  for (let index = 0; index < words.length; ) {
    const length = [3, 2, 1].find((count) => isStop(words.slice(index, index + count), count));
    if (length === undefined) return false;
    index += length;
  }
  return true;
}

function isStop(words: readonly string[], count: number): boolean {
  return words.length === count && byWord.get(words.join(' '))?.means === 'stop';
}

/** White space and invisible characters around a word do not count. */
function withoutInvisible(text: string): string {
  const characters = Array.from(text);
  const first = characters.findIndex((character) => !isBlank(character));
  const last = characters.findLastIndex((character) => !isBlank(character));
  return characters.slice(Math.max(first, 0), last + 1).join('');
}
