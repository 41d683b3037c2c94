// Intercom's webhooks as a story changes them: kept back, read again, or sent late.
import type { World } from '../../src/simulator/world.ts';

interface Item extends Record<string, unknown> {
  conversation_parts: { conversation_parts: { id: string; author: Record<string, unknown> }[] };
}

export const repliedTopic = 'conversation.admin.replied';

/** The item of a topic's newest notification, sent or kept back. */
export function lastItem(world: World, topic = repliedTopic): Item {
  const entry = world.workspace.webhookLog().findLast((one) => one.topic === topic);
  const { data }: { data: { item: Item } } = JSON.parse(entry?.body ?? '{}');
  return data.item;
}

/** Does something that no webhook tells of, and returns the item that one of this topic would have had. */
export function unannounced(world: World, act: () => unknown, topic = repliedTopic): Item {
  const topics = world.intercom.subscribedTopics;
  world.intercom.subscribedTopics = [];
  act();
  world.intercom.subscribedTopics = topics;
  return lastItem(world, topic);
}

/** Lets time pass in which no webhook leaves Intercom, nor will later. */
export async function withoutWebhooks(world: World, meanwhile: () => unknown): Promise<void> {
  const topics = world.intercom.subscribedTopics;
  world.intercom.subscribedTopics = [];
  await meanwhile();
  world.intercom.subscribedTopics = topics;
}

/** From now on Intercom sends no webhooks of these topics. */
export function muteWebhooks({ intercom }: World, topics = /./): void {
  intercom.subscribedTopics = intercom.subscribedTopics.filter((topic) => !topics.test(topic));
}
