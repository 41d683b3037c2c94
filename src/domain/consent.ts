// The words by which a person stops and restarts texts, and where we learned of it.
import { isBlank } from './text-parts.ts';

export type Keyword = 'stop' | 'start' | 'help';

/**
 * How an opt-out or its end became known to us: a keyword of ours, a word that the carrier acted on, a text that the carrier
 * refused for it, or an admin's hand.
 */
export type ConsentSource = 'keyword' | 'opt-out-type' | 'refusal' | 'manual';

export interface ConsentState {
  optedOut: boolean;
  at: Date | null;
  source: ConsentSource | null;
  /** Why, in an admin's words; only where it was done by hand. */
  reason?: string | null;
  /** Who did it by hand, where the name is known. */
  byName?: string | null;
}

const keywords: ReadonlyMap<string, Keyword> = new Map<string, Keyword>([
  ['STOP', 'stop'],
  ['STOPALL', 'stop'],
  ['UNSUBSCRIBE', 'stop'],
  ['END', 'stop'],
  ['QUIT', 'stop'],
  ['CANCEL', 'stop'],
  ['REVOKE', 'stop'],
  ['OPTOUT', 'stop'],
  ['OPT OUT', 'stop'],
  ['OPT-OUT', 'stop'],
  ['START', 'start'],
  ['UNSTOP', 'start'],
  ['HELP', 'help'],
  ['INFO', 'help'],
]);

const LONGEST = 32;

/**
 * The keyword that a whole message is, or null. Any case; white space and zero-width characters around it do not count.
 *
 * The lists are Twilio's default ones (https://www.twilio.com/docs/messaging/tutorials/advanced-opt-out), which it matches
 * only against messages of that single word, with these differences:
 * - A stop word may stand in quotation marks or be followed by `.` or `!`, and "opt out" may be two words: a person who
 *   sends that has revoked consent by 47 CFR 64.1200(a)(10), whether or not Twilio took notice.
 * - Start and help words count only bare: where Twilio goes on blocking, reading a start would promise texts that fail.
 * - YES is no start word. It is an ordinary answer in a chat, and on toll-free numbers it does not lift the network's
 *   block, so an opt-in read from it would text a person who is still blocked.
 */
export function keywordOf(body: string): Keyword | null {
  const trimmed = body.trim();
  // Longer than any keyword with its wrapping: spares ordinary messages the work.
  if (trimmed.length > LONGEST) return null;
  const word = trimInvisible(trimmed).toUpperCase();
  const bare = keywords.get(word);
  if (bare !== undefined) return bare;
  const unwrapped = trimInvisible(word.replace(/^["'“”‘’«»]+|["'“”‘’«».!]+$/g, ''));
  return keywords.get(unwrapped) === 'stop' ? 'stop' : null;
}

function trimInvisible(text: string): string {
  const characters = Array.from(text);
  const first = characters.findIndex((character) => !isBlank(character));
  const last = characters.findLastIndex((character) => !isBlank(character));
  return characters.slice(Math.max(first, 0), last + 1).join('');
}
