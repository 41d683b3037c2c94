// A loop is told by its rate and its repetitions, and a person who talks to a bot is none.
import type { Wish } from '../../src/domain/consent/consent.ts';
import { findLoop, type Said } from '../../src/domain/texts/loop.ts';
import { describe, expect, test } from '../support/jest-globals.ts';

const START = Date.UTC(2027, 0, 4, 9, 30);

interface Given {
  /** Seconds from one answer to the next. */
  every: number;
  words: (round: number) => string;
  keyword?: Wish;
  /** Nobody of ours wrote but a bot, unless told. */
  by?: Said['by'] | null;
}

/** The round in which the loop is noticed; null: never within these. */
function noticed(rounds: number, { every, words, keyword, by = 'automation' }: Given): [number, string] | null {
  const said: Said[] = [];
  for (let round = 1; round <= rounds; round += 1) {
    const at = START + round * every * 1_000;
    if (by !== null) said.push({ by, at: new Date(at - every * 500), body: `Answer ${round}`, keyword: null });
    said.push({ by: 'customer', at: new Date(at), body: words(round), keyword: keyword ?? null });
    const kind = findLoop(said);
    if (kind !== null) return [round, kind];
  }
  return null;
}

describe('a loop', () => {
  test('of an auto-responder is noticed at its third answer', () => {
    const away = () => 'I am out of the office until Monday.';
    expect(noticed(9, { every: 60, words: away })).toEqual([3, 'auto-replies']);
    // One a day is a person who is away.
    expect(noticed(9, { every: 86_400, words: away })).toBeNull();
  });

  test('of the same words is noticed though a number counts on', () => {
    const words = (round: number) => `We have received ticket ${round * 7} and look into it.`;
    expect(noticed(9, { every: 300, words })).toEqual([4, 'same-words']);
    expect(noticed(20, { every: 200, words: () => 'What?' })).toEqual([8, 'same-words']);
  });

  test('of two that take turns with their words is noticed', () => {
    const words = (round: number) =>
      round % 2 ? 'Thank you for the update, noted!' : 'Understood, closing the ticket.';
    expect(noticed(20, { every: 100, words })).toEqual([7, 'same-words']);
  });

  test('of bouncing keywords is noticed without a text of ours', () => {
    const words = (round: number) => (round % 2 ? 'STOP' : 'START');
    expect(noticed(9, { every: 30, words, keyword: 'stop', by: null })).toEqual([5, 'keywords']);
    expect(noticed(9, { every: 3_600, words, keyword: 'stop', by: null })).toBeNull();
  });

  test('of bridged numbers is noticed by its pace, whatever they say', () => {
    const words = (round: number) => `${'abcdefghij'.repeat(2)}${String.fromCharCode(97 + (round % 26))}x${round % 7}`;
    const unlike = (round: number) => Array.from({ length: 5 }, (_, i) => words(round * 31 + i)).join(' ');
    expect(noticed(20, { every: 10, words: unlike })).toEqual([10, 'pace']);
    expect(noticed(60, { every: 80, words: unlike })?.[1]).toBe('pace');
    expect(noticed(80, { every: 1_000, words: unlike })?.[1]).toBe('pace');
  });
});

describe('no loop', () => {
  const chat = [
    'Hi',
    'It is about my order',
    'The blue one',
    'No, the larger one',
    'Yes',
    'Yes',
    'ok',
    'Thanks',
    'Yes',
    'When?',
  ];
  const words = (round: number) =>
    `${chat[round % chat.length]}${round > chat.length ? ` and then ${'x'.repeat(round)}` : ''}`;

  test('is a customer who talks to a bot', () => {
    expect(noticed(25, { every: 45, words })).toBeNull();
  });

  test('is a customer whom somebody of ours answers', () => {
    expect(noticed(60, { every: 10, words: () => 'Thank you for your message.', by: 'person' })).toBeNull();
  });

  test('is a customer who repeats what nothing answered', () => {
    expect(noticed(60, { every: 10, words: () => 'Is anybody there at this hour?', by: null })).toBeNull();
  });
});
