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

/**
 * The same where all of a contact's texts share a conversation. Given the contact's threads, the one with the latest text
 * first: the first conversation that is not closed is joined, else the one that closed last, while it may be reopened.
 */
export function placeAmong(threads: readonly Pick<Thread, 'conversation'>[], reopenDays: number, now: Date): Placement {
  const joinable = threads.filter((thread) => placeText(thread, reopenDays, now).kind === 'join');
  const closedAt = ({ conversation }: (typeof threads)[number]) => (conversation?.closedAt ?? now).getTime();
  const [found] = joinable.some(isOpen)
    ? joinable.filter(isOpen)
    : joinable.toSorted((a, b) => closedAt(b) - closedAt(a));
  return found ? placeText(found, reopenDays, now) : { kind: 'start' };
}

function isOpen({ conversation }: Pick<Thread, 'conversation'>): boolean {
  return conversation?.state !== 'closed';
}

/** Whose texts share a conversation: a customer's with one of our numbers, or all of a contact's. */
export type ThreadPer = 'sender' | 'contact';

export type Pair = Pick<Thread, 'workspaceId' | 'address' | 'sender'>;

/** One order for a thread's texts from the customer, or for all of a customer's where they share a conversation … */
export function inboundKey(per: ThreadPer, { workspaceId, address, sender }: Pair): string {
  return per === 'contact' ? `${workspaceId}/in/${address}` : `${workspaceId}/in/${address}/${sender}`;
}

/** … and one for those to the customer. */
export function outboundKey(per: ThreadPer, thread: Pick<Thread, 'workspaceId' | 'id' | 'address'>): string {
  return `${thread.workspaceId}/out/${per === 'contact' ? thread.address : thread.id}`;
}

/** Those that its texts may stand under, by either rule. */
export function inboundKeys(thread: Pair): string[] {
  return (['sender', 'contact'] as const).map((per) => inboundKey(per, thread));
}

/** Longer than an uninstalled workspace's jobs rest: what was accepted under the rule before is settled by then. */
const SETTLED_AFTER_MS = 31 * 86_400_000;

/** Whether texts may still wait in the order of the rule before. */
export function isChangingOver({ threadPerSince: since }: { threadPerSince: string | null }, now: Date): boolean {
  return since !== null && now.getTime() - Date.parse(since) < SETTLED_AFTER_MS;
}
