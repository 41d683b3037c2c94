// Twilio's webhooks are read into our own words.
import { answeredKeyword, parseStatusEvent } from '../../src/twilio/payloads.ts';
import { statusCallback } from '../fixtures/twilio-forms.ts';
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

describe('a status callback', () => {
  test.each([
    ['30008', 30008],
    ['', null],
    ['0', null],
    ['-1', null],
    ['12345678901', null],
    ['unknown', null],
    [['30008', '30008'], null],
    [undefined, null],
  ])('with the error code %j keeps its state', (code, errorCode) => {
    const parsed = parseStatusEvent(code === undefined ? statusCallback : { ...statusCallback, ErrorCode: code });
    expect(parsed).toMatchObject({ ok: true, value: { state: 'undelivered', errorCode } });
  });
});
