// The limits of a day: what fits under them, what an admin raises, and the numbers that are not texted at all.
import fc from 'fast-check';
import smsSegments from 'sms-segments-calculator';
import { countriesOf, destinationOf } from '../../src/domain/numbers/destination.ts';
import { rowOf } from '../../src/domain/settings/settings.ts';
import { barredAs } from '../../src/domain/texts/barred.ts';
import { dayIn, dayOf } from '../../src/domain/texts/figures.ts';
import { countSegments } from '../../src/domain/texts/segments.ts';
import {
  type Cost,
  ceilingOf,
  hasRoomUnder,
  limitFor,
  nothingSpent,
  reachedBy,
  spendHold,
} from '../../src/domain/texts/spend.ts';
import { describe, expect, test } from '../support/jest-globals.ts';

const usd = (amount: string) => ({ amount, currency: 'USD' });
const limit = { segments: 100, money: usd('20') };
const cost = (segments: number, amount: string | null = null): Cost => ({
  segments,
  money: amount === null ? null : usd(amount),
});
const spent = (segments: number, money = '0') => ({ ...nothingSpent, segments, money, currency: 'USD' });

describe('a limit', () => {
  test('lets the last text go, and not the next', () => {
    expect(reachedBy(cost(1), spent(99), limit)).toBeNull();
    expect(reachedBy(cost(2), spent(99), limit)).toBe('texts');
    expect(reachedBy(cost(1, '0.10'), spent(1, '19.90'), limit)).toBeNull();
    expect(reachedBy(cost(1, '0.11'), spent(1, '19.90'), limit)).toBe('money');
  });

  test('adds up decimals without a rest', () => {
    const money = Array.from({ length: 199 }).reduce<number>((sum) => sum + 0.1, 0);
    expect(reachedBy(cost(1, '0.1'), spent(1, String(money)), limit)).toBeNull();
  });

  test('in money counts no text of unknown price, and no other currency', () => {
    expect(reachedBy(cost(1), spent(1, '20'), limit)).toBeNull();
    expect(reachedBy({ segments: 1, money: { amount: '50', currency: 'EUR' } }, spent(1), limit)).toBeNull();
    expect(reachedBy(cost(1, '1'), { ...spent(1, '20'), currency: 'EUR' }, limit)).toBeNull();
  });

  test('goes up by as much again, or away', () => {
    expect(ceilingOf(limit, { raised: 2, isLifted: false })).toEqual({ segments: 300, money: usd('60') });
    expect(reachedBy(cost(1), { ...spent(100), raised: 1 }, limit)).toBeNull();
    expect(reachedBy(cost(1), { ...spent(9_999, '999'), isLifted: true }, limit)).toBeNull();
  });

  test('has room until it is used up, in SMS and in money', () => {
    expect(hasRoomUnder(spent(99, '19.99'), limit)).toBe(true);
    expect(hasRoomUnder(spent(100, '1'), limit)).toBe(false);
    expect(hasRoomUnder(spent(1, '20'), limit)).toBe(false);
    expect(hasRoomUnder(spent(1, '20'), { segments: null, money: null })).toBe(true);
  });

  test('of one country counts in place of the others’', () => {
    const settings = { dailyTexts: 5, dailyMoney: usd('1'), countryLimits: { GB: { segments: 50, money: null } } };
    expect(limitFor(settings, 'GB')).toEqual({ segments: 50, money: null });
    expect(limitFor(settings, 'US')).toEqual({ segments: 5, money: usd('1') });
    expect(limitFor(settings, 'constructor')).toEqual({ segments: 5, money: usd('1') });
  });

  test('holds what follows a held text, however small', () => {
    const day = { ...spent(99), heldSince: new Date(0) };
    expect(spendHold(cost(1), { day, limit, isBehind: false })).toBe('waits-behind');
    expect(spendHold(cost(1), { day: spent(0), limit: { segments: null, money: null }, isBehind: true })).toBe(
      'waits-behind',
    );
    expect(spendHold(cost(1), { day, limit: { segments: null, money: null }, isBehind: false })).toBeNull();
    expect(spendHold(cost(1), { day: { ...day, isLifted: true }, limit, isBehind: false })).toBeNull();
  });
});

const settings = { allowedCountries: ['GB'], costlyNumbers: ['+8816'], defaultCountry: 'AT' };
const senderDetails = [{ defaultCountry: 'DE' }, { defaultCountry: null }];
const allowing = { senders: ['+14155550100'], senderDetails, settings, learnsCountries: false };

test.each([
  ['+14155550132', null],
  ['+447700900123', null],
  ['rcs:+447700900123', null],
  ['+33612345678', 'country-closed'],
  ['+4915123456789', null],
  ['+436601234567', null],
  ['whatsapp:+33612345678', 'country-closed'],
  ['12345', null],
  ['+19005551234', 'costly-number'],
  ['+449098790000', 'costly-number'],
  ['+448451234567', 'costly-number'],
  ['+491371234567', 'costly-number'],
  ['+979123456789', 'costly-number'],
  ['+80812345678', 'costly-number'],
  ['+870773111632', 'costly-number'],
  ['+881612345678', null],
  ['+881712345678', 'costly-number'],
  ['+88216123456', 'costly-number'],
  ['+61147123456', 'costly-number'],
  ['+79541234567', 'costly-number'],
  ['\u202e+14155550132', null],
  ['', null],
])('%j is barred as %j', (address, barred) => {
  expect(barredAs(address, allowing)).toBe(barred);
});

test('a workspace that learns its countries has none closed', () => {
  expect(barredAs('+33612345678', { ...allowing, learnsCountries: true })).toBeNull();
  expect(barredAs('+19005551234', { ...allowing, learnsCountries: true })).toBe('costly-number');
});

test('an address that is no number has no country', () => {
  expect(destinationOf('Acme Shop')).toEqual({ country: null, range: null });
  expect(destinationOf('x'.repeat(5_000))).toEqual({ country: null, range: null });
  expect([...countriesOf(['+14155550100', '+442079460123', 'nobody'])]).toEqual(['US', 'GB']);
});

test('segments are counted as the library counts them', () => {
  const characters = fc.constantFrom(...'aaaaaaaaaZ0 €[~é\n', 'ç', '“', '😀', '👨‍👩‍👧', 'ا', 'e\u0301', '\r\n', '\f');
  const texts = fc.array(characters, { maxLength: 330 }).map((list) => list.join(''));
  fc.assert(
    fc.property(texts, (text) => {
      expect(countSegments(text)).toBe(Math.max(1, new smsSegments.SegmentedMessage(text).segmentsCount));
    }),
    { numRuns: 60 },
  );
});

test('a day is the workspace’s, also when its clocks change', () => {
  for (const iso of ['2027-03-14T04:59:59Z', '2027-03-14T05:00:00Z', '2027-03-15T03:59:59Z', '2027-03-15T04:00:00Z'])
    expect(dayIn(new Date(iso), 'America/New_York')).toBe(dayOf(new Date(iso), 'America/New_York').day);
  expect(dayIn(new Date('2027-03-14T05:00:00Z'), 'nonsense')).toBe('2027-03-14');
});

test.each([
  ['dailyTexts', '500', 500],
  ['dailyTexts', '', null],
  ['dailyTexts', '0', undefined],
  ['dailyTexts', '10000000', undefined],
  ['dailyMoney', '20 USD', usd('20')],
  ['dailyMoney', 'usd 20.50', usd('20.50')],
  ['dailyMoney', '20', undefined],
  ['dailyMoney', 'USD 20 USD', undefined],
  ['dailyMoney', '-5 USD', undefined],
  ['allowedCountries', 'gb, CA,GB', ['CA', 'GB']],
  ['allowedCountries', 'GB, Narnia', undefined],
  ['costlyNumbers', '+88 16, +44845', ['+44845', '+8816']],
  ['costlyNumbers', '+', undefined],
  ['costlyNumbers', '＋8816', undefined],
  [
    'countryLimits',
    'GB 500 SMS 20 USD; CA 0 SMS, FR',
    { GB: { segments: 500, money: usd('20') }, CA: { segments: 0, money: null }, FR: { segments: null, money: null } },
  ],
  ['countryLimits', 'GB 500 SMS, GB 20 USD', undefined],
  ['countryLimits', 'GB <b>500</b>', undefined],
  ['countryLimits', `GB ${'9'.repeat(400)} SMS`, undefined],
] as const)('the setting %s reads %j', (name, typed, value) => {
  const { typed: kind, write } = rowOf<typeof name>(name).kind;
  const read = kind?.read(typed);
  expect(read).toEqual(value);
  if (read !== undefined) expect(kind?.read(write(read as never))).toEqual(value);
});
