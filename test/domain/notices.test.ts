// What internal notes say: who, what happened and what can be done, in whole sentences.
import {
  describeAddress,
  failedNotice,
  givenUpNotice,
  heldNotice,
  notAnswerableNotice,
  optedInNotice,
  optedOutNotice,
  picturesNotice,
  type Refusal,
  refusedNotice,
  unreadNotice,
} from '../../src/domain/notes/notices.ts';
import { parseAddress } from '../../src/domain/numbers/phone-number.ts';
import { describe, expect, test } from '../support/jest-globals.ts';

const customer = '(415) 555-0132';
const sender = '(415) 555-0100';

describe('an address', () => {
  test.each([
    ['+14155550132', '(415) 555-0132'],
    ['+447700900123', '07700 900123'],
    ['24273', '24273'],
    ['Shop24', 'Shop24'],
    ['whatsapp:+14155550132', 'whatsapp:+14155550132'],
    ['rcs:brand_agent', 'rcs:brand_agent'],
  ])('%s is called %s', (raw, shown) => {
    expect(describeAddress(parseAddress(raw))).toBe(shown);
  });
});

describe('a note', () => {
  test('on an opt-out names both numbers and the way back', () => {
    const note = optedOutNotice(customer, sender, false);
    expect(note).toMatch(/^\(415\) 555-0132 has opted out of texts from \(415\) 555-0100\. /);
    expect(note).toContain('START');
    expect(optedInNotice(customer, sender)).toContain(`texted from ${sender} again`);
  });

  test.each([
    ['24273', /came from 24273: a short code, .* cannot reach\. Replies in this conversation are not texted\.$/],
    ['Shop24', /came from Shop24: a sender name, which nobody can text\./],
    ['tel;ext=é', /came from tel;ext=é: a sender that cannot be texted\./],
  ])('on a text from %s says why it cannot be answered', (raw, expected) => {
    expect(notAnswerableNotice(parseAddress(raw))).toMatch(expected);
  });

  const refusals: Refusal[] = ['opted-out', 'not-answerable', 'no-sender', 'own-number', 'nothing-to-text'];
  test('on a refused reply says which reason it was', () => {
    const notes = refusals.map((refusal) => refusedNotice(refusal, customer, sender));
    expect(new Set(notes).size).toBe(refusals.length);
    for (const note of notes) expect(note).toMatch(/^This reply was not texted\. .+[.]$/);
    expect(notes[0]).toContain(sender);
  });

  test.each([
    [1, 0, 'The picture in this reply was not texted'],
    [3, 0, 'The 3 pictures in this reply were not texted'],
    [0, 1, 'The file in this reply was not texted'],
    [1, 2, 'The 2 files in this reply were not texted'],
  ])('on %i pictures and %i files counts what was left out', (pictures, files, start) => {
    expect(picturesNotice(pictures, files).startsWith(start)).toBe(true);
  });

  test('on what could not be read says whether there was a reply', () => {
    expect(unreadNotice(true)).toMatch(/^This reply was not texted, because it could not be read/);
    expect(unreadNotice(false)).toMatch(/^A reply in this conversation may not have been texted/);
  });

  const failure = {
    customer,
    meaning: 'The phone is off.',
    nextStep: 'Try again later.',
    code: 30003,
    restUnsent: false,
  };
  test('on a failure says what it means, what to do, and the code last', () => {
    expect(failedNotice({ ...failure, parts: { failed: 1, of: 1 } })).toBe(
      'This reply did not reach (415) 555-0132. The phone is off. Try again later. (Twilio error 30003)',
    );
  });

  test('on a failed part says which, and what became of the rest', () => {
    const note = failedNotice({ ...failure, code: null, parts: { failed: 2, of: 3 }, restUnsent: true });
    expect(note).toMatch(/^Part 2 of 3 of this reply did not reach/);
    expect(note).toMatch(/The parts after it were not sent\.$/);
  });

  test('on a held or unknown text says for how long and what to do', () => {
    expect(heldNotice(customer, 4)).toContain('more than 4 hours');
    expect(givenUpNotice(customer)).toContain('Ask the customer before sending it again.');
  });
});
