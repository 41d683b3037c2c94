// The provider that asks services of a customer's own, over a wire that anybody can serve in an afternoon.
import type { AssistAnswer, AssistFailure, Turn } from '../domain/assist.ts';
import type { GuardedFetch } from '../lib/guarded-fetch.ts';
import type { Checked } from '../lib/schema.ts';
import { readClassified, readDrafted, readMood, readRouted, readScored } from './answer-shapes.ts';
import { ask } from './asking.ts';
import { type Assistant, answer, noAnswer } from './assistant.ts';

export interface ServicesOptions {
  /** Where the calls begin, such as https://ai.example.com. */
  url: string;
  /** Sent as a bearer token; null: none. */
  key: string | null;
  fetch: GuardedFetch;
  timeoutMs: number;
}

/** An article as a service is taught it. */
export interface TaughtArticle {
  title: string;
  content: string;
  tags: readonly string[];
}

/** Services can be taught articles, and name what customers asked in vain. */
export interface Services extends Assistant {
  teach(article: TaughtArticle): Promise<AssistAnswer<null>>;
  /** Their own words: nobody has set the shape. */
  gaps(): Promise<AssistAnswer<unknown>>;
}

const ONE_CALL = { calls: 1, tokensIn: 0, tokensOut: 0 };
const MOST_CHARACTERS = 20_000;

export function createServices({ url, key, fetch, timeoutMs }: ServicesOptions): Services {
  const headers: Record<string, string> = key === null ? {} : { authorization: `Bearer ${key}` };
  const base = url.replace(/\/+$/, '');
  const hear = (path: string, body?: unknown) =>
    ask(fetch, { url: `${base}${path}`, headers, timeoutMs, ...(body === undefined ? {} : { body }) });
  const call = async <T>(
    path: string,
    body: unknown,
    read: (json: unknown) => Checked<T>,
  ): Promise<AssistAnswer<T>> => {
    const heard = await hear(path, body);
    if (!heard.ok) return failed(heard);
    const checked = read(heard.json);
    return checked.ok ? answer(checked.value, ONE_CALL) : noAnswer('garbage', ONE_CALL);
  };
  return {
    provider: 'services',
    classify: ({ text }) => call('/classify', { subject: '', body: bounded(text) }, readClassified),
    route: ({ conversationId, category, urgency, sentiment }) =>
      call('/route', { ticket_id: conversationId, category, urgency, sentiment }, readRouted),
    draft: ({ conversationId, turns, style, language }) =>
      call(
        '/api/v1/draft',
        { ticket_id: conversationId, conversation: turns.map(toEntry), style, language },
        readDrafted,
      ),
    analyze: ({ contactId, text, channel }) =>
      call('/analyze', { customer_id: contactId, text: bounded(text), channel }, readMood),
    evaluate: ({ conversationId, agentId, turns }) =>
      call(
        '/evaluate',
        { conversation_id: conversationId, agent_id: agentId, messages: turns.map(toEntry) },
        readScored,
      ),
    teach: async ({ title, content, tags }) => {
      const heard = await hear('/articles', { title, content, tags, source: 'intercom-articles' });
      return heard.ok ? answer(null, ONE_CALL) : failed(heard);
    },
    gaps: async () => {
      const heard = await hear('/gaps');
      return heard.ok ? answer(heard.json, ONE_CALL) : failed(heard);
    },
  };
}

function failed({ failure, retryAfterMs }: { failure: AssistFailure; retryAfterMs: number | null }) {
  return noAnswer(failure, ONE_CALL, retryAfterMs);
}

function toEntry({ role, content }: Turn) {
  return { role, content: bounded(content) };
}

function bounded(text: string): string {
  return text.slice(0, MOST_CHARACTERS).toWellFormed();
}
