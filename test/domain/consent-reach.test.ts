// A stop reaches as far as the workspace chose; what Twilio blocks stays apart.
import fc from 'fast-check';
import {
  type ConsentRecord,
  decideConsent,
  type Reach,
  reachFor,
  type SaidTo,
} from '../../src/domain/consent/decide.ts';
import { describe, expect, test } from '../support/jest-globals.ts';

const stop = (saidTo: SaidTo, more: Partial<ConsentRecord> = {}): ConsentRecord => ({
  saidTo,
  optedOut: true,
  source: 'keyword',
  at: new Date('2026-11-30T09:00:00Z'),
  blockedSince: null,
  reason: null,
  byName: null,
  ...more,
});
const start = (saidTo: SaidTo, more: Partial<ConsentRecord> = {}) => stop(saidTo, { optedOut: false, ...more });

describe('the reach of a stop', () => {
  test.each<[address: string, reach: Reach]>([
    ['+14155550132', 'workspace'],
    ['rcs:+14155550132', 'workspace'],
    ['+16135550132', 'service'],
    ['+447400123456', 'service'],
    ['24273', 'service'],
  ])('from %s is the %s by recommendation', (address, reach) => {
    expect(reachFor(address, 'recommended')).toBe(reach);
    for (const chosen of ['number', 'service', 'workspace'] as const) expect(reachFor(address, chosen)).toBe(chosen);
  });

  test.each<[saidTo: SaidTo, reaches: readonly Reach[]]>([
    ['this-number', ['number', 'service', 'workspace']],
    ['same-service', ['service', 'workspace']],
    ['other-number', ['workspace']],
    ['every-number', ['number', 'service', 'workspace']],
  ])('covers a word said to %s', (saidTo, reaches) => {
    for (const reach of ['number', 'service', 'workspace'] as const)
      expect(decideConsent([stop(saidTo)], reach).optedOut).toBe(reaches.includes(reach));
  });
});

describe('a person’s consent', () => {
  test('is unknown without a word', () => {
    expect(decideConsent([], 'workspace')).toEqual({ optedOut: false, at: null, source: null });
  });

  test('tells a customer’s stop before one by hand', () => {
    const [theirs, byHand] = [stop('this-number'), stop('every-number', { source: 'manual', at: new Date() })];
    expect(decideConsent([byHand, theirs], 'number')).toMatchObject({ optedOut: true, source: 'keyword' });
    expect(decideConsent([byHand], 'number')).toMatchObject({ optedOut: true, source: 'manual' });
  });

  test('tells an unsubscription before an imported stop, and after a STOP', () => {
    const [subscription, file] = [
      stop('every-number', { source: 'subscription' }),
      stop('every-number', { source: 'import', at: new Date() }),
    ];
    expect(decideConsent([file, subscription], 'number')).toMatchObject({ source: 'subscription' });
    expect(decideConsent([file, subscription, stop('this-number')], 'number')).toMatchObject({ source: 'keyword' });
  });

  test('is Twilio’s block alone after START to another number', () => {
    const blocked = start('this-number', { blockedSince: new Date('2026-11-30T09:00:00Z') });
    const resumed = start('other-number');
    expect(decideConsent([blocked, resumed], 'workspace')).toMatchObject({ optedOut: true, isAtTwilioAlone: true });
    expect(decideConsent([{ ...blocked, saidTo: 'other-number' }], 'workspace').optedOut).toBe(false);
  });

  test('never opens by a wider reach', () => {
    const record = fc.record({
      saidTo: fc.constantFrom<SaidTo>('this-number', 'same-service', 'other-number', 'every-number'),
      optedOut: fc.boolean(),
      at: fc.date({ noInvalidDate: true }),
      source: fc.constantFrom<ConsentRecord['source']>('keyword', 'refusal', 'reading', 'manual'),
      blockedSince: fc.option(fc.date({ noInvalidDate: true })),
      reason: fc.constant(null),
      byName: fc.constant(null),
    });
    fc.assert(
      fc.property(fc.array(record, { maxLength: 5 }), (records) => {
        const [number, service, workspace] = (['number', 'service', 'workspace'] as const).map(
          (reach) => decideConsent(records, reach).optedOut,
        );
        expect(number && !service).toBe(false);
        expect(service && !workspace).toBe(false);
      }),
    );
  });
});
