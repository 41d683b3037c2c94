// The five things to try: each ticks once both pretend vendors show it.

import { type Milestone, milestonesIn, type Records } from '../../../src/simulator/demo/view/milestones.ts';
import type { ConversationRecord, PartRecord } from '../../../src/simulator/intercom/records.ts';
import type { MessageRecord } from '../../../src/simulator/twilio/state.ts';
import { expect, test } from '../../support/jest-globals.ts';

const SECOND = 1_000;

function part(type: 'user' | 'admin', body: string, at: number): PartRecord {
  return { partType: 'comment', author: { type }, body: `<p>${body}</p>`, createdAt: at / SECOND } as PartRecord;
}

function conversation(...parts: PartRecord[]): ConversationRecord {
  const [source, ...later] = parts;
  return { source, parts: later } as unknown as ConversationRecord;
}

function message(direction: MessageRecord['direction'], status: string, body: string, at: number): MessageRecord {
  return { direction, status, body, createdAt: at } as MessageRecord;
}

function done(records: Partial<Records>): Milestone[] {
  const all = milestonesIn({ conversations: [], messages: [], outages: [], ...records });
  return (Object.keys(all) as Milestone[]).filter((name) => all[name]);
}

test('a fresh demo has done nothing', () => {
  expect(done({})).toEqual([]);
});

test('a text counts once it stands in the inbox', () => {
  const messages = [message('inbound', 'received', 'Hi', 0)];
  expect(done({ messages })).toEqual([]);
  expect(done({ messages, conversations: [conversation(part('user', 'Hi', 0))] })).toEqual(['text']);
});

test('a reply counts once it is delivered', () => {
  expect(done({ messages: [message('outbound-api', 'sent', 'Hello', 0)] })).toEqual([]);
  const delivered = { messages: [message('outbound-api', 'delivered', 'Hello', 0)] };
  expect(done(delivered)).toEqual(['reply']);
  const automatic = conversation(part('user', 'Hi', 0), part('admin', 'Automatic text:<br>Hello', 0));
  expect(done({ ...delivered, conversations: [automatic] })).toEqual(['text']);
});

test('a failed text is fixed once the same words arrive later', () => {
  const failed = message('outbound-api', 'undelivered', 'Hello', 0);
  expect(done({ messages: [failed, message('outbound-api', 'delivered', 'Other words', 1)] })).toEqual(['reply']);
  expect(done({ messages: [failed, message('outbound-api', 'delivered', 'Hello', 1)] })).toEqual(['reply', 'repair']);
});

test.each(['STOP', 'stop ', 'Stop!'])('%j counts as STOP', (body) => {
  expect(done({ messages: [message('inbound', 'received', body, 0)] })).toEqual(['stop']);
});

test('a question about stops is no STOP', () => {
  expect(done({ messages: [message('inbound', 'received', 'Where does the bus stop?', 0)] })).toEqual([]);
});

test('an outage is survived once its text shows afterwards', () => {
  const messages = [message('inbound', 'received', 'Anybody?', 5 * SECOND)];
  const conversations = [conversation(part('user', 'Anybody?', 11 * SECOND))];
  const during = [{ from: 4 * SECOND, to: 10 * SECOND }];
  expect(done({ messages, conversations, outages: [{ from: 4 * SECOND, to: null }] })).toEqual(['text']);
  expect(done({ messages, conversations, outages: [{ from: 6 * SECOND, to: 10 * SECOND }] })).toEqual(['text']);
  expect(done({ messages, conversations, outages: during })).toEqual(['text', 'outage']);
});

test('an outage is survived once its reply arrives afterwards', () => {
  const conversations = [conversation(part('user', 'Hi', 0), part('admin', 'We are back', 5 * SECOND))];
  const messages = [message('outbound-api', 'delivered', 'We are back', 12 * SECOND)];
  expect(done({ messages, conversations, outages: [{ from: 4 * SECOND, to: 10 * SECOND }] })).toContain('outage');
  expect(done({ messages, conversations, outages: [{ from: 6 * SECOND, to: 10 * SECOND }] })).not.toContain('outage');
});
