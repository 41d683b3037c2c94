// A search of texts, from the address of the page.
import { readAsked, searchOf } from '../../src/domain/texts/asked-texts.ts';
import { mayMatch, textStateOf, textStates } from '../../src/domain/texts/text-search.ts';
import { describe, expect, test } from '../support/jest-globals.ts';

const read = (query: Record<string, string>) =>
  searchOf(
    readAsked((name) => query[name] ?? ''),
    { zone: 'America/New_York', country: 'US' },
  );

describe('an asked search', () => {
  test.each([
    [{ q: '(415) 555-0132' }, { number: { beginnings: [], ending: '14155550132' }, words: '' }],
    [{ q: '0132' }, { words: '0132', match: 'either' }],
    [{ q: 'order 0132' }, { number: null, words: 'order 0132', match: 'both' }],
    [{ q: '+44' }, { number: null }],
    [{ state: 'failed' }, { states: ['failed', 'undelivered'] }],
    [{ state: 'toString' }, { states: [] }],
    [{ direction: 'in' }, { direction: 'in' }],
    [{ direction: 'sideways' }, { direction: null }],
    [{ error: '30003' }, { errorCode: 30003 }],
    [{ agent: '7' }, { agent: { kind: 'admin', id: '7' } }],
    [{ agent: 'automation' }, { agent: { kind: 'automation' } }],
    [{ since: '2026-01-05' }, { since: new Date('2026-01-05T05:00:00Z') }],
    [{ until: '2026-01-05' }, { until: new Date('2026-01-06T05:00:00Z') }],
    [{ since: '2026-03-08', until: '2026-03-08' }, { until: new Date('2026-03-09T04:00:00Z') }],
    [{ before: 'x' }, { before: null }],
  ])('%o is understood', (query, expected) => {
    expect(read(query as unknown as Record<string, string>)).toMatchObject({ search: expected, problems: [] });
  });

  test.each([
    [{ error: '3e9' }, ['error']],
    [{ since: '2026-02-30' }, ['since']],
    [{ until: 'tomorrow' }, ['until']],
    [{ since: '2026-01-02', until: '2026-01-01' }, ['order']],
    [{ since: '0001-01-01' }, ['since']],
  ])('%o is named as a problem', (query, problems) => {
    expect(read(query as unknown as Record<string, string>).problems).toEqual(problems);
  });

  test('is cut where it is longer than any text needs', () => {
    const { search } = read({ q: 'a '.repeat(5_000), agent: 'x'.repeat(10_000) });
    expect(search.words.length).toBeLessThanOrEqual(200);
    expect(search.agent).toMatchObject({ id: 'x'.repeat(200) });
  });

  test('looks for nothing that no text can be', () => {
    expect(mayMatch(read({ direction: 'in', agent: '7' }).search)).toBe(false);
    expect(mayMatch(read({ state: 'received', error: '30003' }).search)).toBe(false);
    expect(mayMatch(read({ state: 'received', direction: 'in' }).search)).toBe(true);
  });

  test('has a group for every state', () => {
    expect(textStateOf('undelivered')).toBe('failed');
    expect(Object.values(textStates).flat()).toHaveLength(17);
  });
});
