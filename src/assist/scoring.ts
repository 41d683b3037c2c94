// Scores how a conversation was handled by rules that people can check: each dimension with what it was read from.
import type { CoachingNote, Dimension, Scored, Turn } from '../domain/assist.ts';
import { classifyText, moodOf } from './reading.ts';

/** Questions that came in a row, and the answer to them. */
interface Exchange {
  asked: readonly Turn[];
  answer: Turn | null;
}

interface Part {
  dimensions: readonly Dimension[];
  notes: readonly CoachingNote[];
}

const WEIGHTS: Readonly<Record<string, number>> = { first_answer: 1, answers: 1, answered: 2, tone: 2, resolved: 3 };
/** Up to `quick` minutes an answer has the full score, from `late` on none. */
const FIRST_ANSWER = { quick: 5, late: 120 };
const ANSWERS = { quick: 10, late: 240 };
const MOST_TURNS = 300;
const MOST_NOTED = 3;

const KIND =
  /\b(hi|hello|thanks?|sorry|apologi[sz]e|please|glad|happy to|of course|welcome|take care|hallo|danke|bitte|gerne?|tut mir leid|entschuldig\w*|naturlich|hola|gracias|por favor|siento|disculp\w*|claro|encantad[oa]|gusto)\b/g;
const SORRY =
  /\b(sorry|apologi[sz]e|apologies|tut mir leid|tut uns leid|entschuldig\w*|siento|sentimos|disculp\w*|perdon)\b/;
const HARSH =
  /\b(not my problem|your (?:own )?fault|calm down|as i said|told you|no idea|whatever|nicht mein problem|selbst schuld|keine ahnung|wie gesagt|beruhigen sie|no es mi problema|culpa suya|ni idea|ya le dije|calmese)\b/g;

export async function scoreConversation(all: readonly Turn[]): Promise<Scored> {
  const turns = all.slice(-MOST_TURNS);
  const exchanges = await exchangesOf(turns);
  const parts = [timesOf(exchanges), answeredOf(exchanges), await toneOf(turns), await endOf(turns, exchanges)];
  const dimensions = parts.flatMap((part) => part.dimensions);
  const total = dimensions.reduce((sum, { name }) => sum + (WEIGHTS[name] ?? 1), 0);
  const overall = dimensions.reduce((sum, { name, score }) => sum + score * (WEIGHTS[name] ?? 1), 0) / total;
  return { overall: round(overall), dimensions, notes: parts.flatMap((part) => part.notes) };
}

/** Thanks at the end ask for nothing. */
async function exchangesOf(turns: readonly Turn[]): Promise<Exchange[]> {
  const exchanges: { asked: Turn[]; answer: Turn | null }[] = [];
  for (const turn of turns) {
    const last = exchanges.at(-1);
    if (turn.role === 'customer') {
      if (last !== undefined && last.answer === null) last.asked.push(turn);
      else exchanges.push({ asked: [turn], answer: null });
    } else if (last !== undefined) last.answer ??= turn;
  }
  const last = exchanges.at(-1);
  if (last !== undefined && last.answer === null && (await isThanks(textOf(last)))) exchanges.pop();
  return exchanges;
}

async function isThanks(text: string): Promise<boolean> {
  if (text.includes('?')) return false;
  const { category, sentiment } = await classifyText(text);
  return category === 'thanks' || sentiment === 'positive' || text.trim().length <= 4;
}

function textOf({ asked }: Exchange): string {
  return asked.map(({ content }) => content).join('\n');
}

function timesOf(exchanges: readonly Exchange[]): Part {
  const waits = exchanges.flatMap(({ asked: [first], answer }) =>
    first?.at == null || answer?.at == null ? [] : [Math.max(0, (answer.at - first.at) / 60_000)],
  );
  const [firstWait, ...others] = waits;
  if (firstWait === undefined) return { dimensions: [], notes: [] };
  const dimensions = [timed('first_answer', firstWait, FIRST_ANSWER)];
  const notes: CoachingNote[] = [];
  if (firstWait > FIRST_ANSWER.late / 2) notes.push({ kind: 'slow-first-answer', minutes: Math.round(firstWait) });
  if (others.length > 0) {
    const mean = others.reduce((sum, wait) => sum + wait, 0) / others.length;
    dimensions.push(timed('answers', mean, ANSWERS));
    if (mean > ANSWERS.late / 2) notes.push({ kind: 'slow-answers', minutes: Math.round(mean) });
  }
  return { dimensions, notes };
}

function timed(name: string, minutes: number, { quick, late }: typeof ANSWERS): Dimension {
  const score = Math.min(1, Math.max(0, (late - minutes) / (late - quick)));
  return { name, score: round(score), evidence: { kind: 'minutes', minutes: Math.round(minutes) } };
}

function answeredOf(exchanges: readonly Exchange[]): Part {
  const open = exchanges.filter(({ answer }) => answer === null);
  const answered = exchanges.length - open.length;
  const score = exchanges.length === 0 ? 1 : answered / exchanges.length;
  const evidence = { kind: 'answered', of: exchanges.length, answered } as const;
  const notes = open.map((one) => ({ kind: 'unanswered', question: textOf(one).slice(0, 120) }) as const);
  return { dimensions: [{ name: 'answered', score: round(score), evidence }], notes };
}

async function toneOf(turns: readonly Turn[]): Promise<Part> {
  const agents = plainOf(turns.filter(({ role }) => role === 'agent'));
  if (agents === '') return { dimensions: [], notes: [] };
  const harsh = [...new Set(agents.match(HARSH) ?? [])];
  const kind = [...new Set(agents.match(KIND) ?? [])];
  const score = Math.min(1, Math.max(0, 0.5 + Math.min(kind.length, 4) * 0.125 - harsh.length * 0.3));
  const notes: CoachingNote[] = [];
  if (harsh.length > 0) notes.push({ kind: 'harsh', words: harsh.slice(0, MOST_NOTED) });
  else if (kind.length === 0) notes.push({ kind: 'no-greeting' });
  const customer = turns.filter(({ role }) => role === 'customer');
  const wasUnhappy = (await moodOf(customer.map(({ content }) => content).join('\n'))).label === 'negative';
  if (wasUnhappy && !SORRY.test(agents)) notes.push({ kind: 'no-apology' });
  const words = [...harsh, ...kind].slice(0, MOST_NOTED);
  return { dimensions: [{ name: 'tone', score: round(score), evidence: { kind: 'words', words } }], notes };
}

/** The last words of the customer tell most; an open question at the end was not resolved. */
async function endOf(turns: readonly Turn[], exchanges: readonly Exchange[]): Promise<Part> {
  const last = turns.at(-1);
  const customer = turns.findLast(({ role }) => role === 'customer');
  if (last === undefined || customer === undefined) return { dimensions: [], notes: [] };
  const { label, escalationRisk } = await moodOf(customer.content);
  const isOpen = exchanges.at(-1)?.answer === null;
  const mood = label === 'positive' ? 1 : label === 'negative' ? 0.3 : 0.65;
  const score = Math.max(0, (isOpen ? mood * 0.3 : mood) - escalationRisk * 0.3);
  const isUnhappy = isOpen || score < 0.4;
  const evidence = { kind: 'last', role: last.role, sentiment: label } as const;
  return {
    dimensions: [{ name: 'resolved', score: round(score), evidence }],
    notes: isUnhappy ? [{ kind: 'left-unhappy' }] : [],
  };
}

function plainOf(turns: readonly Turn[]): string {
  return turns
    .map(({ content }) => content.slice(0, 2000))
    .join('\n')
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase();
}

function round(share: number): number {
  return Math.round(share * 100) / 100;
}
