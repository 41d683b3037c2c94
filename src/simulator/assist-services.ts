// A reference of the services that a customer can put beside us, and a pretend language model: simple rules, true to the wire.
import Koa from 'koa';
import type { Clock } from '../lib/clock.ts';
import { Faults } from './stand-in/faults.ts';
import { bodyTextOf, startStandIn } from './stand-in/stand-in.ts';
import type { Traffic } from './stand-in/traffic.ts';

export interface AssistStandIn {
  /** Where the services' calls begin; the model's begin at `/v1` below it. */
  url: string;
  faults: Faults;
  /** Articles that it was taught, oldest first. */
  articles: readonly TaughtArticle[];
  /** The model's next answers; without one it answers by the rules. */
  say(content: string): void;
  close(): Promise<void>;
}

interface TaughtArticle {
  title: string;
  content: string;
  tags: string[];
  source: string;
}

type Body = Record<string, unknown>;

export const ASSIST_KEY = 'assist-key';
export const ASSIST_MODEL = 'pretend-1';

const CATEGORIES: readonly [string, RegExp][] = [
  ['billing', /invoice|charged|refund|rechnung|factura/i],
  ['delivery', /parcel|delivery|package|paket|paquete/i],
  ['account', /password|log ?in|passwort|clave/i],
];

export async function startAssistServices(options: { clock: Clock; traffic: Traffic }): Promise<AssistStandIn> {
  const faults = new Faults();
  const articles: TaughtArticle[] = [];
  const said: string[] = [];
  const app = new Koa();
  app.use(async (ctx) => {
    // No vendor describes these calls.
    ctx.state.isBeyondDescription = true;
    if (ctx.get('authorization') !== `Bearer ${ASSIST_KEY}`) {
      ctx.status = 401;
      ctx.body = { error: 'the key is wrong' };
      return;
    }
    const body = ctx.method === 'POST' ? (JSON.parse(bodyTextOf(ctx)) as Body) : {};
    const answer = answerTo(`${ctx.method} ${ctx.path}`, body, { articles, said });
    ctx.status = answer === undefined ? 404 : 200;
    ctx.body = answer ?? { error: 'no such call' };
  });
  const server = await startStandIn({ service: 'assist', app, faults, ...options });
  return { ...server, faults, articles, say: (content) => void said.push(content) };
}

function answerTo(call: string, body: Body, kept: { articles: TaughtArticle[]; said: string[] }): unknown {
  const text = (name: string) => String(body[name] ?? '');
  switch (call) {
    case 'POST /classify':
      return classify(text('body'));
    case 'POST /route':
      return text('category') === 'billing' ? { group_id: 814, admin_id: null } : {};
    case 'POST /api/v1/draft':
      return draft(entriesOf(body['conversation']));
    case 'POST /analyze':
      return { ...moodOf(text('text')), timestamp: '2026-01-08T13:05:00Z' };
    case 'POST /evaluate':
      return evaluate(entriesOf(body['messages']));
    case 'POST /articles':
      kept.articles.push(body as unknown as TaughtArticle);
      return { ok: true };
    case 'GET /gaps':
      return [{ question: 'Do you ship to Iceland?', asked: 3 }];
    case 'POST /v1/chat/completions':
      return complete(body, kept.said.shift());
    default:
      return undefined;
  }
}

interface Entry {
  role: string;
  content: string;
}

function entriesOf(value: unknown): Entry[] {
  return Array.isArray(value) ? (value as Entry[]) : [];
}

function classify(text: string) {
  const [category] = CATEGORIES.find(([, words]) => words.test(text)) ?? ['other'];
  return { category, urgency: /now|sofort|ya\b/i.test(text) ? 'urgent' : 'normal', sentiment: moodOf(text).label };
}

function moodOf(text: string) {
  const isAngry = /lawyer|unacceptable|terrible|anwalt/i.test(text);
  const isHappy = /thank|great|danke|gracias/i.test(text);
  return { label: isAngry ? 'negative' : isHappy ? 'positive' : 'neutral', escalation_risk: isAngry ? 0.8 : 0.1 };
}

function draft(entries: readonly Entry[]) {
  const asked = entries.findLast(({ role }) => role === 'customer')?.content ?? '';
  const isAbout = CATEGORIES.find(([, words]) => words.test(asked))?.[0];
  if (isAbout === undefined) return { draft: '', confidence: 0 };
  return { draft: `Thank you for writing. We are looking into your ${isAbout} question.`, confidence: 0.7 };
}

function evaluate(entries: readonly Entry[]) {
  const answered = entries.some(({ role }) => role === 'agent') ? 1 : 0;
  return {
    overall_score: answered ? 0.8 : 0.1,
    dimensions: { answered, tone: 0.8 },
    coaching_notes: answered ? [] : ['Nobody answered.'],
  };
}

/** Does as the prompt of the task asks, from the customer's words alone. */
function complete(body: Body, said: string | undefined) {
  const [, user] = entriesOf(body['messages']);
  const question = JSON.parse(user?.content ?? '{}') as { message?: string; known?: unknown; conversation?: Entry[] };
  const entries = entriesOf(question.conversation);
  const answer =
    question.message === undefined
      ? question.known === undefined
        ? evaluate(entries)
        : draft(entries)
      : { ...classify(question.message), ...moodOf(question.message), category: categoryOf(question.message) };
  const content = said ?? JSON.stringify(answer);
  return {
    id: 'chatcmpl-1',
    object: 'chat.completion',
    created: 1,
    model: body['model'],
    choices: [{ index: 0, finish_reason: 'stop', message: { role: 'assistant', content } }],
    usage: { prompt_tokens: 120, completion_tokens: 30, total_tokens: 150 },
  };
}

function categoryOf(message: string): string {
  const { category } = classify(message);
  return category === 'other' ? 'product' : category;
}
