// A mobile number has one form in here, by any plan; a number that only looks alike stays somebody else's.
import examples from 'libphonenumber-js/examples.mobile.json';
import { getCountries, getExampleNumber, parsePhoneNumberFromString } from 'libphonenumber-js/max';
import { currentForm, formsOf, hasOtherForms } from '../../src/domain/numbers/number-forms.ts';
import { planChanges } from '../../src/domain/numbers/numbering-plans.ts';
import { parseSender, searchedAs, toE164 } from '../../src/domain/numbers/phone-number.ts';
import { describe, expect, test } from '../support/jest-globals.ts';

const pairs = [
  ['BJ', '+22997123456', '+2290197123456'],
  ['BR', '+551187654321', '+5511987654321'],
  ['BR', '+552199887766', '+5521999887766'],
  ['CI', '+22507123456', '+2250707123456'],
  ['CI', '+22548123456', '+2250748123456'],
  ['CI', '+22505123456', '+2250505123456'],
  ['CI', '+22540123456', '+2250140123456'],
  ['CL', '+5687654321', '+56987654321'],
  ['CM', '+23771234567', '+237671234567'],
  ['CM', '+23799123456', '+237699123456'],
  ['DJ', '+253812345', '+25377812345'],
  ['EC', '+59387654321', '+593987654321'],
  ['EG', '+20101234567', '+201001234567'],
  ['EG', '+20191234567', '+201091234567'],
  ['EG', '+20121234567', '+201221234567'],
  ['EG', '+20111234567', '+201111234567'],
  ['GA', '+24106031234', '+24166031234'],
  ['GA', '+2416031234', '+24166031234'],
  ['GA', '+24107031234', '+24177031234'],
  ['GE', '+99577123456', '+995577123456'],
  ['MR', '+2222123456', '+22222123456'],
  ['MR', '+2226012345', '+22246012345'],
  ['MR', '+2226312345', '+22236312345'],
  ['MU', '+2307123456', '+23057123456'],
  ['MX', '+5215512345678', '+525512345678'],
  ['PS', '+972591234567', '+970591234567'],
  ['QA', '+9745123456', '+97455123456'],
  ['QA', '+9743123456', '+97433123456'],
  ['SC', '+248512345', '+2482512345'],
  ['SX', '+5995201234', '+17215201234'],
  ['SZ', '+2686123456', '+26876123456'],
  ['TD', '+2356212345', '+23566212345'],
  ['TG', '+2285123456', '+22899123456'],
  ['TL', '+6707123456', '+67077123456'],
  ['VN', '+841201234567', '+84701234567'],
  ['VN', '+841681234567', '+84381234567'],
  ['VN', '+841861234567', '+84561234567'],
  ['XK', '+37744123456', '+38344123456'],
  ['XK', '+38649123456', '+38349123456'],
] as const;

test.each(pairs)('%s: %s is dialled %s now, and each is searched as both', (_, before, now) => {
  expect([currentForm(before), currentForm(now)]).toEqual([now, now]);
  expect([toE164(before), toE164(now)]).toEqual([now, now]);
  expect(formsOf(before)).toEqual(expect.arrayContaining([now, before]));
  expect(searchedAs(now).numbers).toContain(before);
  expect(searchedAs(now).spellings.slice(0, formsOf(now).length)).toEqual(formsOf(now));
  expect(hasOtherForms(now)).toBe(true);
});

test('every row has a source, and a tested number or rule', () => {
  const tried = new Set<string>([...pairs.map(([country]) => country), 'AR']);
  expect(planChanges.filter(({ source }) => source.length < 20)).toEqual([]);
  expect(planChanges.map(({ country }) => country).filter((country) => !tried.has(country))).toEqual([]);
  expect(planChanges.map(({ country }) => country)).toEqual(planChanges.map(({ country }) => country).toSorted());
});

describe('somebody else', () => {
  test.each([
    ['a landline of Brazil', '+551132654321'],
    ['a trunked radio of Brazil, which kept its eight digits', '+551178654321'],
    ['a landline of Argentina, or perhaps a mobile phone without its 9', '+541123456789'],
    ['a landline of Mauritius', '+2304012345'],
    ['a landline of Qatar', '+97444123456'],
    ['a landline of Benin', '+22921123456'],
    ['a mobile phone of Egypt’s fourth network, which has 015 now', '+201511234567'],
    ['a mobile phone of Monaco', '+37761234567'],
    ['a mobile phone of Slovenia', '+38641234567'],
    ['a mobile phone of Israel', '+972521234567'],
    ['a number of Curaçao', '+59995123456'],
    ['of Togo, where two networks had it', '+2289123456'],
  ])('%s: %s', (_, number) => {
    expect(currentForm(number)).toBe(number);
  });

  test('numbers that are dialled now are left alone, in every country', () => {
    const numbers = getCountries().flatMap((country) => getExampleNumber(country, examples) ?? []);
    // The tables' example is one that Gabon has not dialled since 2019.
    const changed = numbers.filter(({ number }) => currentForm(number) !== number).map(({ country }) => country);
    expect(changed).toEqual(['GA']);
    for (const { number } of numbers)
      expect(parsePhoneNumberFromString(currentForm(number))?.getType()).toMatch(/MOBILE/);
  });

  test('an Argentine number that texts is the mobile one', () => {
    expect(currentForm('+541123456789', { isSender: true })).toBe('+5491123456789');
    expect(formsOf('+5491123456789')).toEqual(['+5491123456789']);
  });
});

test.each([
  ['+525512345678', '+525512345678', null],
  ['+5215512345678', '+525512345678', '+5215512345678'],
  ['+541123456789', '+5491123456789', '+541123456789'],
  ['rcs:+5215512345678', 'rcs:+525512345678', 'rcs:+5215512345678'],
  ['whatsapp:+5215512345678', 'whatsapp:+5215512345678', null],
  ['12345', '12345', null],
  ['', '', null],
])('a text from %s is kept under %s and answered to %s', (from, address, wroteAs) => {
  expect(parseSender(from)).toEqual({ address, wroteAs });
});
