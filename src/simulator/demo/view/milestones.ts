// Five things that a newcomer tries first: each is done once the records of both vendors show it.
import type { ConversationRecord, PartRecord } from '../../intercom/records.ts';
import { textFromBody } from '../../intercom/text.ts';
import type { MessageRecord } from '../../twilio/state.ts';
import type { Outage } from '../scene/fault-switches.ts';

export const MILESTONES = ['text', 'reply', 'repair', 'stop', 'outage'] as const;
export type Milestone = (typeof MILESTONES)[number];

export interface Records {
  conversations: readonly ConversationRecord[];
  messages: readonly MessageRecord[];
  outages: readonly Outage[];
}

export function milestonesIn(records: Records): Record<Milestone, boolean> {
  const { conversations, messages, outages } = records;
  const parts = conversations.flatMap(({ source, parts: later }) => [source, ...later]);
  const written = parts.filter(isCustomers);
  const sent = messages.filter(({ direction }) => direction === 'outbound-api');
  return {
    text: written.length > 0,
    reply: sent.some((message) => hasArrived(message) && !isAutomatic(message, parts)),
    repair: sent.some((failed) => isFailed(failed) && sent.some((again) => isRepair(again, failed))),
    stop: messages.some(({ direction, body }) => direction === 'inbound' && /^\s*stop\W*$/i.test(body)),
    outage: outages.some((outage) => isSurvived(outage, { messages, written, replies: parts.filter(isReply) })),
  };
}

/** The service shows what it answers by itself under a heading of its own. */
function isAutomatic({ body }: MessageRecord, parts: readonly PartRecord[]): boolean {
  return parts.some((part) => /^Automatic text:/.test(wordsOf(part)) && wordsOf(part).endsWith(body));
}

function isRepair(again: MessageRecord, failed: MessageRecord): boolean {
  return hasArrived(again) && again.createdAt > failed.createdAt && again.body === failed.body;
}

/** Something began while the vendor was away, and came to its end afterwards. */
function isSurvived(
  { from, to }: Outage,
  {
    messages,
    written,
    replies,
  }: { messages: readonly MessageRecord[]; written: readonly PartRecord[]; replies: readonly PartRecord[] },
): boolean {
  if (to === null) return false;
  const wasAway = (at: number): boolean => at >= from && at < to;
  // Intercom's times are whole seconds.
  const isAfter = (part: PartRecord): boolean => part.createdAt >= Math.floor(to / 1000);
  const isIn = messages.some(
    ({ direction, body, createdAt }) =>
      direction === 'inbound' && wasAway(createdAt) && written.some((part) => isAfter(part) && wordsOf(part) === body),
  );
  const isOut = replies.some(
    (part) =>
      wasAway(part.createdAt * 1000 + 999) &&
      messages.some((message) => message.createdAt >= to && hasArrived(message) && message.body === wordsOf(part)),
  );
  return isIn || isOut;
}

function wordsOf({ body }: PartRecord): string {
  return textFromBody(body ?? '');
}

function isCustomers({ author, body }: PartRecord): boolean {
  return (author.type === 'user' || author.type === 'lead') && body !== null;
}

function isReply({ author, partType, body }: PartRecord): boolean {
  return author.type === 'admin' && partType !== 'note' && body !== null;
}

function hasArrived({ status }: MessageRecord): boolean {
  return status === 'delivered' || status === 'read';
}

function isFailed({ status }: MessageRecord): boolean {
  return status === 'failed' || status === 'undelivered';
}
