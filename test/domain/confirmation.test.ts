// A stop is confirmed by somebody, once: by Twilio, by the network, or by us.
import type { ConsentSource } from '../../src/domain/consent/consent.ts';
import { languageOfKeyword } from '../../src/domain/consent/keywords.ts';
import { type Confirming, judgeConfirmation, needsConfirmation } from '../../src/domain/texts/confirmation.ts';
import { confirmationText } from '../../src/words/confirmations.ts';
import { describe, expect, test } from '../support/jest-globals.ts';

const [LONG, TOLL_FREE, SHORT] = ['+14155550100', '+18005550100', '24273'];

describe('a stop is confirmed by us', () => {
  test.each<[source: ConsentSource, sender: string, where: readonly Confirming[]]>([
    ['reading', LONG, ['needed', 'always']],
    ['reading', TOLL_FREE, ['needed', 'always']],
    ['keyword', LONG, ['always']],
    ['keyword', TOLL_FREE, []],
    ['keyword', SHORT, ['needed', 'always']],
    ['opt-out-type', SHORT, []],
    ['opt-out-type', LONG, []],
    ['refusal', LONG, []],
    ['manual', LONG, []],
    ['import', LONG, []],
    ['subscription', LONG, []],
  ])('after %s at %s where the setting is one of %j', (source, sender, where) => {
    for (const confirming of ['needed', 'always', 'never'] as const)
      expect(needsConfirmation(confirming, { source, sender })).toBe(where.includes(confirming));
  });
});

describe('the gate', () => {
  const at = new Date('2026-11-30T09:00:00Z');
  const ground = { by: 'opted-out', evidenceId: null, at } as const;
  const later = (minutes: number) => new Date(at.getTime() + minutes * 60_000);

  test('lets a confirmation pass an opt-out for five minutes', () => {
    const out = { refusal: 'opted-out', ground } as const;
    expect(judgeConfirmation(out, { keyword: 'stop', at }, later(5)).refusal).toBeNull();
    expect(judgeConfirmation(out, { keyword: 'stop', at }, later(5.1)).refusal).toBe('opted-out');
    expect(judgeConfirmation(out, { keyword: 'start', at }, later(1)).refusal).toBe('opted-out');
  });

  test('drops one that no longer holds, and passes no other refusal', () => {
    const mayGo = { refusal: null, ground: null };
    expect(judgeConfirmation(mayGo, { keyword: 'stop', at }, later(1)).refusal).toBe('confirmation-over');
    expect(judgeConfirmation(mayGo, { keyword: 'start', at }, later(1)).refusal).toBeNull();
    for (const refusal of ['blocked-by-twilio', 'opted-out-by-hand', 'no-sender', 'own-number'] as const)
      expect(judgeConfirmation({ refusal, ground }, { keyword: 'stop', at }, later(1)).refusal).toBe(refusal);
  });
});

describe('the words of a confirmation', () => {
  test.each([
    ['Alto!', 'es'],
    ['Arrêt', 'fr'],
    ['SAIR', 'pt'],
    ['stopp', 'de'],
    ['stop all', 'en'],
    ['', 'en'],
  ] as const)('after %j are in its language', (word, language) => {
    expect(languageOfKeyword(word)).toBe(language);
  });

  test('fit one SMS of the short alphabet and name the business', () => {
    for (const language of ['en', 'es', 'fr', 'pt', 'de'] as const)
      for (const keyword of ['stop', 'start'] as const) {
        const text = confirmationText('Harbour Books', keyword, language);
        expect(text).toMatch(/^Harbour Books: .*(START|STOP)/);
        expect(text.length).toBeLessThanOrEqual(160);
      }
  });
});
