// Tells why a customer's text joined a conversation, or began one, from what the rule of placing it saw.
import type { Placement, ThreadConversation } from '../thread.ts';
import type { Threaded } from './trace.ts';

/** `seen`: the conversations that it could have joined. */
export function whyPlaced(placement: Placement, seen: readonly ThreadConversation[]): Threaded {
  if (placement.kind === 'start') return whyStarted(seen);
  const joined = seen.find(({ id }) => id === placement.conversationId);
  if (joined?.state !== 'closed') return joined?.state === 'snoozed' ? 'snoozed' : 'open';
  const { closedAt, textedAt } = joined;
  return textedAt && closedAt && textedAt > closedAt ? 'texted-since' : 'closed-lately';
}

function whyStarted(seen: readonly ThreadConversation[]): Threaded {
  if (seen.length === 0) return 'first';
  return seen.every(({ state }) => state === 'deleted') ? 'deleted' : 'closed-long';
}
