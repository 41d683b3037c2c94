// A loop: a machine at the other end answers each of our automatic texts, and would do so for ever.
import type { Wish } from '../consent/consent.ts';
import { plainWords } from '../consent/plain-words.ts';
import { isAutoReply } from './auto-reply.ts';

/**
 * How a loop shows. `auto-replies`: phones and services that text by themselves. `same-words`: the same text again and again.
 * `keywords`: one keyword after the other, each of which Twilio answers. `pace`: answers faster than people read and type, or
 * more of them than a person sends; so do two numbers that are bridged.
 */
export type LoopKind = 'auto-replies' | 'same-words' | 'keywords' | 'pace';

/** Automatic texts are stopped in a thread since then, until somebody has them go again. */
export interface Loop {
  kind: LoopKind;
  since: Date;
}

/** A text of a thread. `person`: somebody of ours wrote it. */
export interface Said {
  by: 'customer' | 'automation' | 'person';
  at: Date;
  body: string;
  keyword: Wish | null;
}

/** Texts older than a day, and more than these, tell nothing. */
export const LOOP_TEXTS = 150;
export const LOOP_MS = 86_400_000;
const HOUR_MS = 3_600_000;

const AUTO_REPLIES = 3;
const LONG_REPEATS = 4;
const SHORT_REPEATS = 8;
/** Words that people send again and again are shorter. */
const LONG = 20;
const KEYWORDS = { texts: 5, withinMs: 600_000 };

/** So many answers within such a time. A person needs half a minute to get a text, read it and type. */
const paces = [
  { answers: 10, withinMs: 200_000 },
  { answers: 40, withinMs: HOUR_MS },
  { answers: 60, withinMs: LOOP_MS },
];

/**
 * The loop that a customer's newest text completes; null for none. `said`: the thread's texts, oldest first, with that one as
 * the last. Only answers to automatic texts count, and keywords, and only those since somebody of ours last wrote.
 */
export function findLoop(said: readonly Said[]): LoopKind | null {
  const newest = said.at(-1);
  const answers = answersIn(said);
  const last = answers.at(-1);
  if (newest === undefined || last !== newest) return null;
  const within = (ms: number) => answers.filter(({ at }) => newest.at.getTime() - at.getTime() <= ms);
  const ofHour = within(HOUR_MS);
  if (within(KEYWORDS.withinMs).filter(isKeyword).length >= KEYWORDS.texts) return 'keywords';
  if (isAutoReply(newest.body) && ofHour.filter(({ body }) => isAutoReply(body)).length >= AUTO_REPLIES)
    return 'auto-replies';
  const words = folded(newest.body);
  const repeats = ofHour.filter(({ body }) => folded(body) === words).length;
  if (repeats >= (words.length >= LONG ? LONG_REPEATS : SHORT_REPEATS)) return 'same-words';
  return paces.some((pace) => within(pace.withinMs).length >= pace.answers) ? 'pace' : null;
}

/** Texts of the customer that came after an automatic one, the first after each; and keywords, since Twilio answers those. */
function answersIn(said: readonly Said[]): Said[] {
  const since = said.findLastIndex(({ by }) => by === 'person') + 1;
  const answers: Said[] = [];
  let isAsked = false;
  for (const one of said.slice(since)) {
    if (one.by === 'customer' && (isAsked || isKeyword(one))) answers.push(one);
    isAsked = one.by === 'automation';
  }
  return answers;
}

function isKeyword({ keyword }: Said): boolean {
  return keyword !== null && keyword !== 'may-stop';
}

/** The words without their dress and without numbers, which machines count on. */
function folded(body: string): string {
  const words = plainWords(body).map((word) => word.replace(/\p{N}+/gu, ''));
  return words.join(' ').trim() || body.trim();
}
