// The Model Context Protocol, as the official client of an AI agent speaks it.
import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { StreamableHTTPClientTransport } from '@modelcontextprotocol/sdk/client/streamableHttp.js';
import type { Scope } from '../../src/domain/api-keys.ts';
import { toolCalls } from '../../src/http/api/mcp-tools.ts';
import type { Customer } from '../../src/simulator/people.ts';
import type { World } from '../../src/simulator/world.ts';
import { makeKey } from '../support/api-calls.ts';
import { knock } from '../support/door.ts';
import { beforeAll, expect, test } from '../support/jest-globals.ts';
import { closeStagesAtEnd, stage } from '../support/story.ts';

closeStagesAtEnd();

let world: World;
let maya: Customer;
let agent: Client;

async function connect(scopes?: readonly Scope[]): Promise<Client> {
  const { key } = await makeKey(world, scopes);
  const client = new Client({ name: 'test', version: '1' });
  const requestInit = { headers: { authorization: `Bearer ${key}` } };
  const transport = new StreamableHTTPClientTransport(new URL(`${world.serviceUrl}/mcp`), { requestInit });
  // Its optional members are typed for a compiler with looser rules.
  await client.connect(transport as Parameters<Client['connect']>[0]);
  return client;
}

async function use(name: string, given: Record<string, unknown>, client = agent) {
  const { isError = false, content } = await client.callTool({ name, arguments: given });
  const [{ text = '' } = {}] = content as { text?: string }[];
  return { isError, said: JSON.parse(text) };
}

beforeAll(async () => {
  ({ world, maya } = await stage());
  maya.texts('Is my boat ready?');
  await world.settle();
  agent = await connect();
});

test('the tools are the calls that the key may make', async () => {
  const { tools } = await agent.listTools();
  expect(tools.map(({ name }) => name).sort()).toEqual(Object.keys(toolCalls).sort());
  const reader = await connect(['read']);
  const names = (await reader.listTools()).tools.map(({ name }) => name);
  expect(names).toContain('text_history');
  expect(names).not.toContain('change_consent');
  const source = 'Asked';
  const refused = await use('change_consent', { number: maya.number, state: 'opted-out', source }, reader);
  expect(refused).toMatchObject({ isError: true, said: { reason: 'forbidden' } });
});

test('an agent reads the history and the state of a text', async () => {
  const { said } = await use('text_history', { number: maya.number, limit: 1 });
  expect(said.data).toMatchObject([{ body: 'Is my boat ready?', status: 'received' }]);
  const text = await use('text_state', { id: said.data[0].id });
  expect(text).toMatchObject({ isError: false, said: { from: maya.number, events: expect.any(Array) } });
});

test('an agent changes consent with its source', async () => {
  const number = '+14155550178';
  const source = 'Asked on the phone';
  expect((await use('change_consent', { number, state: 'opted-out', source })).said).toMatchObject({ changed: true });
  expect((await use('consent', { number })).said).toMatchObject({ state: 'opted-out', evidence: [{ reason: source }] });
});

test('an agent’s text that comes again goes once', async () => {
  const asked = { to: '+14155550179', body: 'Your boat is ready.', idempotency_key: 'boat-1' };
  const { said } = await use('send_text', asked);
  expect([(await use('send_text', asked)).said, said.status]).toEqual([said, 'queued']);
  const other = await use('send_text', { ...asked, body: 'Another' });
  expect(other).toMatchObject({ isError: true, said: { reason: 'key-reused' } });
  const wrong = await use('send_text', { ...asked, idempotency_key: 'two words' });
  expect(wrong).toMatchObject({ isError: true, said: { errors: [{ at: '/idempotency-key' }] } });
  const misplaced = await use('text_history', { idempotency_key: 'boat-1' });
  expect(misplaced).toMatchObject({ isError: true, said: { errors: [{ at: '/idempotency_key' }] } });
  const { tools } = await agent.listTools();
  const takers = tools.filter(({ inputSchema: { properties } }) => properties && 'idempotency_key' in properties);
  expect(takers.map(({ name }) => name)).toEqual(['send_text']);
});

test('a refusal is an answer with its reason', async () => {
  const gone = await use('text_state', { id: '01900000-0000-7000-8000-000000000000' });
  expect(gone).toMatchObject({ isError: true, said: { reason: 'not-found' } });
  const wrong = await use('text_history', { limit: 0, colour: 'red' });
  const places = wrong.said.errors.map(({ at }: { at: string }) => at).sort();
  expect([wrong.isError, places]).toEqual([true, ['/colour', '/limit']]);
  await expect(use('nothing', {})).rejects.toThrow('unknown tool');
});

test('nobody comes in without a key, nor with a broken body', async () => {
  const knocked = async (headers: Record<string, string>, body: string) => {
    const answer = await knock(world.serviceUrl, { method: 'POST', path: '/mcp', headers, body });
    return [answer.status, JSON.parse(answer.text).type];
  };
  const json = { 'content-type': 'application/json', accept: 'application/json, text/event-stream' };
  expect(await knocked(json, '{}')).toEqual([401, 'urn:threadwire:problem:unauthenticated']);
  const { key } = await makeKey(world);
  const authorization = `Bearer ${key}`;
  expect(await knocked({ ...json, authorization }, '{')).toEqual([400, 'urn:threadwire:problem:invalid']);
  for (const body of ['{}', '[]', '[{"jsonrpc":"2.0","id":1,"method":"tools/list"}]'])
    expect((await knocked({ ...json, authorization }, body))[0]).toBe(400);
});
