// Reads items of Intercom's webhooks as the service does.
import type { Conversation } from '../../src/domain/conversation.ts';
import { type Happening, parseNotification } from '../../src/intercom/notifications.ts';
import { conversation, SECONDS } from '../fixtures/intercom-webhooks.ts';

export const now = new Date('2026-11-30T12:00:00Z');
/** When the fixtures happened. */
export const at = new Date(SECONDS * 1000);

/** Reads the news of an item, or the problem with it. */
export function readItem(topic: string, item: unknown): Happening | string {
  const envelope = { type: 'notification_event', app_id: 'ws1', topic, created_at: SECONDS, data: { item } };
  const parsed = parseNotification(envelope, now);
  return parsed.ok ? parsed.notification.happening : parsed.problem;
}

/** The conversation in which an agent replied, with these fields. */
export function repliedConversation(given: object = {}): Conversation {
  const happening = readItem('conversation.admin.replied', conversation(given));
  if (typeof happening === 'string' || happening.kind !== 'conversation') throw new Error(JSON.stringify(happening));
  return happening.conversation;
}
