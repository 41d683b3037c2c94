// Drafts an answer from words that the workspace wrote itself; nothing that a customer wrote ever comes back in it.
import type { Drafted, Turn } from '../domain/assist.ts';
import type { DraftQuestion } from './assistant.ts';
import { KnownIndex } from './known-index.ts';

/** A source that has fewer of the question's words is about something else. */
const LEAST_SHARE = 0.5;
/** An article's beginning; a template is taken whole. */
const MOST_CHARACTERS = 480;

/** The customer's words since somebody answered. */
export function openQuestion(turns: readonly Turn[]): string {
  const answered = turns.findLastIndex(({ role }) => role === 'agent');
  return turns
    .slice(answered + 1)
    .map(({ content }) => content)
    .join('\n');
}

export async function draftAnswer({ turns, language, known }: DraftQuestion): Promise<Drafted> {
  const question = openQuestion(turns);
  const index = await KnownIndex.of(known);
  const [best] = index.find(question, language, 1);
  if (best === undefined || best.share < LEAST_SHARE)
    return { text: '', confidence: 0, because: [{ kind: 'unclear' }] };
  const { kind, title, body } = best.known;
  const text = kind === 'article' ? beginning(body) : body.trim();
  // No search by words is ever certain.
  const confidence = Math.round(best.share * 90) / 100;
  return { text, confidence, because: [{ kind: 'source', source: kind, title }] };
}

/** Whole sentences, as far as they fit. */
function beginning(body: string): string {
  const plain = body.trim().replace(/\s+/g, ' ');
  if (plain.length <= MOST_CHARACTERS) return plain;
  const cut = plain.slice(0, MOST_CHARACTERS);
  const end = Math.max(cut.lastIndexOf('. '), cut.lastIndexOf('! '), cut.lastIndexOf('? '));
  return end > 0 ? cut.slice(0, end + 1) : `${cut.slice(0, cut.lastIndexOf(' '))} …`;
}
