// Where a text goes: joined while the conversation is open or closed not long ago, else a new one.
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { inboundKey, outboundKey, placeText, type ThreadConversation } from '../../src/domain/thread.ts';

const DAY = 86_400_000;
const now = new Date('2026-01-08T13:05:00Z');
const closed = (daysAgo: number): ThreadConversation => ({
  id: '7',
  state: 'closed',
  closedAt: new Date(now.getTime() - daysAgo * DAY),
  tagged: true,
});

describe('a text', () => {
  test('starts a conversation where there is none, or where it was deleted', () => {
    expect(placeText({ conversation: null }, 5, now)).toEqual({ kind: 'start' });
    expect(placeText({ conversation: { ...closed(1), state: 'deleted' } }, 5, now)).toEqual({ kind: 'start' });
  });

  test.each(['open', 'snoozed'] as const)('joins a conversation that is %s, whatever the setting', (state) => {
    const conversation = { ...closed(1_000), state };
    fc.assert(
      fc.property(fc.nat(400), (reopenDays) => {
        expect(placeText({ conversation }, reopenDays, now)).toEqual({ kind: 'join', conversationId: '7' });
      }),
    );
  });

  test.each([
    [4, 5, 'join'],
    [4.9999, 5, 'join'],
    [5, 5, 'start'],
    [6, 5, 'start'],
    [6, 7, 'join'],
    [0.001, 0, 'start'],
    [0, 0, 'start'],
    [-0.001, 5, 'join'],
  ])('%d days after closing, with %d days to reopen: %s', (daysAgo, reopenDays, kind) => {
    expect(placeText({ conversation: closed(daysAgo) }, reopenDays, now).kind).toBe(kind);
  });

  test('joins a conversation of which it is not known when it closed', () => {
    expect(placeText({ conversation: { ...closed(1), closedAt: null } }, 5, now).kind).toBe('join');
  });

  test('that joins after some days would have joined after fewer', () => {
    fc.assert(
      fc.property(
        fc.nat(100),
        fc.double({ min: 0, max: 100, noNaN: true }),
        fc.double({ min: 0, max: 1 }),
        (days, ago, part) => {
          fc.pre(!Number.isNaN(part) && placeText({ conversation: closed(ago) }, days, now).kind === 'join');
          expect(placeText({ conversation: closed(ago * part) }, days, now).kind).toBe('join');
        },
      ),
    );
  });
});

describe('the keys of a thread', () => {
  test('differ by workspace, customer, sender and direction', () => {
    const keys = [
      inboundKey('one', '+14155550132', '+14155550100'),
      inboundKey('two', '+14155550132', '+14155550100'),
      inboundKey('one', '+14155550133', '+14155550100'),
      inboundKey('one', '+14155550132', '+14155550101'),
      outboundKey('one', 'thread'),
      outboundKey('two', 'thread'),
      outboundKey('one', 'other'),
    ];
    expect(new Set(keys).size).toBe(keys.length);
  });
});
