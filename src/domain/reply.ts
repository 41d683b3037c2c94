// Which parts of a conversation may become texts, and why the others do not.
import type { Conversation, Part } from './conversation.ts';
import type { News } from './news.ts';
import type { Settings } from './settings/settings.ts';

/** Why a part is not texted without anybody having to be told. */
export type Unsent = 'note' | 'echo' | 'bot' | 'not-an-admin' | 'nothing-said' | 'not-sms' | 'chat';

/** Parts that may have been written to be read by the customer: by people or bots on our side, and no notes. */
export function isFromOurSide(part: Part): boolean {
  return part.kind !== 'note' && (part.author.type === 'admin' || part.author.type === 'bot');
}

/** The parts of a webhook to look at: the opening message where an admin started the conversation, else the new parts. */
export function partsToRelay(news: News, conversation: Conversation): Part[] {
  const opening = news === 'agent-started' && conversation.source ? [conversation.source] : [];
  return [...opening, ...conversation.parts].filter(isFromOurSide);
}

/** Whether a webhook says that something was written without saying what. */
export function isWakeUp(news: News, conversation: Conversation): boolean {
  if (news === 'customer-replied') return false;
  if (news === 'agent-started') return conversation.source === null;
  return conversation.partsMissing || (news === 'agent-replied' && conversation.parts.length === 0);
}

/** Null when the part is to be texted. */
export function whyUnsent(part: Part, settings: Pick<Settings, 'botReplies'>): Unsent | null {
  if (part.kind === 'note') return 'note';
  if (part.author.type !== 'admin' && part.author.type !== 'bot') return 'not-an-admin';
  if ((part.author.type === 'bot' || part.byAi) && settings.botReplies === 'never') return 'bot';
  if (part.body === null && part.files === 0) return 'nothing-said';
  return null;
}
