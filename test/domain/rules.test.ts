// Rules: what an admin may choose, when a happening still calls for a text, and how often.
import type { Part } from '../../src/domain/conversation.ts';
import { checkRule, isNewContact, type RuleEntry } from '../../src/domain/rules/rule.ts';
import { isTooLate, overCap, whyNoMore } from '../../src/domain/rules/run.ts';
import { ruleSentence } from '../../src/words/settings/rules.ts';
import { expect, test } from '../support/jest-globals.ts';

const at = (minute: number) => new Date(Date.UTC(2026, 0, 8, 12, minute));

const entry: RuleEntry = {
  ...{ kind: 'closed', tag: null, delayMinutes: 1_440, templateId: 'T', sender: null, purpose: 'transactional' },
  ...{ hourlyCap: 100, contactDays: 30 },
};
const known = { templateIds: ['T'], senders: ['+14155550100'], ownTag: 'sms-channel' };
const wrongIn = (changes: Partial<RuleEntry>) => checkRule({ ...entry, ...changes }, known)?.problem.kind ?? null;

test.each<[string, Partial<RuleEntry>, string | null]>([
  ['an ordinary rule', {}, null],
  ['another workspace’s template', { templateId: 'X' }, 'rule-template'],
  ['a number that is not ours', { sender: '+14155550199' }, 'rule-sender'],
  ['a tag without a name', { kind: 'tagged', tag: ' ' }, 'rule-tag'],
  ['our own tag', { kind: 'tagged', tag: 'SMS-Channel' }, 'rule-own-tag'],
  ['no wait', { delayMinutes: 0 }, 'rule-number'],
  ['half an hour of hours', { delayMinutes: 90 }, 'rule-number'],
  ['an answer within a minute', { kind: 'unanswered', delayMinutes: 1 }, 'rule-number'],
  ['no number at all', { hourlyCap: Number.NaN }, 'rule-number'],
  ['a cap below a day', { contactDays: 0 }, 'rule-number'],
])('%s: %s', (_, changes, expected) => expect(wrongIn(changes)).toBe(expected));

test('a contact is new for an hour', () => {
  expect(isNewContact(at(0), at(60))).toBe(true);
  expect(isNewContact(at(0), at(61))).toBe(false);
  expect(isNewContact(null, at(0))).toBe(false);
});

const part = (minute: number, type: Part['author']['type'], kind: Part['kind'] = 'message'): Part => ({
  ...{ id: String(minute), kind, body: '<p>Words</p>', files: 0, author: { type, id: '1' }, byAi: false },
  createdAt: at(minute),
});
const closed = (parts: Part[]) => whyNoMore('closed', { state: 'closed', parts }, at(10));
const open = (parts: Part[]) => whyNoMore('unanswered', { state: 'open', parts }, at(10));

test('a closed conversation is texted unless the customer wrote since', () => {
  expect(closed([part(5, 'contact'), part(9, 'admin')])).toBeNull();
  expect(closed([part(20, 'contact')])).toBe('wrote-since');
  expect(closed([part(20, 'admin', 'note')])).toBeNull();
  expect(whyNoMore('closed', { state: 'open', parts: [] }, at(10))).toBe('reopened');
});

test('a text that somebody answered needs no other', () => {
  expect(open([part(10, 'contact'), part(20, 'contact')])).toBeNull();
  expect(open([part(20, 'admin', 'note')])).toBeNull();
  expect(open([part(20, 'admin')])).toBe('answered');
  expect(whyNoMore('unanswered', { state: 'closed', parts: [] }, at(10))).toBe('answered');
});

test('a text that is four hours late is none any more', () => {
  expect(isTooLate({ at: at(0) }, { delayMinutes: 30 }, at(270))).toBe(false);
  expect(isTooLate({ at: at(0) }, { delayMinutes: 30 }, at(271))).toBe(true);
});

test('caps count an hour and a person', () => {
  const rule = { hourlyCap: 2, contactDays: 1 };
  const use = { lastHour: 1, lastToPersonAt: null };
  expect(overCap(rule, use, at(0))).toBeNull();
  expect(overCap(rule, { ...use, lastHour: 2 }, at(0))).toBe('hourly-cap');
  expect(overCap(rule, { ...use, lastToPersonAt: at(-60) }, at(0))).toBe('contact-cap');
  expect(overCap(rule, { ...use, lastToPersonAt: at(-24 * 60) }, at(0))).toBeNull();
});

test('a rule reads as one sentence', () => {
  const rule = { ...entry, id: '1', runningSince: null, createdAt: at(0) };
  expect(ruleSentence(rule, 'How was it?')).toBe(
    'When a conversation has been closed for 24 hours and the customer has not written since, then text “How was it?”, at most 100 texts an hour and once in 30 days to a person.',
  );
  expect(ruleSentence({ ...rule, kind: 'contact-created' }, 'Hello')).toMatch(/once a number for ever\.$/);
});
