// A part that is not in the conversation was deleted, unless the conversation has more parts than can be read.
import type { Conversation, Part } from '../../src/domain/conversation.ts';
import { wordsIn } from '../../src/services/conversations/read-words.ts';
import { expect, test } from '../support/jest-globals.ts';

const at = new Date('2026-11-30T12:00:00Z');
const part = (id: string, given: Partial<Part> = {}): Part => ({
  id,
  kind: 'message',
  body: '<p>Hi</p>',
  files: 0,
  author: { type: 'admin', id: '1' },
  byAi: false,
  createdAt: at,
  ...given,
});
const conversation = (parts: readonly Part[], given: Partial<Conversation> = {}): Conversation => ({
  id: '215',
  state: 'open',
  updatedAt: at,
  contactIds: [],
  startedByAdmin: false,
  source: part('source-1'),
  partsMissing: false,
  parts,
  ...given,
});
const many = Array.from({ length: 500 }, (_, index) => part(`p${index}`));

test.each<[string, Conversation, string, string]>([
  ['stands', conversation([part('7')]), '7', 'stand'],
  ['opened the conversation', conversation([]), 'source-1', 'stand'],
  ['was deleted', conversation([part('7', { takenBack: true, body: null })]), '7', 'taken-back'],
  ['was emptied', conversation([part('7', { body: '<p> </p>' })]), '7', 'taken-back'],
  ['lost its words, and has a file', conversation([part('7', { body: null, files: 1 })]), '7', 'stand'],
  [
    'has a picture alone',
    conversation([part('7', { body: '<p><img src="https://x.example/a.png"></p>' })]),
    '7',
    'stand',
  ],
  ['is not there', conversation([part('8')]), '7', 'missing'],
  ['is not among the most that can be read', conversation(many), '7', 'unknown'],
  ['is not there, in a description without its parts', conversation([], { partsMissing: true }), '7', 'unknown'],
])('a part that %s', (_, read, id, kind) => {
  expect(wordsIn(read, id).kind).toBe(kind);
});
