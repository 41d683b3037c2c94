// Finds what a draft must not bring up: a link or an e-mail address that the workspace never wrote, a number that nobody wrote.
import type { Known, Turn } from '../domain/assist.ts';

/** Each repetition has an end, so that no draft can make the search long. */
const LINK =
  /\b(?:https?:\/\/|www\.)\S{1,300}|\b[\p{L}\p{N}-]{1,63}(?:\.[\p{L}\p{N}-]{1,63}){0,5}\.\p{L}{2,24}(?:\/\S{0,300})?|[^\s@]{1,64}@[^\s@.]{1,63}\.[^\s@]{1,63}/giu;
const NUMBER = /\+?\d(?:[ ./()-]{0,2}\d){4,}/g;

export interface Written {
  turns: readonly Turn[];
  known: readonly Known[];
}

/** A customer's link may lead anywhere, so only our own side's may come back. */
export function inventions(draft: string, { turns, known }: Written): string[] {
  const bodies = known.map(({ body }) => body);
  const ours = [...bodies, ...turns.filter(({ role }) => role === 'agent').map(({ content }) => content)].join('\n');
  const all = [...bodies, ...turns.map(({ content }) => content)].join('\n');
  const links = (draft.match(LINK) ?? []).filter((link) => !ours.includes(link.replace(/[.,;:!?)]+$/, '')));
  const written = (all.match(NUMBER) ?? []).map(figuresOf);
  const numbers = (draft.match(NUMBER) ?? []).filter(
    (number) => !written.some((figures) => figures.includes(figuresOf(number))),
  );
  return [...links, ...numbers];
}

function figuresOf(text: string): string {
  return text.replace(/\D/g, '');
}
