// A text whose answer was lost is found among Twilio's, or nobody can tell.
import { addressLikeness } from '../../src/domain/numbers/masked-address.ts';
import { type InFlight, type ListedText, recognise } from '../../src/domain/texts/handed-over.ts';
import { type Likeness, likenessOf } from '../../src/domain/texts/same-words.ts';
import { describe, expect, test } from '../support/jest-globals.ts';

describe('words as they are listed', () => {
  test.each<[ours: string, listed: string, likeness: Likeness]>([
    ['Hello', 'Hello', 'same'],
    ['Hello', 'Sent from your Twilio trial account - Hello', 'same'],
    ['Hello', 'ACME Inc: Hello', 'alike'],
    ['Hello', 'Hello\n\nReply STOP to unsubscribe', 'alike'],
    ['Hello', '', 'hidden'],
    ['Hello', '   ', 'hidden'],
    ['Hello', '*****', 'hidden'],
    ['Hello', '[redacted]', 'hidden'],
    ['one\r\ntwo', 'one\ntwo', 'same'],
    [' Hello ', 'Hello', 'same'],
    ['It’s “here”…', 'It\'s "here"...', 'same'],
    ['Café ñandú', 'Cafe\u0301 n\u0303andu\u0301', 'same'],
    ['Café – à bientôt', 'Cafe - a bientot', 'same'],
    ['Straße', 'Strasse', 'same'],
    ['See https://example.com/orders/1234567890?x=1 now', 'See https://twil.io/a1b2c3d4e5 now', 'same'],
    ['See https://example.com/a', 'Sent from your Twilio trial account - See https://twil.io/b', 'same'],
    ['Your order 1234 left the warehouse today 🚚', 'Your order 1234 left the warehouse today ?', 'same'],
    ['Zażółć gęślą jaźń dzisiaj', 'Zazolc gesla jazn dzisiaj', 'alike'],
    ['👍', '👍', 'same'],
    ['👍', 'Sent from your Twilio trial account - 👍', 'same'],
    ['👍', '👎', 'other'],
    ['👍', '?', 'hidden'],
    ['a < b & c', 'a &lt; b &amp; c', 'same'],
    ['Hello there, your order leaves', 'Hello there, your o…', 'alike'],
    ['Hello there', 'He…', 'other'],
    ['Привет', 'Привет', 'same'],
    ['Yes.', 'No.', 'other'],
    ['Hello', 'Your code is 123456', 'other'],
    ['Come at 10', 'Your parcel was delivered', 'other'],
  ])('%j as %j is %s', (ours, listed, likeness) => {
    expect(likenessOf(ours, listed)).toBe(likeness);
  });
});

describe('an address as it is listed', () => {
  test.each<[string, string, string]>([
    ['+14155550132', '+14155550132', 'same'],
    ['+14155550132', 'whatsapp:+14155550132', 'same'],
    ['whatsapp:+14155550132', '+1 415 555 0132', 'same'],
    ['+14155550132', '+1415555XXXX', 'masked'],
    ['+14155550132', '+1415555****', 'masked'],
    ['+14155550132', '****0132', 'masked'],
    ['+14155550132', 'XXXXXXX0132', 'masked'],
    ['+14155550132', '+1415****132', 'masked'],
    ['+14155550132', '+1415556XXXX', 'other'],
    ['+14155550132', '****0133', 'other'],
    ['+14155550132', '****', 'dark'],
    ['+14155550132', '**32', 'dark'],
    ['+14155550132', '', 'dark'],
    ['+14155550132', '+14155550133', 'other'],
    ['+14155550132', '(415) 555-0132', 'masked'],
    ['+447911123456', '07911 123456', 'masked'],
    ['+5215512345678', '+525512345678', 'same'],
    ['+14155550132', '+1415…0132', 'masked'],
    ['+14155550132', '50132', 'other'],
    ['EXAMPLE', 'Example', 'same'],
  ])('%j as %j is %s', (ours, listed, likeness) => {
    expect(addressLikeness(ours, listed)).toBe(likeness);
  });
});

const at = (seconds: number) => new Date(Date.UTC(2026, 10, 30, 12, 0, seconds));
const ours = (id: string, body: string, seconds: number, address = '+14155550132'): InFlight => ({
  id,
  address,
  sender: '+14155550100',
  body,
  hasMedia: false,
  attemptedAt: at(seconds),
});
const listed = (sid: string, body: string, seconds: number, more: Partial<ListedText> = {}): ListedText => ({
  sid,
  to: '+14155550132',
  from: '+14155550100',
  service: null,
  body,
  hasMedia: false,
  createdAt: at(seconds),
  ...more,
});
const outcome = (mine: InFlight, others: InFlight[], texts: ListedText[], service: string | null = null) => {
  const recognised = recognise(mine, others, texts, service);
  return 'text' in recognised ? `${recognised.kind} ${recognised.text.sid}` : recognised.kind;
};
const mine = ours('a', 'Hello', 0);
const masked = { to: '+1415555XXXX' };

describe('a text whose answer was lost', () => {
  test.each<[string, InFlight[], ListedText[], string]>([
    ['nothing is listed', [], [], 'none'],
    ['its words', [], [listed('1', 'Hello', 1)], 'certain 1'],
    ['its words twice, in order', [], [listed('2', 'Hello', 2), listed('1', 'Hello', 1)], 'certain 1'],
    ['its words with more', [], [listed('1', 'Hello, reply STOP to end', 1)], 'likely 1'],
    ['its words on trial', [], [listed('1', 'Sent from your Twilio trial account - Hello', 1)], 'certain 1'],
    ['two with more', [], [listed('1', 'Hello A', 1), listed('2', 'Hello B', 2)], 'unsure'],
    ['one without words', [], [listed('1', '', 1)], 'likely 1'],
    ['two without words', [], [listed('1', '', 1), listed('2', '', 2)], 'unsure'],
    ['two without words, two of ours', [ours('b', 'Bye', 1)], [listed('2', '', 2), listed('1', '', 1)], 'likely 1'],
    ['one without words, two of ours', [ours('b', 'Bye', 1)], [listed('1', '', 1)], 'unsure'],
    [
      'the second of two alike',
      [ours('0', 'Hello', -1)],
      [listed('1', 'Hello', 1), listed('2', 'Hello', 2)],
      'certain 2',
    ],
    [
      'its words, which went from another number of ours as well',
      [{ ...ours('0', 'Hello', -1), sender: '+14155550199' }],
      [listed('1', 'Hello', 1), listed('2', 'Hello', 1, { from: '+14155550199' })],
      'certain 1',
    ],
    [
      'no words, and another number of ours is missing one as well',
      [{ ...ours('0', 'Bye', -1), sender: '+14155550199' }],
      [listed('1', '', 1)],
      'likely 1',
    ],
    ['the second of two alike, one listed', [ours('0', 'Hello', -1)], [listed('1', 'Hello', 1)], 'none'],
    ['other words', [], [listed('1', 'Your code is 123456', 1)], 'unsure'],
    [
      'words of another of ours',
      [ours('b', 'Your code is 123456', 1)],
      [listed('1', 'Your code is 123456', 1)],
      'none',
    ],
    ['a picture without words', [], [listed('1', '', 1, { hasMedia: true })], 'none'],
    ['a sender still to be chosen', [], [listed('1', 'Hello', 1, { from: null })], 'certain 1'],
    ['another sender', [], [listed('1', 'Hello', 1, { from: '+14155550199' })], 'unsure'],
    ['another sender and other words', [], [listed('1', 'Bye', 1, { from: '+14155550199' })], 'none'],
    [
      'another sender, from which ours is missing as well',
      [{ ...ours('b', 'Hello', 1), sender: '+14155550199' }],
      [listed('1', 'Hello', 1, { from: '+14155550199' })],
      'none',
    ],
    ['the same sender over RCS', [], [listed('1', 'Hello', 1, { from: 'rcs:+14155550100' })], 'certain 1'],
    ['a masked number', [], [listed('1', 'Hello', 1, masked)], 'likely 1'],
    ['a masked number without words', [], [listed('1', '', 1, masked)], 'likely 1'],
    ['two masked numbers', [], [listed('1', 'Hello', 1, masked), listed('2', 'Hello', 2, masked)], 'unsure'],
    [
      'two masked numbers, two customers of ours',
      [ours('b', 'Hello', 1, '+14155550199')],
      [listed('1', 'Hello', 1, masked), listed('2', 'Hello', 2, masked)],
      'likely 1',
    ],
    ['a masked number of somebody else', [], [listed('1', 'Hello', 1, { to: '+1212555XXXX' })], 'none'],
    ['a number that is hidden', [], [listed('1', 'Hello', 1, { to: '****' })], 'unsure'],
  ])('%s', (_what, others, texts, expected) => {
    expect(outcome(mine, others, texts)).toBe(expected);
  });

  test('a Messaging Service may have chosen another of its senders', () => {
    const other = (service: string) => listed('1', 'Hello', 1, { from: '+14155550199', service });
    expect(outcome(mine, [], [other('MG1')], 'MG1')).toBe('certain 1');
    expect(outcome(mine, [], [other('MG2')], 'MG1')).toBe('unsure');
  });
});

const picture = (id: string, body: string, seconds: number): InFlight => ({
  ...ours(id, body, seconds),
  hasMedia: true,
});
const withMedia = (sid: string, body: string, seconds: number) => listed(sid, body, seconds, { hasMedia: true });

describe('a picture whose answer was lost', () => {
  test.each<[string, InFlight, InFlight[], ListedText[], string]>([
    ['alone, and listed alone', picture('a', '', 0), [], [withMedia('1', '', 1)], 'likely 1'],
    [
      'alone, beside a text without words',
      picture('a', '', 0),
      [],
      [listed('1', '', 1), withMedia('2', '', 1)],
      'likely 2',
    ],
    ['alone, beside the words of the same reply', picture('a', '', 1), [], [listed('1', 'Hello', 0)], 'unsure'],
    ['alone, with nothing listed', picture('a', '', 0), [], [], 'none'],
    [
      'alone, on trial',
      picture('a', '', 0),
      [],
      [withMedia('1', 'Sent from your Twilio trial account - ', 1)],
      'likely 1',
    ],
    ['alone, listed as a link', picture('a', '', 0), [], [listed('1', 'https://p.twil.io/abc', 1)], 'likely 1'],
    [
      'the second of two alone',
      picture('b', '', 1),
      [picture('a', '', 0)],
      [withMedia('2', '', 2), withMedia('1', '', 1)],
      'likely 2',
    ],
    [
      'one of two alone, with one listed',
      picture('a', '', 0),
      [picture('b', '', 1)],
      [withMedia('1', '', 1)],
      'unsure',
    ],
    ['with its words', picture('a', 'Hello', 0), [], [withMedia('1', 'Hello', 1)], 'certain 1'],
    [
      'with its words, sent with a link',
      picture('a', 'Hello', 0),
      [],
      [listed('1', 'Hello https://p.twil.io/a', 1)],
      'likely 1',
    ],
    ['with words that are hidden', picture('a', 'Hello', 0), [], [withMedia('1', '', 1)], 'likely 1'],
  ])('%s', (_what, mine, others, texts, expected) => {
    expect(outcome(mine, others, texts)).toBe(expected);
  });

  test('is not taken for a text without one', () => {
    expect(outcome(mine, [picture('b', '', 0)], [withMedia('1', '', 1)])).toBe('none');
    const hidden = [listed('1', '', 1), withMedia('2', '', 1)];
    expect(outcome(mine, [picture('b', '', 0)], hidden)).toBe('likely 1');
  });
});
