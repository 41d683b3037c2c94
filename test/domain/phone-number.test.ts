// A number has one form in here, from a phone, a person or an address book alike.

import fc from 'fast-check';
import examples from 'libphonenumber-js/examples.mobile.json';
import { getCountries, getExampleNumber, parsePhoneNumber } from 'libphonenumber-js/max';
import { currentForm } from '../../src/domain/numbers/number-forms.ts';
import {
  type Address,
  countryOf,
  isTollFree,
  parseAddress,
  readableNumber,
  spellingsOf,
  toE164,
} from '../../src/domain/numbers/phone-number.ts';
import { describe, expect, test } from '../support/jest-globals.ts';

const mobiles = getCountries().flatMap((country) => getExampleNumber(country, examples)?.number ?? []);
const numbers = ['+15551234567', '+15555550100', '+447700900123', '+525512345678', ...mobiles];

describe('any spelling to E.164', () => {
  test.each([
    ['+15551234567', undefined],
    ['15551234567', undefined],
    ['0015551234567', undefined],
    ['(00) 1 555 123 4567', undefined],
    ['tel:+1-555-123-4567', undefined],
    ['+1 (555) 123-4567', undefined],
    ['+1\u00a0555\u202f123\u20114567', undefined],
    ['\u202a+1 555 123 4567\u202c', undefined],
    ['＋１５５５１２３４５６７', undefined],
    ['+١٥٥٥١٢٣٤٥٦٧', undefined],
    ['  +1.555.123.4567  ', undefined],
    ['+1 555 123 4567 ext. 9', undefined],
    ['(555) 123-4567', 'US'],
    ['555.123.4567', 'us'],
    ['1 555 123 4567', 'US'],
    ['15551234567', 'GB'],
  ])('%j read in %s is the one American number', (spelling, country) => {
    expect(toE164(spelling, country)).toBe('+15551234567');
  });

  test.each([
    ['+44 (0) 7700 900123', undefined, '+447700900123'],
    ['+4407700900123', undefined, '+447700900123'],
    ['07700 900123', 'GB', '+447700900123'],
    ['447700900123', 'GB', '+447700900123'],
    ['0044-7700-900123', 'US', '+447700900123'],
    ['011 44 7700 900123', 'US', '+447700900123'],
    ['+39 (0)6 1234567', undefined, '+39061234567'],
    ['+34 (0) 612 345 678', undefined, '+34612345678'],
    ['4915112345678', 'DE', '+4915112345678'],
    ['0151 12345678', 'DE', '+4915112345678'],
    ['8 (912) 345-67-89', 'RU', '+79123456789'],
    ['+52 1 55 1234 5678', undefined, '+525512345678'],
    ['11 2345-6789', 'AR', '+541123456789'],
    ['011 15-2345-6789', 'AR', '+5491123456789'],
    ['+54 11 15 2345 6789', undefined, '+5491123456789'],
    ['044 55 1234 5678', 'MX', '+525512345678'],
    ['045 55 1234 5678', 'MX', '+525512345678'],
    ['01 55 1234 5678', 'MX', '+525512345678'],
    ['1 55 1234 5678', 'MX', '+525512345678'],
    ['(11) 8765-4321', 'BR', '+5511987654321'],
    ['97 12 34 56', 'BJ', '+2290197123456'],
    ['07 12 34 56', 'CI', '+2250707123456'],
    ['0120 123 4567', 'VN', '+84701234567'],
    ['++1 415 555 0100', undefined, '+14155550100'],
    ['+00 44 7700 900123', undefined, '+447700900123'],
    ['+011 44 7700 900123', undefined, '+447700900123'],
    ['(+44) 7700 900123', undefined, '+447700900123'],
    ['+44 (0)20 7946 0958', undefined, '+442079460958'],
    ['＋５２１５５１２３４５６７８', undefined, '+525512345678'],
    ['\u200e+52 1 55 1234 5678\u200e', undefined, '+525512345678'],
  ])('%j read in %s is %s', (spelling, country, e164) => {
    expect(toE164(spelling, country)).toBe(e164);
  });

  test.each([
    ['', undefined],
    ['   ', 'US'],
    ['555-123-4567', undefined],
    ['5551234567', undefined],
    ['07700 900123', undefined],
    ['(555) 123-4567', 'XX'],
    ['call +15551234567', undefined],
    ['+15551234567 or +15551234568', undefined],
    ['+122', undefined],
    ['+99912345678', undefined],
    ['12345', 'US'],
    ['MYSHOP', 'US'],
    ['0', 'GB'],
    [`+1${'5'.repeat(10_000)}`, undefined],
  ])('%j read in %s is no phone number', (text, country) => {
    expect(toE164(text, country)).toBeNull();
  });

  test('E.164 stays as it is, wherever it is read', () => {
    for (const number of numbers.filter((one) => currentForm(one) === one))
      expect([toE164(number), toE164(number, 'US')]).toEqual([number, number]);
  });
});

describe('the spellings of a number', () => {
  test('an American one, E.164 first and those with a plus last', () => {
    expect(spellingsOf('+15551234567')).toEqual([
      '+15551234567',
      '15551234567',
      '0015551234567',
      '(555) 123-4567',
      '5551234567',
      '1-555-123-4567',
      '555-123-4567',
      '555.123.4567',
      '1 (555) 123-4567',
      '(555)123-4567',
      '555 123 4567',
      '+1 555 123 4567',
      '+1 (555) 123-4567',
      '+1 555-123-4567',
      '+1-555-123-4567',
    ]);
  });

  test('a British one, with the zero of its country and without', () => {
    expect(spellingsOf('+447700900123')).toEqual([
      '+447700900123',
      '447700900123',
      '00447700900123',
      '07700 900123',
      '07700900123',
      '7700900123',
      '0044 7700 900123',
      '44 7700 900123',
      '07700-900123',
      '7700 900123',
      '+44 7700 900123',
      '+44 7700900123',
      '+44 (0)7700 900123',
      '+44(0)7700900123',
      '+44-7700-900123',
    ]);
  });

  test('all differ, are at most 15, and read back alike', () => {
    for (const number of numbers) {
      const spellings = spellingsOf(number);
      const country = countryOf(number) ?? undefined;
      const current = currentForm(number);
      expect(spellings[0]).toBe(number);
      expect(new Set(spellings).size).toBe(spellings.length);
      expect(spellings.length).toBeLessThanOrEqual(15);
      for (const spelling of spellings)
        expect(`${spelling}: ${toE164(spelling, country)}`).toBe(`${spelling}: ${current}`);
    }
  });

  test('the plain ones are there for nearly every country', () => {
    for (const number of mobiles) {
      const spellings = spellingsOf(number);
      expect(spellings).toContain(`00${number.slice(1)}`);
      expect(spellings).toContain(parsePhoneNumber(number).formatNational());
    }
    const withDigits = mobiles.filter((number) => spellingsOf(number).includes(number.slice(1)));
    expect(withDigits.length / mobiles.length).toBeGreaterThan(0.9);
  });

  test('a text without a number has only itself', () => {
    expect(spellingsOf('MYSHOP')).toEqual(['MYSHOP']);
  });
});

describe('the country of a number', () => {
  test.each([
    ['+15551234567', 'US', '(555) 123-4567'],
    ['+16135550123', 'CA', '(613) 555-0123'],
    ['+447700900123', 'GB', '+44 7700 900123'],
    ['+4915112345678', 'DE', '+49 1511 2345678'],
    ['+80012345678', null, '+800 1234 5678'],
    ['MYSHOP', null, 'MYSHOP'],
  ])('%s is of %s, and reads %s', (number, country, local) => {
    expect([countryOf(number), readableNumber(number)]).toEqual([country, local]);
  });
});

test.each([
  ['+18005550100', true],
  ['+18335550100', true],
  ['+14155550100', false],
  ['+448001234567', false],
  ['rcs:brand_agent', false],
  ['', false],
])('%j keeps its opt-outs in the network: %p', (number, isSo) => {
  expect(isTollFree(number)).toBe(isSo);
});

describe('a sender', () => {
  const phone = '+15551234567';
  test.each<[string, Address]>([
    [' +15551234567 ', { kind: 'phone', value: phone, phone, answerable: true }],
    ['+1 (555) 123-4567', { kind: 'phone', value: phone, phone, answerable: true }],
    ['12345', { kind: 'short-code', value: '12345', phone: null, answerable: false }],
    ['55512345', { kind: 'short-code', value: '55512345', phone: null, answerable: false }],
    ['MyShop 24', { kind: 'alphanumeric', value: 'MyShop 24', phone: null, answerable: false }],
    ['whatsapp:+15551234567', { kind: 'whatsapp', value: `whatsapp:${phone}`, phone, answerable: true }],
    ['WhatsApp: +1 555 123 4567', { kind: 'whatsapp', value: `whatsapp:${phone}`, phone, answerable: true }],
    [
      'whatsapp:+5215512345678',
      { kind: 'whatsapp', value: 'whatsapp:+5215512345678', phone: '+525512345678', answerable: true },
    ],
    ['whatsapp:US.1234', { kind: 'whatsapp', value: 'whatsapp:US.1234', phone: null, answerable: false }],
    ['RCS:shop_agent', { kind: 'rcs', value: 'rcs:shop_agent', phone: null, answerable: true }],
    ['rcs:+15551234567', { kind: 'rcs', value: `rcs:${phone}`, phone, answerable: true }],
    ['rcs:', { kind: 'rcs', value: 'rcs:', phone: null, answerable: false }],
    ['+122', { kind: 'unknown', value: '+122', phone: null, answerable: false }],
    ['', { kind: 'unknown', value: '', phone: null, answerable: false }],
    [
      'a sender with a long name',
      { kind: 'unknown', value: 'a sender with a long name', phone: null, answerable: false },
    ],
    ['\0\ud800', { kind: 'unknown', value: '\ufffd', phone: null, answerable: false }],
  ])('%j', (raw, address) => {
    expect(parseAddress(raw)).toEqual(address);
  });

  test('is canonical: reading its value again gives the same', () => {
    const raw = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc
        .tuple(fc.constantFrom('', 'whatsapp:', 'RCS:', ' '), fc.constantFrom(...numbers))
        .map((parts) => parts.join('')),
    );
    fc.assert(
      fc.property(raw, (text) => {
        const address = parseAddress(text);
        expect(parseAddress(address.value)).toEqual(address);
      }),
    );
  });

  test('no string makes any of this fail', () => {
    const digits = fc.string({ unit: fc.constantFrom(...'0123456789+() .-x#;,*/'), maxLength: 80 });
    fc.assert(
      fc.property(
        fc.oneof(fc.string({ unit: 'binary', maxLength: 80 }), digits),
        fc.string({ maxLength: 3 }),
        (text, country) => {
          for (const result of [toE164(text), toE164(text, country), toE164(text, 'DE')]) {
            if (result !== null) expect(result).toMatch(/^\+[1-9]\d{4,14}$/);
          }
          expect(spellingsOf(text)[0]).toBe(text);
          expect(typeof readableNumber(text)).toBe('string');
          expect([null, 'string']).toContain(countryOf(text) === null ? null : 'string');
        },
      ),
    );
  });
});
