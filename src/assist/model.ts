// The provider that asks a language model at any endpoint that speaks as OpenAI's does: masked, bounded, and checked when it answers.
import fs from 'node:fs';
import type OpenAI from 'openai';
import { type AssistAnswer, CATEGORIES, type Drafted, type Turn, type Usage } from '../domain/assist.ts';
import type { GuardedFetch } from '../lib/guarded-fetch.ts';
import type { Checked } from '../lib/schema.ts';
import { readClassified, readDrafted, readMood, readScored } from './answer-shapes.ts';
import { type Assistant, answer, noAnswer } from './assistant.ts';
import { createBuiltIn } from './built-in.ts';
import { inventions } from './inventions.ts';
import { Mask } from './masking.ts';
import { fetchForSdk, sdkFailure } from './model-wire.ts';

export interface ModelOptions {
  /** Such as https://api.example.com/v1. */
  url: string;
  key: string;
  model: string;
  fetch: GuardedFetch;
  timeoutMs: number;
  /** Numbers and e-mail addresses go out as placeholders. */
  masks: boolean;
}

type Prompt = 'classify' | 'draft' | 'analyze' | 'evaluate';

const MOST_TURNS = 60;
const MOST_KNOWN = 8;
const MOST_CHARACTERS = 4000;
const MOST_TOKENS = 700;

export function createModel(options: ModelOptions): Assistant {
  const builtIn = createBuiltIn();
  let client: Promise<OpenAI> | undefined;
  const ask = async <T>(
    prompt: Prompt,
    question: unknown,
    read: (json: unknown) => Checked<T>,
  ): Promise<AssistAnswer<T>> => {
    client ??= createClient(options);
    try {
      const completion = await (await client).chat.completions.create({
        model: options.model,
        messages: [
          { role: 'system', content: promptOf(prompt) },
          { role: 'user', content: JSON.stringify(question) },
        ],
        response_format: { type: 'json_object' },
        temperature: 0,
        max_tokens: MOST_TOKENS,
      });
      const usage = usageOf(completion, question);
      const checked = read(jsonIn(completion.choices?.[0]?.message?.content));
      return checked.ok ? answer(checked.value, usage) : noAnswer('garbage', usage);
    } catch (error) {
      const { failure, retryAfterMs } = await sdkFailure(error);
      return noAnswer(failure, { calls: 1, tokensIn: 0, tokensOut: 0 }, retryAfterMs);
    }
  };
  return {
    provider: 'model',
    classify: ({ text }) =>
      ask('classify', { categories: CATEGORIES, message: hider(options)(text) }, (json) => {
        const read = readClassified(json);
        const isOurs = read.ok && CATEGORIES.some((category) => category === read.value.category);
        return !read.ok || isOurs ? read : { ok: false, problem: 'category' };
      }),
    // A table of the workspace decides, and needs no model.
    route: (question) => builtIn.route(question),
    draft: async ({ turns, style, language, known }) => {
      const mask = new Mask();
      const hide = hider(options, mask);
      const texts = known.slice(0, MOST_KNOWN).map(({ kind, title, body }) => ({ kind, title, text: hide(body) }));
      const conversation = turns.slice(-MOST_TURNS).map((turn) => toEntry(turn, hide));
      const drafted = await ask<Drafted>('draft', { style, language, known: texts, conversation }, readDrafted);
      if (!drafted.ok) return drafted;
      const text = mask.show(drafted.value.text);
      if (inventions(text, { turns, known }).length > 0) return noAnswer('garbage', drafted.usage);
      return answer({ ...drafted.value, text }, drafted.usage);
    },
    analyze: ({ text }) => ask('analyze', { message: hider(options)(text) }, readMood),
    evaluate: ({ turns }) => {
      const hide = hider(options);
      return ask('evaluate', { conversation: turns.slice(-MOST_TURNS).map((turn) => toEntry(turn, hide)) }, readScored);
    },
  };
}

/** The library takes its memory when a model is first asked. It reads no variable of the environment and logs nothing. */
async function createClient({ url, key, fetch, timeoutMs }: ModelOptions): Promise<OpenAI> {
  const { default: Client } = await import('openai');
  return new Client({
    apiKey: key,
    baseURL: url,
    organization: null,
    project: null,
    maxRetries: 0,
    timeout: timeoutMs,
    logLevel: 'off',
    fetch: fetchForSdk(fetch, timeoutMs),
  });
}

const prompts = new Map<Prompt, string>();

function promptOf(prompt: Prompt): string {
  const read = prompts.get(prompt) ?? fs.readFileSync(new URL(`./${prompt}.prompt.md`, import.meta.url), 'utf8');
  prompts.set(prompt, read);
  return read;
}

function hider({ masks }: ModelOptions, mask = new Mask()): (text: string) => string {
  return (text) => {
    const bounded = text.slice(0, MOST_CHARACTERS).toWellFormed();
    return masks ? mask.hide(bounded) : bounded;
  };
}

function toEntry({ role, content }: Turn, hide: (text: string) => string) {
  return { role, content: hide(content) };
}

/** Some models put a fence around their JSON. Null where there is none. */
function jsonIn(content: unknown): unknown {
  if (typeof content !== 'string') return null;
  try {
    return JSON.parse(withoutFence(content.trim()));
  } catch {
    return null;
  }
}

function withoutFence(content: string): string {
  if (!content.startsWith('```') || !content.endsWith('```')) return content;
  return content.slice(content.indexOf('\n') + 1, -3);
}

/** An endpoint that does not count is counted for, four characters a token. */
function usageOf({ usage, choices }: OpenAI.ChatCompletion, question: unknown): Usage {
  const tokens = (count: unknown, characters: number) =>
    typeof count === 'number' && count >= 0 ? Math.round(count) : Math.ceil(characters / 4);
  const said = choices?.[0]?.message?.content?.length ?? 0;
  const asked = JSON.stringify(question).length;
  return { calls: 1, tokensIn: tokens(usage?.prompt_tokens, asked), tokensOut: tokens(usage?.completion_tokens, said) };
}
