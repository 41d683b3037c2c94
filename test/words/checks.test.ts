// The check of a text in plain words, and its price.
import type { SegmentPrice } from '../../src/domain/texts/prices.ts';
import { checkText } from '../../src/domain/texts/text-check.ts';
import { lengthHint, lengthInWords, offendersInWords } from '../../src/words/panel/checks.ts';
import { priceInWords, whyNoPrice } from '../../src/words/prices.ts';
import { describe, expect, test } from '../support/jest-globals.ts';

const check = (body: string) => checkText(body, { longestText: 1_600, price: { kind: 'no-country' } });

describe('the length of a text', () => {
  test.each([
    ['x'.repeat(120), '120 of 160 characters', null],
    [
      `${'x'.repeat(68)}😀`,
      '70 of 70 characters',
      'Because of special characters, one SMS holds 70 characters instead of 160.',
    ],
    [`${'x'.repeat(69)}😀`, '71 characters', '1 over: without the emoji it is 1 SMS.'],
    [`It’s ${'x'.repeat(75)}`, '80 characters', '10 over: with its special characters replaced it is 1 SMS.'],
    [
      `It’s ${'x'.repeat(75)} 🎉`,
      '83 characters',
      '13 over: without the emoji, and with the other special characters replaced, it is 1 SMS.',
    ],
    [
      `😀${'x'.repeat(130)}${'\u200b'.repeat(10)}`,
      '142 characters',
      '8 over: with its special characters replaced it is 2 SMS, and without the emoji, too, 1.',
    ],
    [`${'x'.repeat(80)} ✓`, '82 characters', '12 over: without the sign ✓ it is 1 SMS.'],
    ['ж'.repeat(71), '71 characters', 'Because of special characters, one SMS holds 70 characters instead of 160.'],
    ['x'.repeat(161), '161 characters', '1 over: 1 character less, and it is 1 SMS.'],
    ['x'.repeat(300), '300 characters', null],
    ['x'.repeat(1_601), '1,601 characters', null],
  ])('%# is told in plain words', (body, length, hint) => {
    expect([lengthInWords(check(body)), lengthHint(check(body))]).toEqual([length, hint]);
  });

  test('names each special character, and what counts double', () => {
    const { offenders } = check('It’s “ok” 😀 ✓ ê \u200b');
    expect(offendersInWords(offenders)).toBe(
      'Curly quote (’), curly quote (“), curly quote (”), emoji (😀, counts as 2), sign (✓), letter (ê) and unusual or invisible space.',
    );
  });

  test('no alphabet’s name reaches an agent', () => {
    const all = ['😀'.repeat(40), 'ж', '“x”', 'x'.repeat(161)].map((body) => `${lengthHint(check(body))}`);
    expect(all.join(' ')).not.toMatch(/UCS|GSM|Unicode/);
  });
});

describe('the price of a text', () => {
  const reader = { now: new Date('2026-01-08T13:00:00Z'), zone: 'UTC' };
  const price: SegmentPrice = {
    kind: 'twilio',
    currency: 'USD',
    low: '0.0166',
    high: '0.0166',
    readAt: new Date('2026-01-08T04:00:00Z'),
  };

  test('is about one amount, or about a range by carrier', () => {
    expect(priceInWords(price, reader)).toBe('About $0.0166');
    expect(priceInWords({ ...price, low: '0.05', high: '0.0931' }, reader)).toBe('About $0.05 to $0.0931, by carrier');
    expect(priceInWords({ kind: 'own', currency: 'EUR', low: '0.07', high: '0.07' }, reader)).toBe('About €0.07');
  });

  test('has its date where it was not read lately', () => {
    expect(priceInWords({ ...price, readAt: new Date('2026-01-03T04:00:00Z') }, reader)).toBe(
      'About $0.0166, as of Jan 3, 2026 at 4:00AM',
    );
  });

  test.each([
    [{ kind: 'unread', country: 'DE' }, 'Twilio’s price for Germany is not read yet. Check again in a minute.'],
    [{ kind: 'none', country: 'KP' }, /^Twilio has no price for North Korea\. An admin can enter one/],
    [{ kind: 'hidden', country: 'US' }, /^Twilio does not show its prices .* An admin can enter one/],
    [{ kind: 'away', country: 'US' }, /^Twilio did not answer .* check again in a few minutes\.$/],
    [{ kind: 'not-connected' }, 'Twilio is not connected. An admin can connect it in the settings.'],
    [{ kind: 'not-sms' }, /^WhatsApp and RCS have prices of their own\./],
    [{ kind: 'no-country' }, 'The country of this number is not known. Check the number.'],
  ] as const)('%j says why there is none, and what comes next', (none, words) => {
    expect(priceInWords(none, reader)).toBeNull();
    expect(whyNoPrice(none)).toMatch(words);
  });
});
