// A text joins a conversation that is open or was closed not long ago, and else begins a new one.
import fc from 'fast-check';
import {
  type Home,
  homeOf,
  inboundKey,
  isChangingOver,
  outboundKey,
  placeAmong,
  placeText,
  type ThreadConversation,
} from '../../src/domain/thread.ts';
import { describe, expect, test } from '../support/jest-globals.ts';

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

  test('joined after some days would have joined after fewer', () => {
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

describe('a text of a contact whose threads share a conversation', () => {
  const open = (id: string): ThreadConversation => ({ ...closed(0), id, state: 'open', closedAt: null });
  const place = (...conversations: (ThreadConversation | null)[]) => {
    const placement = placeAmong(
      conversations.map((conversation) => ({ conversation })),
      5,
      now,
    );
    return placement.kind === 'join' ? placement.conversationId : null;
  };

  test('joins the open one with the latest text, whatever closed since', () => {
    expect(place(null, open('1'), open('2'))).toBe('1');
    expect(place({ ...closed(0), id: '3' }, open('1'))).toBe('1');
    expect(place({ ...open('1'), state: 'deleted' }, { ...open('2'), state: 'snoozed' })).toBe('2');
  });

  test('reopens the one that closed last, while it may', () => {
    expect(place({ ...closed(4), id: '1' }, { ...closed(2), id: '2' }, { ...closed(6), id: '3' })).toBe('2');
    expect(place(closed(5), closed(6))).toBeNull();
    expect(place()).toBeNull();
  });

  test('goes where a thread alone would have it go', () => {
    fc.assert(
      fc.property(fc.constantFrom('open', 'snoozed', 'closed', 'deleted'), fc.nat(20), (state, daysAgo) => {
        const thread = { conversation: { ...closed(daysAgo), state } };
        expect(placeAmong([thread], 5, now)).toEqual(placeText(thread, 5, now));
      }),
    );
  });
});

describe('a change of the rule', () => {
  test('is over when nothing accepted before can still wait', () => {
    const since = (daysAgo: number) => ({
      threadPerSince: new Date(now.getTime() - daysAgo * DAY).toISOString(),
    });
    expect(isChangingOver({ threadPerSince: null }, now)).toBe(false);
    expect(isChangingOver(since(30), now)).toBe(true);
    expect(isChangingOver(since(31), now)).toBe(false);
  });
});

describe('the keys of a thread', () => {
  const thread = { workspaceId: 'one', id: 'thread', address: '+14155550132', sender: '+14155550100' };

  test('differ by workspace, customer, sender and direction', () => {
    const keys = [
      inboundKey('sender', thread),
      inboundKey('sender', { ...thread, workspaceId: 'two' }),
      inboundKey('sender', { ...thread, address: '+14155550133' }),
      inboundKey('sender', { ...thread, sender: '+14155550101' }),
      outboundKey('sender', thread),
      outboundKey('sender', { ...thread, workspaceId: 'two' }),
      outboundKey('sender', { ...thread, id: 'other' }),
    ];
    expect(new Set(keys).size).toBe(keys.length);
  });

  test('are shared by our numbers only where they share a conversation', () => {
    const other = { ...thread, id: 'other', sender: '+14155550101' };
    expect(inboundKey('contact', other)).toBe(inboundKey('contact', thread));
    expect(outboundKey('contact', other)).toBe(outboundKey('contact', thread));
    const keys = (['sender', 'contact'] as const).flatMap((per) => [inboundKey(per, thread), outboundKey(per, thread)]);
    expect(new Set(keys).size).toBe(4);
    expect(inboundKey('contact', { ...thread, address: '+14155550133' })).not.toBe(inboundKey('contact', thread));
  });
});

describe('a closed conversation that a text was sent from', () => {
  const texted = (closedDaysAgo: number, textedDaysAgo: number): ThreadConversation => ({
    ...closed(closedDaysAgo),
    textedAt: new Date(now.getTime() - textedDaysAgo * DAY),
  });

  test.each([
    [100, 2, 5, 'join'],
    [100, 2, 0, 'join'],
    [100, 6.9, 0, 'join'],
    [100, 7.1, 5, 'start'],
    [100, 20, 30, 'join'],
    [1, 2, 5, 'join'],
    [1, 2, 0, 'start'],
    [6, 7, 5, 'start'],
  ])('closed %s, texted %s days ago, limit %s: %s', (closedAgo, textedAgo, days, kind) => {
    expect(placeText({ conversation: texted(closedAgo, textedAgo) }, days, now).kind).toBe(kind);
  });
});

describe('a text that waited', () => {
  const home = (id: string, state: Home['state'], daysAgo: number): Home => ({
    id,
    state,
    usedAt: new Date(now.getTime() - daysAgo * DAY),
  });
  const text = { conversationId: 'A', writtenAt: new Date(now.getTime() - 8 * DAY) };

  test.each<[string, Parameters<typeof homeOf>[1], Home[], string]>([
    ['nothing else was begun', 'closed', [home('A', 'closed', 9)], 'A'],
    ['the thread lives nowhere', null, [], 'A'],
    ['another was begun and is open', 'closed', [home('B', 'open', 2)], 'B'],
    ['another was begun and is snoozed', 'closed', [home('B', 'snoozed', 2)], 'B'],
    ['another was begun and closed', 'closed', [home('B', 'closed', 2)], 'B'],
    ['another was begun while its own is open', 'open', [home('B', 'open', 2)], 'B'],
    ['an older one is open, its own closed', 'closed', [home('B', 'open', 20)], 'B'],
    ['an older one is open, its own too', 'open', [home('B', 'open', 20)], 'A'],
    ['an older one is open, its own is a chat we do not know', null, [home('B', 'open', 20)], 'A'],
    ['an older one is closed, its own too', 'closed', [home('B', 'closed', 20)], 'A'],
    ['its own is deleted', 'deleted', [home('B', 'closed', 20)], 'B'],
    ['the other is deleted', 'closed', [home('B', 'deleted', 2)], 'A'],
    ['of several the one that is open', 'closed', [home('B', 'closed', 1), home('C', 'open', 3)], 'C'],
    ['of several the last used', 'closed', [home('B', 'open', 3), home('C', 'open', 1)], 'C'],
  ])('%s', (_what, written, homes, id) => {
    expect(homeOf(text, written, homes)).toBe(id);
  });
});
