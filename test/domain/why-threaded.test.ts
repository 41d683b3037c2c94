// A customer's text tells why it joined a conversation or began one.

import type { Threaded } from '../../src/domain/texts/trace.ts';
import { whyPlaced } from '../../src/domain/texts/why-threaded.ts';
import { placeText, type ThreadConversation } from '../../src/domain/thread.ts';
import { expect, test } from '../support/jest-globals.ts';

const now = new Date('2026-11-30T09:00:00Z');
const daysAgo = (days: number) => new Date(now.getTime() - days * 86_400_000);
const conversation = (more: Partial<ThreadConversation>): ThreadConversation => ({
  id: '1',
  state: 'open',
  closedAt: null,
  tagged: true,
  ...more,
});

test.each<[Threaded, ThreadConversation | null]>([
  ['open', conversation({})],
  ['snoozed', conversation({ state: 'snoozed' })],
  ['closed-lately', conversation({ state: 'closed', closedAt: daysAgo(1) })],
  ['texted-since', conversation({ state: 'closed', closedAt: daysAgo(9), textedAt: daysAgo(5) })],
  ['first', null],
  ['deleted', conversation({ state: 'deleted' })],
  ['closed-long', conversation({ state: 'closed', closedAt: daysAgo(9) })],
])('the reason is %s', (why, seen) => {
  const placement = placeText({ conversation: seen }, 2, now);
  expect(whyPlaced(placement, seen === null ? [] : [seen])).toBe(why);
});
