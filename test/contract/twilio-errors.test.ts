// Every code that Twilio may give for a text has an answer that a support team can act on.
import fc from 'fast-check';
import { remediesFor } from '../../src/domain/texts/remedies.ts';
import { codeOf, faultOf, outcomeOf, type SendOutcome, twilioFaults } from '../../src/twilio/errors.ts';
import { tellFailure } from '../../src/words/failures.ts';
import { describe, expect, test } from '../support/jest-globals.ts';

// biome-ignore format: a list of codes.
const codes = [
  11200, 11750, 11751, 12100, 12300, 14107, 20003, 20005, 20009, 20404, 20429, 20500, 20503, 21211, 21212, 21265, 21266,
  21408, 21602, 21603, 21606, 21608, 21609, 21610, 21611, 21612, 21614, 21617, 21619, 21620, 21621, 21623, 21635, 21655,
  21656, 21659, 21701, 21703, 21704, 21705, 21910, 21911, 30001, 30002, 30003, 30004, 30005, 30006, 30007, 30008, 30009,
  30010, 30011, 30012, 30016, 30017, 30018, 30019, 30020, 30021, 30022, 30023, 30024, 30027, 30029, 30030, 30032, 30033,
  30034, 30035, 30036, 30038, 30042, 30044, 30046, 30047, 30103, 30110, 30410, 30450, 30453, 30454, 30500, 30610, 30640,
  35114, 35115, 35117, 57012, 63003, 63007, 63013, 63014, 63015, 63016, 63018, 63023, 63024, 63032, 63036, 63038, 63049,
];

const jargon =
  /E\.164|\bAPI\b|param|webhook|HTTP|\bDLR\b|\bREST\b|\bURL\b|callback|endpoint|10DLC|\bSID\b|\bTTL\b|payload/i;
const sentence = /^[A-Z][^\n]+\.$/;

describe('the reason of a failure', () => {
  test.each(codes)('%i has a heading, a cause and a next step', (code) => {
    const fault = twilioFaults.get(code);
    expect(fault).toEqual(faultOf(code));
    const { heading, cause, nextStep } = tellFailure(faultOf(code));
    expect(heading.split(' ').length).toBeGreaterThanOrEqual(2);
    expect(heading.split(' ').length).toBeLessThanOrEqual(6);
    expect(cause).toMatch(sentence);
    expect(nextStep).toMatch(sentence);
    expect(`${heading} ${cause} ${nextStep}`).not.toMatch(jargon);
    expect(cause.length).toBeLessThanOrEqual(110);
  });

  test.each(codes)('the cause of %i says more than its heading', (code) => {
    const { heading, cause } = tellFailure(faultOf(code));
    const known = wordsOf(heading);
    expect(wordsOf(cause).filter((word) => !known.includes(word)).length).toBeGreaterThanOrEqual(2);
  });

  test('each code has one row, and each row a test', () => {
    expect([...twilioFaults.keys()].sort()).toEqual([...codes].sort());
    expect(new Set(codes).size).toBe(codes.length);
  });

  test.each([21610, 30007, 21211, 30004, 30005, 30006])('%i is never repeated', (code) => {
    expect(faultOf(code).retry).toBe('never');
  });

  test.each([30034, 30032, 21408, 20003])('%i is repeated once an admin has fixed it', (code) => {
    const [fault, state] = [faultOf(code), 'failed'] as const;
    expect(fault.retry).toBe('once-fixed');
    expect(remediesFor({ fault, culprit: null, state }, { hasOtherSenders: true, hasSettings: true })).toEqual([
      'settings',
      'again',
    ]);
  });

  test.each([20429, 21611, 30003, 30008, 30017, 30022])('%i may be repeated later', (code) => {
    expect(faultOf(code).retry).toBe('later');
  });

  test.each([
    [21610, 'customer'],
    [30005, 'agent'],
    [30034, 'admin'],
    [30008, 'nobody'],
    [20500, 'twilio'],
    [21609, 'us'],
  ])('%i is for the %s to change', (code, fixedBy) => {
    expect(faultOf(code).fixedBy).toBe(fixedBy);
  });

  test('a code nobody has described is named', () => {
    const page = 'https://www.twilio.com/docs/api/errors/39999';
    expect(faultOf(39999)).toMatchObject({ kind: 'unlisted', code: 39999, page, fixedBy: 'admin', retry: 'never' });
    expect(tellFailure(faultOf(39999))).toEqual({
      heading: 'Refused by Twilio (39999)',
      cause: 'Twilio refused the text for a reason that Threadwire does not know.',
      nextStep: `An admin can look up the error at ${page}.`,
    });
  });

  test.each([null, undefined, 0, Number.NaN, -1, 30003.5])('%s is no reason', (code) => {
    expect(faultOf(code)).toMatchObject({ kind: 'no-reason', code: 0, page: null });
  });

  test.each<[unknown, number | null]>([
    ['30008', 30008],
    [' 30008 ', 30008],
    [30008, 30008],
    ['123456', 123456],
    ['', null],
    ['0', null],
    [0, null],
    ['-30008', null],
    ['30008.5', null],
    ['none', null],
    ['9999999999', null],
    [null, null],
    [undefined, null],
    [['30008', '30008'], null],
    [Number.NaN, null],
  ])('%j is read as the code %s', (value, code) => {
    expect(codeOf(value)).toBe(code);
  });
});

describe('a failed request to send', () => {
  test.each<[number | null, number | null, SendOutcome]>([
    [400, 21211, 'refused'],
    [400, 21610, 'refused'],
    [401, 20003, 'not-processed'],
    [401, null, 'not-processed'],
    [403, 20005, 'not-processed'],
    [403, null, 'refused'],
    [404, 20404, 'refused'],
    [429, 20429, 'not-processed'],
    [429, 21611, 'not-processed'],
    [429, null, 'not-processed'],
    [400, 21611, 'not-processed'],
    [408, null, 'unknown'],
    [500, 20500, 'unknown'],
    [502, null, 'unknown'],
    [503, 20503, 'unknown'],
    [504, null, 'unknown'],
    [200, null, 'unknown'],
    [302, null, 'unknown'],
    [null, null, 'unknown'],
    [null, 20429, 'unknown'],
  ])('with status %s and code %s is %s', (status, code, outcome) => {
    expect(outcomeOf(status, code)).toBe(outcome);
  });

  test('is never called certain without an answer that rejects it', () => {
    fc.assert(
      fc.property(fc.integer({ min: 100, max: 599 }), fc.option(fc.constantFrom(...codes)), (status, code) => {
        if (status < 400 || status >= 500) expect(outcomeOf(status, code)).toBe('unknown');
      }),
    );
  });
});

/** The words that carry the meaning, without their endings. */
function wordsOf(sentence: string): string[] {
  const words = sentence.toLowerCase().match(/[a-z0-9]+/g) ?? [];
  return words.filter((word) => !small.has(word)).map((word) => word.replace(/(?:ed|ing|s)$/, ''));
}

const small = new Set(
  'a an and are as at be by can cannot for from has have in into is it its not of on one or that the this to too was were with your'.split(
    ' ',
  ),
);
