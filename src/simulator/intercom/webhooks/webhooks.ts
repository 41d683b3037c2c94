// Intercom's webhooks: their topics, envelope and signature, and how answers change the subscription.
import { createHmac } from 'node:crypto';
import type { Clock } from '../../../lib/clock.ts';
import type { PostOffice } from '../../stand-in/post-office.ts';
import type { BodyFormat } from '../conversations/conversation-payloads.ts';
import type { Json } from '../payloads.ts';
import { permissionForTopic } from '../permissions.ts';
import type { Subject, WorkspaceState } from '../state.ts';
import { webhookItem } from './webhook-items.ts';

export const WEBHOOK_TOPICS: readonly string[] = [
  'conversation.user.created',
  'conversation.user.replied',
  'conversation.admin.replied',
  'conversation.admin.noted',
  'conversation.admin.closed',
  'conversation.admin.opened',
  'conversation.admin.snoozed',
  'conversation.admin.assigned',
  'conversation.admin.open.assigned',
  'conversation.admin.single.created',
  'conversation.operator.replied',
  'conversation.deleted',
  'conversation_part.redacted',
  'ticket.created',
  'ticket.admin.replied',
  'ticket.contact.replied',
  'ticket.note.created',
  'ticket.closed',
  'ticket.state.updated',
  'contact.user.created',
  'contact.user.updated',
  'contact.lead.created',
  'contact.lead.updated',
  'contact.merged',
  'contact.deleted',
  'contact.archived',
  'contact.unarchive',
  'contact.unsubscribed',
  'granular.subscribe',
  'granular.unsubscribe',
  'contact.user.tag.created',
  'contact.lead.tag.created',
  'conversation_part.tag.created',
];

/** The outcome of one notification; `answers` has one status an attempt, null for no answer. */
export interface WebhookLogEntry {
  readonly id: string | null;
  readonly workspaceId: string;
  readonly topic: string;
  readonly body: string;
  readonly postedAt: number;
  readonly answers: (number | null)[];
  fate:
    | 'waiting'
    | 'delivered'
    | 'failed'
    | 'not subscribed'
    | 'not installed'
    | 'no permission'
    | 'no url'
    | 'subscription disabled';
}

// https://developers.intercom.com/docs/webhooks/webhook-notifications, "Handling": one retry after a minute; 410 ends
// the subscription; 429 holds everything back for one minute up to two hours, and what is older than that is dropped.
const RETRY_MS = 60_000;
const LONGEST_THROTTLE_MS = 2 * 60 * 60_000;
const ANSWER_WITHIN_MS = 5000;

export class Webhooks {
  readonly #clock: Clock;
  readonly #postOffice: PostOffice;
  readonly #secret: string;
  readonly #random: () => number;
  readonly #log: WebhookLogEntry[] = [];
  readonly #withdrawals = new Map<WebhookLogEntry, () => void>();
  #url: string | undefined;
  #disabled = false;
  #throttleMs = 0;
  #throttledUntil = 0;
  topics: readonly string[] = WEBHOOK_TOPICS;
  format: BodyFormat = 'html';

  constructor(options: { clock: Clock; postOffice: PostOffice; secret: string; random: () => number }) {
    this.#clock = options.clock;
    this.#postOffice = options.postOffice;
    this.#secret = options.secret;
    this.#random = options.random;
  }

  get log(): readonly WebhookLogEntry[] {
    return this.#log;
  }

  get url(): string | undefined {
    return this.#url;
  }

  /** True once the URL answered 410, until a URL is saved again. */
  get disabled(): boolean {
    return this.#disabled;
  }

  /** As saving the URL in the Developer Hub does: the subscription is in force again. */
  saveUrl(url: string): void {
    this.#url = url;
    this.#disabled = false;
    this.#throttleMs = 0;
    this.#throttledUntil = 0;
  }

  announce(workspace: WorkspaceState, topic: string, subject: Subject): void {
    this.post(workspace, topic, webhookItem(workspace, topic, subject, this.format));
  }

  /** Posts any item; `overrides` replace fields of the envelope. */
  post(workspace: WorkspaceState, topic: string, item: unknown, overrides: Record<string, unknown> = {}): void {
    const now = Math.floor(this.#clock.now() / 1000);
    const envelope: Json = {
      type: 'notification_event',
      app_id: workspace.id,
      data: { type: 'notification_event_data', item },
      links: {},
      id: `notif_${randomUuid(this.#random)}`,
      topic,
      delivery_status: 'pending',
      delivery_attempts: 1,
      delivered_at: 0,
      first_sent_at: now,
      created_at: now,
      self: null,
      ...overrides,
    };
    const entry: WebhookLogEntry = {
      id: typeof envelope.id === 'string' ? envelope.id : null,
      workspaceId: workspace.id,
      topic,
      body: JSON.stringify(envelope),
      postedAt: this.#clock.now(),
      answers: [],
      fate: this.#fateOf(workspace, topic),
    };
    this.#log.push(entry);
    if (entry.fate === 'waiting' && this.#url !== undefined) this.#dispatch(this.#url, entry);
  }

  /** Asks the URL with HEAD, as saving it in the Developer Hub does; null when nothing answers. */
  async checkUrl(): Promise<number | null> {
    if (this.#url === undefined) return null;
    try {
      const response = await fetch(this.#url, { method: 'HEAD', signal: AbortSignal.timeout(ANSWER_WITHIN_MS) });
      return response.status;
    } catch {
      // No answer is an answer here: the URL would be refused.
      return null;
    }
  }

  #fateOf(workspace: WorkspaceState, topic: string): WebhookLogEntry['fate'] {
    if (!workspace.installed) return 'not installed';
    // A ping is always on.
    if (topic !== 'ping' && !this.topics.includes(topic)) return 'not subscribed';
    const permission = permissionForTopic(topic);
    if (permission !== null && workspace.withdrawn.has(permission)) return 'no permission';
    if (this.#url === undefined) return 'no url';
    return this.#disabled ? 'subscription disabled' : 'waiting';
  }

  #dispatch(url: string, entry: WebhookLogEntry): void {
    let failures = 0;
    const withdraw = this.#postOffice.post({
      url,
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        'user-agent': 'intercom-parrot-service-client/1.0',
        'x-hub-signature': `sha1=${createHmac('sha1', this.#secret).update(entry.body).digest('hex')}`,
      },
      body: entry.body,
      dueAt: Math.max(this.#clock.now(), this.#throttledUntil),
      timeoutMs: ANSWER_WITHIN_MS,
      label: `intercom ${entry.topic}`,
      retry: ({ status }) => {
        entry.answers.push(status);
        if (this.#disabled) return null;
        if (status === 410) return this.#disable();
        if (status === 429) return this.#throttle(entry);
        failures += 1;
        return failures === 1 ? RETRY_MS : null;
      },
      onAnswer: (answer) => this.#settle(entry, answer?.status ?? null),
    });
    this.#withdrawals.set(entry, withdraw);
  }

  #settle(entry: WebhookLogEntry, status: number | null): void {
    this.#withdrawals.delete(entry);
    const arrived = status !== null && status >= 200 && status < 300;
    if (arrived) entry.answers.push(status);
    if (arrived) this.#throttleMs = 0;
    entry.fate = arrived ? 'delivered' : 'failed';
  }

  #disable(): null {
    this.#disabled = true;
    for (const [entry, withdraw] of this.#withdrawals) {
      withdraw();
      entry.fate = 'subscription disabled';
    }
    this.#withdrawals.clear();
    return null;
  }

  #throttle(entry: WebhookLogEntry): number | null {
    const now = this.#clock.now();
    if (now >= this.#throttledUntil) {
      this.#throttleMs = Math.min(this.#throttleMs === 0 ? RETRY_MS : this.#throttleMs * 2, LONGEST_THROTTLE_MS);
      this.#throttledUntil = now + this.#throttleMs;
    }
    return this.#throttledUntil - entry.postedAt > LONGEST_THROTTLE_MS ? null : this.#throttledUntil - now;
  }
}

export function randomUuid(random: () => number): string {
  const digits = Array.from({ length: 32 }, () => Math.floor(random() * 16).toString(16)).join('');
  return digits.replace(/^(.{8})(.{4}).(.{3}).(.{3})(.{12})$/, '$1-$2-4$3-a$4-$5');
}
