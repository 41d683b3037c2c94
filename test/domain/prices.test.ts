// The price of one SMS: the workspace's own, else Twilio's for the sender, else the reason why there is none.
import { type KnownPrices, segmentPrice } from '../../src/domain/texts/prices.ts';
import { describe, expect, test } from '../support/jest-globals.ts';

const readAt = new Date('2026-01-08T04:00:00Z');
const american: KnownPrices = {
  country: 'US',
  outcome: 'read',
  prices: {
    currency: 'USD',
    outbound: [
      { type: 'local', low: '0.0083', high: '0.0083' },
      { type: 'tollfree', low: '0.0073', high: '0.009' },
      { type: 'shortcode', low: '0.001', high: '0.001' },
    ],
    inbound: [],
  },
  readAt,
  askedAt: readAt,
};
const given = { own: null, isConnected: true, sender: '+14155550100' };

describe('the price of an SMS', () => {
  test('is Twilio’s for this type of number, whatever short codes pay', () => {
    const local = { kind: 'twilio', currency: 'USD', low: '0.0083', high: '0.0083', readAt };
    expect(segmentPrice(given, 'US', american)).toEqual(local);
    const free = { ...local, low: '0.0073', high: '0.009' };
    expect(segmentPrice({ ...given, sender: '+18885550100' }, 'US', american)).toEqual(free);
  });

  test('is a range over all types where none is the sender’s', () => {
    const odd = [
      { type: 'shortcode', low: '0.09', high: '0.1' },
      { type: 'shortcode', low: '0.1', high: '0.125' },
    ];
    const known = { ...american, prices: { currency: 'EUR', outbound: odd, inbound: [] } };
    expect(segmentPrice(given, 'US', known)).toMatchObject({ low: '0.09', high: '0.125', currency: 'EUR' });
  });

  test('is the workspace’s own where an admin entered one, connected or not', () => {
    const own = { currency: 'GBP', perSegment: { US: '0.02' } };
    const price = { kind: 'own', currency: 'GBP', low: '0.02', high: '0.02' };
    expect(segmentPrice({ ...given, own, isConnected: false }, 'US', american)).toEqual(price);
    expect(segmentPrice({ ...given, own }, 'GB', undefined)).toEqual({ kind: 'unread', country: 'GB' });
  });

  test.each([
    [undefined, 'unread'],
    [{ ...american, outcome: null, prices: null }, 'unread'],
    [{ ...american, outcome: 'none' as const, prices: null }, 'none'],
    [{ ...american, outcome: 'hidden' as const, prices: null }, 'hidden'],
    [{ ...american, outcome: 'away' as const, prices: null }, 'away'],
  ])('has a reason where there is none: %#', (known, kind) => {
    expect(segmentPrice(given, 'US', known)).toEqual({ kind, country: 'US' });
  });

  test('stays as it was read while Twilio is away', () => {
    expect(segmentPrice(given, 'US', { ...american, outcome: 'away' })).toMatchObject({
      kind: 'twilio',
      low: '0.0083',
    });
  });

  test('needs a country, and a Twilio account', () => {
    expect(segmentPrice(given, null, undefined)).toEqual({ kind: 'no-country' });
    expect(segmentPrice({ ...given, isConnected: false }, 'US', american)).toEqual({ kind: 'not-connected' });
  });
});
