// A search of texts as somebody asks for it in the address of the page, and what it means.
import { readSoughtNumber } from '../numbers/sought-number.ts';
import { readDay } from '../times/day.ts';
import { isUuid } from '../uuid.ts';
import { wellFormed } from '../well-formed.ts';
import { anyText, isTextState, type TextSearch, textStates } from './text-search.ts';

/** The names of the query, as the page writes and reads them. */
export const askedNames = ['q', 'state', 'direction', 'error', 'agent', 'since', 'until', 'before'] as const;
export type AskedName = (typeof askedNames)[number];
export type AskedTexts = Readonly<Record<AskedName, string>>;

/** Stands for all automation in place of an agent's id. */
export const AUTOMATION = 'automation';

/** Longer words find nothing more. */
const LONGEST = 200;
/** More words than a text needs to be found. */
const MOST_WORDS = 10;

export type AskProblem = 'error' | 'since' | 'until' | 'order';

/** Takes any strings. */
export function readAsked(field: (name: string) => string): AskedTexts {
  const read = (name: AskedName) => wellFormed(field(name)).trim().slice(0, LONGEST);
  return Object.fromEntries(askedNames.map((name) => [name, read(name)])) as AskedTexts;
}

/** False where the newest texts of all are asked for. */
export function asksAnything(asked: AskedTexts): boolean {
  return askedNames.some((name) => name !== 'before' && asked[name] !== '');
}

/** Unreadable values are left out of the search, and named. Days are the zone's; `country`: of national numbers. */
export function searchOf(
  asked: AskedTexts,
  { zone, country }: { zone: string; country: string | null },
): { search: TextSearch; problems: AskProblem[] } {
  const { q, state, direction, error, agent, before } = asked;
  const number = readSoughtNumber(q, country);
  const isNumberAlone = number !== null && /[+()]/.test(q);
  const since = readDay(asked.since, zone, 0);
  const until = readDay(asked.until, zone, 1);
  const errorCode = /^\d{1,6}$/.test(error) ? Number(error) : null;
  const search: TextSearch = {
    ...anyText,
    number,
    words: isNumberAlone ? '' : q.split(/\s+/).slice(0, MOST_WORDS).join(' '),
    match: number !== null && !isNumberAlone ? 'either' : 'both',
    direction: direction === 'in' || direction === 'out' ? direction : null,
    states: isTextState(state) ? textStates[state] : [],
    errorCode,
    agent: agent === '' ? null : agent === AUTOMATION ? { kind: 'automation' } : { kind: 'admin', id: agent },
    since,
    until,
    before: isUuid(before) ? before : null,
  };
  const problems: AskProblem[] = [
    ...(error !== '' && errorCode === null ? ['error' as const] : []),
    ...(asked.since !== '' && since === null ? ['since' as const] : []),
    ...(asked.until !== '' && until === null ? ['until' as const] : []),
    ...(since !== null && until !== null && since >= until ? ['order' as const] : []),
  ];
  return { search, problems };
}
