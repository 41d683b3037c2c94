// A thread: one customer's address and one of our numbers, and the conversation it lives in now.
import type { ConversationState } from './conversation.ts';

export interface Thread {
  workspaceId: string;
  id: string;
  address: string;
  sender: string;
  contactId: string | null;
  /** The conversation that the next text joins, if the rule lets it. */
  conversation: ThreadConversation | null;
  /** Set while a new conversation is being made and it is not known whether it was. */
  creatingSince: Date | null;
}

export interface ThreadConversation {
  id: string;
  state: ConversationState | 'deleted';
  closedAt: Date | null;
  tagged: boolean;
}

/** Where a customer's text goes: into the conversation at hand, or a new one. */
export type Placement = { kind: 'join'; conversationId: string } | { kind: 'start' };

/**
 * An open or snoozed conversation is joined; a closed one is reopened for `reopenDays` days after it
 * closed, after that a new one is started.
 */
export function placeText(thread: Pick<Thread, 'conversation'>, reopenDays: number, now: Date): Placement {
  const { conversation } = thread;
  if (!conversation || conversation.state === 'deleted') return { kind: 'start' };
  if (conversation.state !== 'closed') return { kind: 'join', conversationId: conversation.id };
  const closedFor = now.getTime() - (conversation.closedAt?.getTime() ?? now.getTime());
  return closedFor < reopenDays * 86_400_000 ? { kind: 'join', conversationId: conversation.id } : { kind: 'start' };
}

/** One order for a thread's texts from the customer … */
export function inboundKey(workspaceId: string, address: string, sender: string): string {
  return `${workspaceId}/in/${address}/${sender}`;
}

/** … and one for those to the customer. */
export function outboundKey(workspaceId: string, threadId: string): string {
  return `${workspaceId}/out/${threadId}`;
}
