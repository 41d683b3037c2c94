// Texts that a phone or a service sends by itself: nobody reads the answer, so nothing automatic answers them.
import { plainClauses } from '../consent/plain-words.ts';
import { type AutoReply, autoReplyPhrases, openings } from './auto-reply-phrases.ts';

/** No automatic text is longer, and a customer's long letter may hold any phrase. */
const LONGEST = 700;

/**
 * The automatic text that this one is, or null. People ask questions and machines do not, so a question counts only where the
 * text opens by saying what it is. A person who types the words of a machine is taken for one: they get no automatic answer.
 */
export function readAutoReply(body: string): AutoReply | null {
  if (body.length > LONGEST) return null;
  const clauses = plainClauses(body).map((words) => words.join(' '));
  if (openings.test(clauses[0] ?? '')) return 'automatic';
  if (/[?？¿]/u.test(body)) return null;
  const words = clauses.join(' ');
  const found = autoReplyPhrases.find(({ all }) => all.every((phrase) => phrase.test(words)));
  return found?.kind ?? null;
}

export function isAutoReply(body: string): boolean {
  return readAutoReply(body) !== null;
}
