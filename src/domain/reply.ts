// Parts of a conversation that may become texts, and the reasons against the others.
import type { Conversation, Part } from './conversation.ts';
import type { News } from './news.ts';
import type { Settings } from './settings/settings.ts';

/** Reasons against texting a part that nobody needs to be told. */
export type Unsent =
  | 'note'
  | 'event'
  | 'unlisted'
  | 'taken-back'
  | 'echo'
  | 'bot'
  | 'not-an-admin'
  | 'nothing-said'
  | 'not-sms'
  | 'chat';

/** Parts that were written to be read by the customer: messages of people or bots on our side that still stand. */
export function isFromOurSide(part: Part): boolean {
  return part.kind === 'message' && !part.takenBack && (part.author.type === 'admin' || part.author.type === 'bot');
}

/** Words of our side in a part of an unknown kind. They are counted, and not texted. */
export function isUnlisted(part: Part): boolean {
  return part.kind === 'unlisted' && part.body !== null && (part.author.type === 'admin' || part.author.type === 'bot');
}

/** The parts of a webhook to look at: the opening message where an admin started the conversation, else the new parts. */
export function partsToRelay(news: News, conversation: Conversation): Part[] {
  const { source } = conversation;
  const opening = news === 'agent-started' && source && !isUnclear(source) ? [source] : [];
  return [...opening, ...conversation.parts].filter(isFromOurSide);
}

/** A webhook that says that something was written, and leaves out the words. */
export function isWakeUp(news: News, conversation: Conversation): boolean {
  if (news === 'customer-replied') return false;
  if (news === 'agent-started') return isUnclear(conversation.source);
  return conversation.partsMissing || (news === 'agent-replied' && conversation.parts.length === 0);
}

/** An opening message that came without its author or its words. */
function isUnclear(source: Part | null): boolean {
  if (source === null) return true;
  if (source.kind !== 'message' || source.takenBack) return false;
  return source.author.type === 'other' || (source.body === null && source.files === 0);
}

/** A person wrote the part, and expects it to arrive. */
export function isPersons(part: Pick<Part, 'author' | 'byAi'>): boolean {
  return part.author.type !== 'bot' && !part.byAi;
}

/** Null when the part is to be texted. */
export function whyUnsent(part: Part, settings: Pick<Settings, 'botReplies'>): Unsent | null {
  if (part.kind !== 'message') return part.kind;
  if (part.takenBack) return 'taken-back';
  if (part.author.type !== 'admin' && part.author.type !== 'bot') return 'not-an-admin';
  if (!isPersons(part) && settings.botReplies === 'never') return 'bot';
  if (part.body === null && part.files === 0) return 'nothing-said';
  return null;
}
