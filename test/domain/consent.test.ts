// Which messages stop and restart texts, and which are only conversation.
import fc from 'fast-check';
import { keywordOf } from '../../src/domain/consent.ts';
import { describe, expect, test } from '../support/jest-globals.ts';

const stopWords = ['STOP', 'STOPALL', 'UNSUBSCRIBE', 'END', 'QUIT', 'CANCEL', 'REVOKE', 'OPTOUT'];

describe('a keyword', () => {
  test.each(stopWords)('%s stops, in any case and with white space around it', (word) => {
    const spellings = [
      word,
      word.toLowerCase(),
      ` ${word}\n`,
      `\u200b${word}\u00a0`,
      `${word}.`,
      `${word}!`,
      `"${word}"`,
    ];
    for (const spelling of spellings) expect(keywordOf(spelling)).toBe('stop');
  });

  test.each(['opt out', 'Opt-out', '“Stop”.', 'Stop!!', `${' '.repeat(200)}stop`])('%j stops', (body) => {
    expect(keywordOf(body)).toBe('stop');
  });

  test.each([
    ['START', 'start'],
    ['unstop ', 'start'],
    ['help', 'help'],
    ['Info', 'help'],
  ])('%j is %s', (body, keyword) => {
    expect(keywordOf(body)).toBe(keyword);
  });

  test.each([
    '',
    ' ',
    'YES',
    'yes',
    'Start!',
    'Help!',
    'STOP PLEASE',
    'please stop',
    'Stop?',
    'STOPP',
    'S T O P',
    'Cancel my order',
    'The end.',
    'stop\nstop',
    'constructor',
  ])('%j is conversation', (body) => {
    expect(keywordOf(body)).toBeNull();
  });

  test('any string is read without failing, and a sentence is never a keyword', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (body) => {
        expect(['stop', 'start', 'help', null]).toContain(keywordOf(body));
        expect(keywordOf(`${body} and more words`)).toBeNull();
      }),
    );
  });
});
