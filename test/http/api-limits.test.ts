// The limit of an API key: told in every answer, shared by the API, agents and all processes.
import { createCallLimit } from '../../src/services/workspaces/limit-calls.ts';
import { WORKSPACE_ID } from '../../src/simulator/world.ts';
import { apiCaller, makeKey } from '../support/api-calls.ts';
import { knock } from '../support/door.ts';
import { expect, test } from '../support/jest-globals.ts';
import { closeStages, stage } from '../support/story.ts';

closeStages();

test('a key over its limit is refused until its minute is over', async () => {
  const { world } = await stage({ environment: { API_CALLS_PER_MINUTE: '4' } });
  const { key, id } = await makeKey(world);
  const call = apiCaller(world, key);
  const { status, headers } = await call('GET', '/numbers');
  expect([status, headers['ratelimit-policy'], headers['ratelimit']]).toEqual([
    200,
    '"key";q=4;w=60',
    '"key";r=3;t=60',
  ]);
  const mcp = { method: 'POST', path: '/mcp', body: '{"jsonrpc":"2.0","id":1,"method":"tools/list"}' };
  const accept = { accept: 'application/json, text/event-stream', 'content-type': 'application/json' };
  const askAgent = () => knock(world.serviceUrl, { ...mcp, headers: { ...accept, authorization: `Bearer ${key}` } });
  expect((await askAgent()).headers['ratelimit']).toMatch(/^"key";r=2;t=\d+$/);

  // Another process takes the rest.
  const workspace = await world.app.ctx.workspaces.get(WORKSPACE_ID);
  const other = createCallLimit(world.app.ctx, 4);
  const proved = { workspace, key: { id } } as Parameters<typeof other>[0];
  for (let turn = 0; turn < 5; turn += 1) await other(proved);

  const refused = await call('GET', '/numbers');
  expect(refused.body).toMatchObject({ type: 'urn:threadwire:problem:too-many', status: 429 });
  expect(Number(refused.headers['retry-after'])).toBeGreaterThan(50);
  expect(refused.headers['ratelimit']).toMatch(/^"key";r=0;t=\d+$/);
  expect((await askAgent()).status).toBe(429);
  const colleague = apiCaller(world, (await makeKey(world)).key);
  expect((await colleague('GET', '/numbers')).status).toBe(200);
});
