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
  /** Set while a new conversation is being made, until its outcome is known. */
  creatingSince: Date | null;
}

export interface ThreadConversation {
  id: string;
  state: ConversationState | 'deleted';
  closedAt: Date | null;
  /** When a text was last sent from it while it was closed. */
  textedAt?: Date | null;
  tagged: boolean;
}

/** The place for a customer's text: the conversation at hand, or a new one. */
export type Placement = { kind: 'join'; conversationId: string } | { kind: 'start' };

/** An answer finds the closed conversation that a text was sent from for at least this long. */
const ANSWER_DAYS = 7;

/**
 * An open or snoozed conversation is joined; a closed one is reopened for `reopenDays` days after it
 * closed, after that a new one is started. A text that was sent from it since then begins the time anew.
 */
export function placeText(thread: Pick<Thread, 'conversation'>, reopenDays: number, now: Date): Placement {
  const { conversation } = thread;
  if (!conversation || conversation.state === 'deleted') return { kind: 'start' };
  if (conversation.state !== 'closed') return { kind: 'join', conversationId: conversation.id };
  const closedAt = conversation.closedAt ?? now;
  const wasTexted = lastUse(conversation, now) > closedAt;
  const days = wasTexted ? Math.max(reopenDays, ANSWER_DAYS) : reopenDays;
  const restedFor = now.getTime() - lastUse(conversation, now).getTime();
  return restedFor < days * 86_400_000 ? { kind: 'join', conversationId: conversation.id } : { kind: 'start' };
}

/** The later of two times: a closed conversation was closed, or a text was last sent from it. */
function lastUse({ closedAt, textedAt }: ThreadConversation, now: Date): Date {
  const closed = closedAt ?? now;
  return textedAt && textedAt > closed ? textedAt : closed;
}

/** A conversation where a thread lives, and when it was last begun, texted from or written to. */
export interface Home {
  id: string;
  state: ConversationState | 'deleted';
  usedAt: Date;
}

/**
 * The conversation for a text that was written in one and goes later. It stays there, unless the thread has moved on
 * meanwhile: to one that is open, or from one that is closed. `written`: the state of the first, null where it is unknown.
 */
export function homeOf(
  text: { conversationId: string; writtenAt: Date },
  written: ConversationState | 'deleted' | null,
  homes: readonly Home[],
): string {
  const { conversationId, writtenAt } = text;
  const alive = homes.filter(({ state }) => state !== 'deleted').toSorted((a, b) => +b.usedAt - +a.usedAt);
  const home = alive.find(({ state }) => state !== 'closed') ?? alive[0];
  if (home === undefined || home.id === conversationId) return conversationId;
  if (written === 'deleted') return home.id;
  const movedOn = home.usedAt > writtenAt;
  const isOver = written === 'closed';
  const isOpen = home.state !== 'closed';
  return (isOpen && (isOver || movedOn)) || (isOver && movedOn) ? home.id : conversationId;
}

/**
 * As `placeText`, where all of a contact's texts share a conversation. `threads`: the contact's, the one with the latest text
 * first. The first conversation that is not closed is joined, else the one that closed last, while it may be reopened.
 */
export function placeAmong(threads: readonly Pick<Thread, 'conversation'>[], reopenDays: number, now: Date): Placement {
  const joinable = threads.filter((thread) => placeText(thread, reopenDays, now).kind === 'join');
  const closedAt = ({ conversation }: (typeof threads)[number]) => (conversation ? +lastUse(conversation, now) : +now);
  const [found] = joinable.some(isOpen)
    ? joinable.filter(isOpen)
    : joinable.toSorted((a, b) => closedAt(b) - closedAt(a));
  return found ? placeText(found, reopenDays, now) : { kind: 'start' };
}

function isOpen({ conversation }: Pick<Thread, 'conversation'>): boolean {
  return conversation?.state !== 'closed';
}

/** The texts that share a conversation: a customer's with one of our numbers, or all of a contact's. */
export type ThreadPer = 'sender' | 'contact';

export type Pair = Pick<Thread, 'workspaceId' | 'address' | 'sender'>;

/** The key that keeps a customer's texts in order: one a thread, or one a customer where all share a conversation. */
export function inboundKey(per: ThreadPer, { workspaceId, address, sender }: Pair): string {
  return per === 'contact' ? `${workspaceId}/in/${address}` : `${workspaceId}/in/${address}/${sender}`;
}

/** The same for texts to the customer. */
export function outboundKey(per: ThreadPer, thread: Pick<Thread, 'workspaceId' | 'id' | 'address'>): string {
  return `${thread.workspaceId}/out/${per === 'contact' ? thread.address : thread.id}`;
}

/** The keys that a thread's texts may have, by either rule. */
export function inboundKeys(thread: Pair): string[] {
  return (['sender', 'contact'] as const).map((per) => inboundKey(per, thread));
}

/** Jobs of an uninstalled workspace rest for less than this, so all texts of the earlier rule are settled by then. */
const SETTLED_AFTER_MS = 31 * 86_400_000;

/** Texts may still wait in the order of the earlier rule. */
export function isChangingOver({ threadPerSince: since }: { threadPerSince: string | null }, now: Date): boolean {
  return since !== null && now.getTime() - Date.parse(since) < SETTLED_AFTER_MS;
}
