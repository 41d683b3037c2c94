// The purpose of a text decides which words of a customer let it go.
import type { ConsentState } from '../../src/domain/consent/consent.ts';
import { decideConsent } from '../../src/domain/consent/decide.ts';
import { judge, type Purpose, wroteLatelySince } from '../../src/domain/texts/purpose.ts';
import { describe, expect, test } from '../support/jest-globals.ts';

const at = new Date('2026-11-30T09:00:00Z');
const unknown = decideConsent([], 'workspace');
const word = { saidTo: 'this-number', source: 'keyword', at, blockedSince: null, reason: null, byName: null } as const;
const optedIn = decideConsent([{ ...word, optedOut: false, evidenceId: 'start' }], 'workspace');
const optedOut = decideConsent([{ ...word, optedOut: true, evidenceId: 'stop' }], 'workspace');
const lifted = decideConsent([{ ...word, optedOut: false, source: 'manual', evidenceId: 'click' }], 'workspace');
const wrote = { id: 'text', at };
const purposes: readonly Purpose[] = ['conversation', 'transactional', 'marketing'];

describe('a text to somebody', () => {
  test.each(purposes)('who opted out goes for no purpose: %s', (purpose) => {
    expect(judge(optedOut, { purpose, wrote })).toEqual({
      refusal: 'opted-out',
      ground: { by: 'opted-out', evidenceId: 'stop', at },
    });
  });

  test.each(purposes)('who opted in goes for every purpose: %s', (purpose) => {
    expect(judge(optedIn, { purpose, wrote: null })).toEqual({
      refusal: null,
      ground: { by: 'opted-in', evidenceId: 'start', at },
    });
  });

  test.each<[string, ConsentState]>([
    ['who said nothing', unknown],
    ['whose stop an agent took back', lifted],
  ])('%s is no marketing', (_who, consent) => {
    expect(judge(consent, { purpose: 'marketing', wrote }).refusal).toBe('not-opted-in');
    expect(judge(consent, { purpose: 'conversation', wrote }).ground?.by).toBe('no-stop');
    expect(judge(consent, { purpose: 'transactional', wrote: null }).refusal).toBeNull();
  });

  test('who wrote lately rests on that text where it is transactional', () => {
    expect(judge(unknown, { purpose: 'transactional', wrote })).toEqual({
      refusal: null,
      ground: { by: 'wrote', evidenceId: 'text', at },
    });
    expect(wroteLatelySince('transactional', at)).toEqual(new Date('2026-10-31T09:00:00Z'));
    expect(wroteLatelySince('conversation', at)).toBeNull();
    expect(wroteLatelySince('marketing', at)).toBeNull();
  });
});
