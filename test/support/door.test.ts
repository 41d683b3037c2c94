// The requests of test/support/door.ts are genuine, and its checks fail where an answer is wrong.
import { createHmac } from 'node:crypto';
import twilio from 'twilio';
import { AUTH_TOKEN, CLIENT_SECRET } from '../../src/simulator/world.ts';
import {
  type Answer,
  expectAnswered,
  type Fields,
  fromInbox,
  fromIntercom,
  fromTwilio,
  MESSAGES_PATH,
  textFields,
  waitsForItsCommit,
} from './door.ts';
import { expect, test } from './jest-globals.ts';
import { closeStages, stage } from './story.ts';

closeStages();

test('a form is signed as Twilio’s own library checks it', () => {
  const fields = textFields(1, { Body: 'a & b' });
  const { headers } = fromTwilio('https://sms.example', MESSAGES_PATH, fields);
  const signature = String(headers?.['x-twilio-signature']);
  const url = `https://sms.example${MESSAGES_PATH}`;
  expect(twilio.validateRequest(AUTH_TOKEN, signature, url, Object.fromEntries(fields))).toBe(true);
  expect(twilio.validateRequest(AUTH_TOKEN, signature, `${url}?a=1`, Object.fromEntries(fields))).toBe(false);
});

test('a field that comes twice is signed with both values', () => {
  const fields: Fields = [...textFields(1), ['From', '+14155550199']];
  const { headers, body } = fromTwilio('https://sms.example', MESSAGES_PATH, fields);
  const form = { ...Object.fromEntries(fields), From: ['+14155550132', '+14155550199'] };
  const signature = String(headers?.['x-twilio-signature']);
  expect(twilio.validateRequest(AUTH_TOKEN, signature, `https://sms.example${MESSAGES_PATH}`, form)).toBe(true);
  expect(new URLSearchParams(String(body)).getAll('From')).toEqual(form.From);
});

test('requests of Intercom are signed over their bytes', () => {
  const mac = (hash: string) => createHmac(hash, CLIENT_SECRET).update('{}').digest('hex');
  expect(fromIntercom('{}').headers?.['x-hub-signature']).toBe(`sha1=${mac('sha1')}`);
  expect(fromInbox('/canvas/submit', '{}').headers?.['x-body-signature']).toBe(mac('sha256'));
});

const answer = (status: number, message = 'The request has no signature.'): Answer => ({
  status,
  type: 'application/json',
  headers: {},
  text: JSON.stringify({ error: { code: 'bad', message } }),
});

test.each([200, 204, 400, 404, 413])('%d is an answer', (status) => {
  expect(() => expectAnswered('x', answer(status))).not.toThrow();
});

// 410 ends Intercom's subscription and 429 holds its webhooks back.
test.each([500, 302, 410, 429])('%d is none', (status) => {
  expect(() => expectAnswered('x', answer(status))).toThrow();
});

test.each(['', 'no sentence', 'Short.'])('a refusal that says %j is no answer', (message) => {
  expect(() => expectAnswered('x', answer(400, message))).toThrow();
});

test('a request that is answered before its commit is noticed', async () => {
  const { world } = await stage();
  const early = { method: 'GET', path: '/healthz' };
  await expect(waitsForItsCommit(world, 'messages', early)).rejects.toThrow();
  const text = fromTwilio(world.serviceUrl, MESSAGES_PATH, textFields(1));
  await waitsForItsCommit(world, 'messages', text);
});
