// The demo's marks below replies: joined from both vendors' records, without a look at anybody's words to people.
import { deliveriesOf, type Reply } from '../../../src/simulator/demo/view/deliveries.ts';
import type { MessageRecord } from '../../../src/simulator/twilio/state.ts';
import { expect, test } from '../../support/jest-globals.ts';

const MAYA = '+14155550132';
const OTHER = '+12125550147';

function reply(partId: string, text: string, more: Partial<Reply> = {}): Reply {
  return { partId, text, phone: MAYA, at: 0, isLeft: false, isExpected: true, ...more };
}

function sent(to: string, body: string, status: string, more: Partial<MessageRecord> = {}): MessageRecord {
  return { to, body, status, errorCode: null, createdAt: 1_000, ...more } as MessageRecord;
}

function states(replies: readonly Reply[], messages: readonly MessageRecord[]) {
  return Object.fromEntries([...deliveriesOf(replies, messages)].map(([id, { state }]) => [id, state]));
}

test('a reply has the state of its text', () => {
  expect(states([reply('1', 'Hello!')], [sent(MAYA, 'Hello!', 'delivered')])).toEqual({ 1: 'delivered' });
});

test('a reply without a text waits, until the service has left it', () => {
  expect(states([reply('1', 'Hello')], [])).toEqual({ 1: 'waiting' });
  expect(states([reply('1', 'Hello', { isLeft: true })], [])).toEqual({ 1: 'not-texted' });
});

test('a text sent again to another number belongs to its comment', () => {
  const failed = sent(MAYA, 'Hello', 'undelivered', { errorCode: 30005, createdAt: 0 });
  const replies = [reply('1', 'Hello'), reply('2', 'Hello', { at: 5_000 })];
  const again = sent(OTHER, 'Hello', 'delivered', { createdAt: 5_200 });
  expect(states(replies, [failed, again])).toEqual({ 1: 'undelivered', 2: 'delivered' });
});

test('the same words to two customers stay apart', () => {
  const replies = [reply('1', 'Thanks'), reply('2', 'Thanks', { phone: OTHER })];
  expect(states(replies, [sent(OTHER, 'Thanks', 'delivered')])).toEqual({ 1: 'waiting', 2: 'delivered' });
});

test('a long reply is delivered once all of its texts are', () => {
  const [first, second] = ['a'.repeat(600), 'b'.repeat(600)];
  const replies = [reply('1', `${first} ${second}`)];
  expect(states(replies, [sent(MAYA, first, 'delivered')])).toEqual({ 1: 'waiting' });
  const both = [sent(MAYA, first, 'delivered'), sent(MAYA, second, 'sent')];
  expect(states(replies, both)).toEqual({ 1: 'sent' });
});

test('a bot’s reply without a text has no mark', () => {
  expect(states([reply('1', 'Hello', { isExpected: false })], [])).toEqual({});
});
