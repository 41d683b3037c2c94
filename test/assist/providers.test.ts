// One contract for three providers: each task is answered, each answer is whole, and each failure is a value.
import { createBuiltIn } from '../../src/assist/built-in.ts';
import { createModel } from '../../src/assist/model.ts';
import { createServices } from '../../src/assist/services.ts';
import type { AssistAnswer, Known, Turn } from '../../src/domain/assist.ts';
import { createGuardedFetch } from '../../src/lib/guarded-fetch.ts';
import { assist, MODEL_OPTIONS, SERVICE_OPTIONS, traffic, withAssistServices } from '../support/assist-services.ts';
import { expect, test } from '../support/jest-globals.ts';

withAssistServices();

const turns: readonly Turn[] = [
  { role: 'customer', content: 'hi, where is my parcel? call me at 0171 2345678 or maya@example.com', at: 0 },
  { role: 'agent', content: 'Hello! It is on its way.', at: 60_000 },
  { role: 'customer', content: 'when will the delivery of my parcel arrive', at: 120_000 },
];
const known: readonly Known[] = [
  { kind: 'template', title: 'Delivery of a parcel', body: 'Parcels arrive within two days.', language: 'en' },
];
const draftQuestion = { conversationId: '7', turns, style: 'friendly', language: 'en', known };

const providers = {
  'built-in': () => createBuiltIn(),
  services: (timeoutMs?: number) => createServices(SERVICE_OPTIONS(timeoutMs)),
  model: (timeoutMs?: number) => createModel(MODEL_OPTIONS(timeoutMs)),
};

function answerOf<T>(answered: AssistAnswer<T>): T {
  if (!answered.ok) throw new Error(answered.failure);
  return answered.value;
}

const isShare = (share: number) => share >= 0 && share <= 1;

test.each(Object.entries(providers))('%s answers every task', async (name, make) => {
  const provider = make();
  expect(provider.provider).toBe(name);
  const classified = answerOf(await provider.classify({ text: 'where is my parcel, it was due for delivery' }));
  expect(classified).toMatchObject({ category: 'delivery', urgency: expect.stringMatching(/normal|high/) });
  expect(isShare(classified.confidence)).toBe(true);
  const { category, urgency, sentiment } = answerOf(
    await provider.classify({ text: 'you charged me twice, invoice!' }),
  );
  const teams = [{ teamId: '814', adminId: null, categories: ['billing'] }];
  const routed = answerOf(await provider.route({ conversationId: '7', category, urgency, sentiment, teams }));
  expect(routed).toMatchObject({ teamId: '814', adminId: null });
  const drafted = answerOf(await provider.draft(draftQuestion));
  expect(drafted.text.length).toBeGreaterThan(10);
  expect(isShare(drafted.confidence)).toBe(true);
  const analysis = { contactId: 'c1', text: 'unacceptable, my lawyer calls', channel: 'sms' as const };
  const mood = answerOf(await provider.analyze(analysis));
  expect(mood.label).toBe('negative');
  expect(mood.escalationRisk).toBeGreaterThanOrEqual(0.5);
  const scored = answerOf(await provider.evaluate({ conversationId: '7', agentId: 'a1', turns }));
  expect(isShare(scored.overall)).toBe(true);
  expect(scored.dimensions.map(({ name: dimension }) => dimension)).toEqual(
    expect.arrayContaining(['answered', 'tone']),
  );
});

const remote = Object.entries(providers).filter(([name]) => name !== 'built-in');

test.each(remote)('%s tells each failure as a value', async (_, make) => {
  const outcome = async (timeoutMs?: number) => {
    const answered = await make(timeoutMs).classify({ text: 'hello' });
    return answered.ok ? 'ok' : [answered.failure, answered.retryAfterMs];
  };
  const fault = async (kind: Parameters<typeof assist.faults.add>[0], timeoutMs?: number) => {
    assist.faults.add({ ...kind, times: 1 });
    return outcome(timeoutMs);
  };
  expect(await fault({ kind: 'status', status: 500 })).toEqual(['unreachable', null]);
  expect(await fault({ kind: 'status', status: 401 })).toEqual(['refused', null]);
  expect(await fault({ kind: 'status', status: 429, headers: { 'retry-after': '30' } })).toEqual(['busy', 30_000]);
  expect(await fault({ kind: 'status', status: 302, headers: { location: 'http://10.0.0.1/' } })).toEqual([
    'bad-address',
    null,
  ]);
  expect(await fault({ kind: 'hang-up-before' })).toEqual(['unreachable', null]);
  const json = { 'content-type': 'application/json' };
  for (const body of ['not json', '[]', '"x"', `"${'x'.repeat(600_000)}"`])
    expect(await fault({ kind: 'status', status: 200, headers: json, body })).toEqual(['garbage', null]);
  expect(await fault({ kind: 'delay', ms: 400 }, 100)).toEqual(['timed-out', null]);
});

test('a private address is asked only where the operator allows it', async () => {
  const fetch = createGuardedFetch({ privateHosts: [], loopback: false });
  const services = createServices({ ...SERVICE_OPTIONS(), fetch });
  expect(await services.classify({ text: 'x' })).toMatchObject({ ok: false, failure: 'bad-address' });
  const model = createModel({ ...MODEL_OPTIONS(), url: 'https://127.0.0.1:1/v1', fetch });
  expect(await model.classify({ text: 'x' })).toMatchObject({ ok: false, failure: 'bad-address' });
  expect(traffic.exchanges).toEqual([]);
});

test('services are asked as their wire says', async () => {
  const services = createServices(SERVICE_OPTIONS());
  await services.classify({ text: 'hello' });
  await services.draft(draftQuestion);
  await services.analyze({ contactId: 'c1', text: 'hello', channel: 'sms' });
  await services.evaluate({ conversationId: '7', agentId: 'a1', turns: turns.slice(1, 2) });
  expect(await services.teach({ title: 'T', content: 'C', tags: ['Help'] })).toMatchObject({ ok: true });
  expect(await services.gaps()).toMatchObject({ ok: true, value: [{ question: 'Do you ship to Iceland?', asked: 3 }] });
  const asked = traffic.exchanges.map(({ method, path, requestBody }) => [`${method} ${path}`, requestBody]);
  expect(asked[0]).toEqual(['POST /classify', '{"subject":"","body":"hello"}']);
  expect(JSON.parse(asked[1]?.[1] ?? '')).toEqual({
    ticket_id: '7',
    conversation: turns.map(({ role, content }) => ({ role, content })),
    style: 'friendly',
    language: 'en',
  });
  expect(asked[2]).toEqual(['POST /analyze', '{"customer_id":"c1","text":"hello","channel":"sms"}']);
  expect(asked[3]).toEqual([
    'POST /evaluate',
    '{"conversation_id":"7","agent_id":"a1","messages":[{"role":"agent","content":"Hello! It is on its way."}]}',
  ]);
  expect(assist.articles).toEqual([{ title: 'T', content: 'C', tags: ['Help'], source: 'intercom-articles' }]);
});

test('a service’s own words are read, and control characters are left out', async () => {
  const services = createServices(SERVICE_OPTIONS());
  const say = (body: unknown) => assist.faults.add({ kind: 'status', status: 200, body, times: 1 });
  say({ category: 'VIP billing', urgency: 'Critical', sentiment: 'frustrated', reason: '\u001b[31mred\u202e' });
  expect(answerOf(await services.classify({ text: 'x' }))).toMatchObject({
    category: 'vip billing',
    urgency: 'urgent',
    sentiment: null,
    because: [{ kind: 'told', text: '[31mred' }],
  });
  say({ category: '<b>x</b>', urgency: 'low', sentiment: 'neutral' });
  expect(await services.classify({ text: 'x' })).toMatchObject({ failure: 'garbage' });
  say({ group_id: '../1', admin_id: 12 });
  const question = { conversationId: '7', category: null, urgency: null, sentiment: null, teams: [] };
  expect(answerOf(await services.route(question))).toMatchObject({ teamId: null, adminId: '12' });
  say({ overall_score: 7, dimensions: {}, coaching_notes: [] });
  expect(await services.evaluate({ conversationId: '7', agentId: null, turns })).toMatchObject({ failure: 'garbage' });
});
