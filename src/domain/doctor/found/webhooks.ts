// Findings about Intercom's webhooks: which ones come, in which form, and the cost of an outage.
import type { News } from '../../news.ts';
import type { CatchUpReason } from '../outage.ts';

/** When a webhook with this news came last; null: never so far. */
export interface Heard {
  news: News;
  at: string | null;
}

/** The subject of a topic, where the doctor knows when a webhook should have come. */
export type TopicSubject = 'agent-replies' | 'bot-replies' | 'closings' | 'customer-messages' | 'openings';

export type WebhookFound =
  | {
      check: 'topics';
      kind: 'stopped' | 'never-came' | 'no-reply-yet' | 'nothing-yet' | 'replies-come';
      heard: readonly Heard[];
    }
  | MissedTopicFound
  | TagTopicsFound
  | { check: 'webhook-version'; kind: 'whole' | 'plain'; last: string }
  /** `what`: the topic, and the place in it that is not as documented. */
  | { check: 'unreadable'; kind: 'unreadable'; what: string; times: number }
  | OutageFound;

export interface MissedTopicFound {
  check: 'missed-topic';
  kind: 'missed';
  topic: string;
  /** Null: the topic names itself. */
  subject: TopicSubject | null;
  /** When something happened that it tells of. */
  happened: string;
  heard: string | null;
  /** We read once a day what it would have told. */
  isReadDaily: boolean;
}

/** A rule waits for tags, and Intercom told of none although we put one on a contact. */
export interface TagTopicsFound {
  check: 'tag-topics';
  kind: 'silent';
  topics: readonly string[];
  happened: string;
  heard: string | null;
}

interface Outage {
  check: 'outage';
  reason: CatchUpReason;
  since: string;
  until: string;
}

export type OutageFound =
  | (Outage & { kind: 'still-reading'; conversations: number })
  /** `holdHours`: older replies were not texted. */
  | (Outage & { kind: 'found'; replies: number; texts: number; holdHours: number })
  /** `unread`: conversations; null where there were more than we read. */
  | (Outage & { kind: 'not-all-read'; unread: number | null });
