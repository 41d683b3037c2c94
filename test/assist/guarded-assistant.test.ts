// A provider that hangs, fails or costs too much is left alone for a while, and nobody waits for it.
import { type Assistant, answer, noAnswer } from '../../src/assist/assistant.ts';
import { createBuiltIn } from '../../src/assist/built-in.ts';
import { guardAssistant } from '../../src/assist/guarded-assistant.ts';
import { Spending } from '../../src/assist/spending.ts';
import type { AssistAnswer, Mood } from '../../src/domain/assist.ts';
import { ManualClock } from '../../src/lib/clock.ts';
import { expect, test } from '../support/jest-globals.ts';

const MOOD: Mood = { label: 'neutral', escalationRisk: 0, because: [] };
const USAGE = { calls: 1, tokensIn: 1000, tokensOut: 500 };
const question = { contactId: 'c', text: 'x', channel: 'sms' } as const;

function guarded(replies: (() => AssistAnswer<Mood> | Promise<AssistAnswer<Mood>>)[], mostCost: number | null = null) {
  const clock = new ManualClock(Date.UTC(2026, 0, 8, 12));
  const spending = new Spending(clock, { perMillionIn: 100, perMillionOut: 200 }, mostCost);
  let calls = 0;
  const analyze = async () => {
    calls += 1;
    return (replies.shift() ?? (() => answer(MOOD, USAGE)))();
  };
  const provider: Assistant = { ...createBuiltIn(), analyze };
  const assistant = guardAssistant(provider, { clock, timeoutMs: 20, spending });
  const outcome = async () => {
    const answered = await assistant.analyze(question);
    return answered.ok ? 'ok' : answered.failure;
  };
  return { clock, spending, outcome, assistant, calls: () => calls };
}

const failing =
  (failure: 'unreachable' | 'busy', retryAfterMs: number | null = null) =>
  () =>
    noAnswer(failure, USAGE, retryAfterMs);

test('a provider that hangs is given up in time', async () => {
  const { outcome } = guarded([() => new Promise(() => {})]);
  expect(await outcome()).toBe('timed-out');
  expect(await outcome()).toBe('ok');
});

test('five failures in a row bring a rest, then one call tries', async () => {
  const { outcome, clock, calls } = guarded(Array.from({ length: 6 }, () => failing('unreachable')));
  for (let at = 0; at < 5; at += 1) expect(await outcome()).toBe('unreachable');
  expect(await outcome()).toBe('resting');
  clock.advance(60_000);
  expect(await Promise.all([outcome(), outcome()])).toEqual(['unreachable', 'resting']);
  expect(await outcome()).toBe('resting');
  expect(calls()).toBe(6);
  clock.advance(60_000);
  expect(await outcome()).toBe('ok');
  expect(await outcome()).toBe('ok');
});

test('a provider that names a time is asked no sooner', async () => {
  const { assistant, outcome, clock } = guarded([failing('busy', 5000)]);
  expect(await outcome()).toBe('busy');
  expect(await assistant.analyze(question)).toMatchObject({ failure: 'resting', retryAfterMs: 5000 });
  clock.advance(5000);
  expect(await outcome()).toBe('ok');
});

test('a day’s budget ends the calls until the next day', async () => {
  const { outcome, spending, clock, calls } = guarded([failing('unreachable')], 0.4);
  expect([await outcome(), await outcome(), await outcome()]).toEqual(['unreachable', 'ok', 'over-budget']);
  expect(spending.today('sentiment')).toEqual({ calls: 2, tokensIn: 2000, tokensOut: 1000, cost: 0.4, failures: 1 });
  expect(spending.today('drafts').calls).toBe(0);
  clock.advance(12 * 3_600_000);
  expect(await outcome()).toBe('ok');
  expect(spending.today('sentiment').calls).toBe(1);
  expect(calls()).toBe(3);
});

test('a budget of nothing allows no call', async () => {
  const { outcome } = guarded([], 0);
  expect(await outcome()).toBe('over-budget');
});

test('the other tasks go through the guard as well', async () => {
  const { assistant, spending } = guarded([]);
  expect(await assistant.classify({ text: 'please cancel my subscription' })).toMatchObject({ ok: true });
  const routed = { conversationId: '1', category: null, urgency: null, sentiment: null, teams: [] };
  expect(await assistant.route(routed)).toMatchObject({ ok: true, value: { teamId: null } });
  expect(await assistant.evaluate({ conversationId: '1', agentId: null, turns: [] })).toMatchObject({ ok: true });
  expect(spending.today('triage')).toMatchObject({ calls: 0, failures: 0 });
});
