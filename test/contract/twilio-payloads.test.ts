// Twilio's webhooks are read into our own words.
import { answeredKeyword } from '../../src/twilio/payloads.ts';
import { describe, expect, test } from '../support/jest-globals.ts';

describe('a keyword that Twilio has acted on', () => {
  test.each([
    ['STOP', 'stop'],
    ['START', 'start'],
    ['HELP', 'help'],
    ['stop', 'stop'],
    ['', null],
    ['OTHER', null],
    [null, null],
    [undefined, null],
  ])('%j is %s', (value, keyword) => {
    expect(answeredKeyword(value)).toBe(keyword);
  });
});
