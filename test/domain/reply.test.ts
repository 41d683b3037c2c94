// The parts of a conversation that may become texts.
import type { Conversation, Part } from '../../src/domain/conversation.ts';
import type { News } from '../../src/domain/news.ts';
import { isFromOurSide, isWakeUp, partsToRelay, type Unsent, whyUnsent } from '../../src/domain/reply.ts';
import { describe, expect, test } from '../support/jest-globals.ts';

function part(given: Partial<Part> = {}): Part {
  const author = { type: 'admin', id: '1' } as const;
  const createdAt = new Date(Date.UTC(2026, 0, 8));
  return { id: '7', kind: 'message', body: '<p>Hi</p>', files: 0, author, byAi: false, createdAt, ...given };
}

function conversation(given: Partial<Conversation> = {}): Conversation {
  return {
    id: '42',
    state: 'open',
    updatedAt: new Date(Date.UTC(2026, 0, 8)),
    contactIds: ['c1'],
    startedByAdmin: false,
    source: null,
    partsMissing: false,
    parts: [part()],
    ...given,
  };
}

const bot = { type: 'bot', id: '2' } as const;
const contact = { type: 'contact', id: 'c1' } as const;
const stranger = { type: 'other', id: null } as const;

describe('the decision to text a part', () => {
  test.each<[string, Partial<Part>, Unsent | null, Unsent | null]>([
    ['a reply', {}, null, null],
    ['a reply with files', { files: 2 }, null, null],
    ['files alone', { body: null, files: 1 }, null, null],
    ['a reply whose words did not come along', { body: '' }, null, null],
    ['a move without words', { body: null }, 'nothing-said', 'nothing-said'],
    ['a note', { kind: 'note' }, 'note', 'note'],
    ["a bot's note", { kind: 'note', author: bot }, 'note', 'note'],
    ["a bot's message", { author: bot }, 'bot', null],
    ["an AI agent's message in an admin's name", { byAi: true }, 'bot', null],
    ["a bot's move without words", { author: bot, body: null }, 'bot', 'nothing-said'],
    ["a customer's message", { author: contact }, 'not-an-admin', 'not-an-admin'],
    ["somebody else's message", { author: stranger }, 'not-an-admin', 'not-an-admin'],
  ])('%s: by default %s, where bots are texted %s', (_what, given, byDefault, withBots) => {
    expect(whyUnsent(part(given), { botReplies: 'never' })).toBe(byDefault);
    expect(whyUnsent(part(given), { botReplies: 'always' })).toBe(withBots);
  });

  test.each<[string, Partial<Part>, boolean]>([
    ['an admin', {}, true],
    ['a bot', { author: bot }, true],
    ['a contact', { author: contact }, false],
    ['somebody else', { author: stranger }, false],
    ["an admin's note", { kind: 'note' }, false],
  ])('of our side is %s: %#', (_who, given, expected) => {
    expect(isFromOurSide(part(given))).toBe(expected);
  });
});

describe('the news in a notification', () => {
  const replied = 'agent-replied';
  const started = 'agent-started';
  const source = part({ id: 'source-1', body: '<p>An offer</p>' });

  test.each<[string, News, Partial<Conversation>, string[], boolean]>([
    ['a reply', replied, {}, ['7'], false],
    ['two replies at once', replied, { parts: [part(), part({ id: '8' })] }, ['7', '8'], false],
    ['a reply, its opening message along', replied, { source }, ['7'], false],
    [
      'a note and a customer’s words',
      replied,
      { parts: [part({ kind: 'note' }), part({ author: contact })] },
      [],
      false,
    ],
    ['a reply without the list of parts', replied, { parts: [], partsMissing: true }, [], true],
    ['a reply with an empty list', replied, { parts: [] }, [], true],
    ['a closing without the list of parts', 'conversation-moved', { parts: [], partsMissing: true }, [], true],
    ['a closing with an empty list', 'conversation-moved', { parts: [] }, [], false],
    ['a start', started, { source, parts: [] }, ['source-1'], false],
    ['a start without its message', started, { parts: [] }, [], true],
    ['a start without its words', started, { source: { ...source, body: null }, parts: [] }, [], true],
    ['a start without its author', started, { source: { ...source, author: stranger }, parts: [] }, [], true],
    ['a start in an e-mail', started, { source: { ...source, kind: 'event', body: null }, parts: [] }, [], false],
    ['a start that was deleted', started, { source: { ...source, body: null, takenBack: true }, parts: [] }, [], false],
    ['a customer’s reply', 'customer-replied', { parts: [part({ author: contact })] }, [], false],
    ['a customer’s reply without parts', 'customer-replied', { parts: [], partsMissing: true }, [], false],
  ])('%s', (_what, news, given, relayed, wakesUp) => {
    expect(partsToRelay(news, conversation(given)).map((one) => one.id)).toEqual(relayed);
    expect(isWakeUp(news, conversation(given))).toBe(wakesUp);
  });
});
