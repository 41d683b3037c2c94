// The API, as a customer's own system calls it.
import { Validator } from '@seriousme/openapi-schema-validator';
import { catalogue, type OperationId } from '../../src/domain/api/catalogue.ts';
import type { Scope } from '../../src/domain/api-keys.ts';
import { bodyCheck } from '../../src/lib/checked-input.ts';
import { within } from '../../src/services/context.ts';
import { makeApiKey, revokeKey } from '../../src/services/workspaces/api-keys.ts';
import type { Admin } from '../../src/simulator/people.ts';
import { WORKSPACE_ID, type World } from '../../src/simulator/world.ts';
import { knock } from '../support/door.ts';
import { beforeAll, describe, expect, test } from '../support/jest-globals.ts';
import { closeStagesAtEnd, stage } from '../support/story.ts';

closeStagesAtEnd();

const DAY_MS = 86_400_000;
let world: World;
let theo: Admin;
let key: string;

async function makeKey(scopes: readonly Scope[], expiresAt: Date | null = null): Promise<{ id: string; key: string }> {
  const { ctx } = world.app;
  const workspace = await ctx.workspaces.get(WORKSPACE_ID);
  const changer = { workspace, adminId: null };
  const made = await makeApiKey(within(ctx, WORKSPACE_ID), changer, { name: 'Shop', scopes, expiresAt });
  return made ?? { id: '', key: '' };
}

async function call(path: string, headers: Record<string, string> = { authorization: `Bearer ${key}` }) {
  const answer = await knock(world.serviceUrl, { method: 'GET', path: `/api/v1${path}`, headers });
  return { status: answer.status, type: answer.type, headers: answer.headers, body: JSON.parse(answer.text) };
}

/** The answer of a call, which keeps to its description. */
async function answerOf(id: OperationId, path: string) {
  const { status, body } = await call(path);
  expect({ path, status, faults: bodyCheck(catalogue[id].answer)(body) }).toEqual({ path, status: 200, faults: [] });
  return body;
}

/** An answer that refuses, without its sentences. */
const refusal = ({ status, type, body }: Awaited<ReturnType<typeof call>>) => ({
  ...{ status, type, code: body.type, errors: body.errors },
});

beforeAll(async () => {
  const cast = await stage();
  ({ world, theo } = cast);
  ({ key } = await makeKey(['read']));
  cast.maya.texts('Is my boat ready?');
  await world.settle();
  theo.replies('Tomorrow, at noon.');
  await world.settle();
  cast.maya.texts('STOP');
  await world.settle();
});

describe('texts', () => {
  test('are listed newest first, in pages', async () => {
    const { data, next_cursor: cursor } = await answerOf('listTexts', '/texts?limit=2');
    expect(data.map(({ body, direction, status }: never) => [body, direction, status])).toEqual([
      ['STOP', 'in', 'received'],
      ['Tomorrow, at noon.', 'out', 'delivered'],
    ]);
    const rest = await answerOf('listTexts', `/texts?limit=2&cursor=${cursor}`);
    expect(rest.data.map(({ body }: { body: string }) => body)).toEqual(['Is my boat ready?']);
    expect(rest.next_cursor).toBeNull();
  });

  test('are found by number, conversation, status, direction and time', async () => {
    const [conversation] = theo.conversations();
    const counts = async (query: Record<string, string>) =>
      (await answerOf('listTexts', `/texts?${new URLSearchParams(query)}`)).data.length;
    expect(await counts({ number: '(415) 555-0132' })).toBe(3);
    expect(await counts({ number: '+14155550199' })).toBe(0);
    expect(await counts({ conversation_id: conversation?.id ?? '' })).toBe(3);
    expect(await counts({ conversation_id: 'another' })).toBe(0);
    expect(await counts({ status: 'delivered' })).toBe(1);
    expect(await counts({ status: 'canceled' })).toBe(0);
    expect(await counts({ direction: 'in' })).toBe(2);
    expect(await counts({ since: new Date(Date.now() + DAY_MS).toISOString() })).toBe(0);
    expect(await counts({ until: '2100-01-01T00:00:00+02:00' })).toBe(3);
  });

  test('tell what became of them and why', async () => {
    const { data } = await answerOf('listTexts', '/texts?direction=out');
    const text = await answerOf('readText', `/texts/${data[0].id}`);
    expect(text).toMatchObject({ to: '+14155550132', from: world.ourNumber, reason: null, body: 'Tomorrow, at noon.' });
    expect(text.events.at(-1)).toMatchObject({ status: 'delivered', source: 'callback', error_code: null });
    expect(text.trace.map(({ step }: { step: string }) => step)).toContain('allowed');
  });
});

test('consent is told with its evidence', async () => {
  const listed = await answerOf('listConsents', '/consents?state=opted-out');
  expect(listed.data).toMatchObject([{ number: '+14155550132', state: 'opted-out' }]);
  const one = await answerOf('readConsent', '/consents/+14155550132');
  expect(one).toMatchObject({ state: 'opted-out', scope: 'workspace', evidence: [{ words: 'STOP' }] });
  expect(await answerOf('readConsent', '/consents/(415)%20555-0199')).toEqual({
    ...{ number: '+14155550199', state: 'none', scope: 'workspace', evidence: [] },
  });
});

test('numbers are listed, the preferred one first', async () => {
  const { data } = await answerOf('listNumbers', '/numbers');
  expect(data[0]).toMatchObject({ number: world.ourNumber, is_preferred: true, country: 'US' });
});

describe('a call is refused', () => {
  test('without a key, and with a wrong, revoked or old one', async () => {
    const { id, key: revoked } = await makeKey(['read']);
    const { key: brief } = await makeKey(['read'], new Date(world.app.ctx.clock.now() - 1_000));
    const { ctx } = world.app;
    const changer = { workspace: await ctx.workspaces.get(WORKSPACE_ID), adminId: null };
    expect(await revokeKey(within(ctx, WORKSPACE_ID), changer, { id, name: 'Shop' })).toBe(true);
    expect(await revokeKey(within(ctx, WORKSPACE_ID), changer, { id, name: 'Shop' })).toBe(false);
    const keys = [
      '',
      'Basic x',
      `Bearer ${key}x`,
      `Bearer ${key.slice(0, -2)}AA`,
      `Bearer ${revoked}`,
      `Bearer ${brief}`,
    ];
    for (const authorization of keys) {
      const answer = await call('/numbers', authorization === '' ? {} : { authorization });
      expect([authorization, refusal(answer)]).toEqual([
        authorization,
        { status: 401, type: 'application/problem+json', code: 'urn:threadwire:problem:unauthenticated', errors: [] },
      ]);
      expect(answer.headers['www-authenticate']).toBe('Bearer');
    }
  });

  test('with a key that may not read', async () => {
    const { key: sender } = await makeKey(['send', 'consent', 'admin']);
    const answer = await call('/numbers', { authorization: `Bearer ${sender}` });
    expect(refusal(answer)).toMatchObject({ status: 403, code: 'urn:threadwire:problem:forbidden' });
  });

  test.each([
    ['/texts?limit=0', ['/limit']],
    ['/texts?limit=1e9', ['/limit']],
    ['/texts?limit=ten&direction=up', ['/direction', '/limit']],
    ['/texts?colour=red', ['/colour']],
    [
      '/texts?since=yesterday&until=2026-01-08T13:05:00&cursor=older&number=call',
      ['/cursor', '/number', '/since', '/until'],
    ],
    ['/texts?number=%00', ['/number']],
    ['/consents?cursor=x', ['/cursor']],
    ['/consents?state=maybe', ['/state']],
  ])('for %s, with each value that is wrong', async (path, places) => {
    const { status, body } = await call(path);
    expect([status, body.errors.map(({ at }: { at: string }) => at).sort()]).toEqual([400, places]);
  });

  test.each([
    ['/texts/nothing', 404],
    ['/texts/01900000-0000-7000-8000-000000000000', 404],
    ['/consents/nobody', 404],
    ['/nothing', 404],
  ])('for %s, which is not there', async (path, status) => {
    expect(refusal(await call(path))).toMatchObject({ status, code: 'urn:threadwire:problem:not-found' });
  });
});

test('the description is whole, and names every call', async () => {
  const { status, body } = await call('/openapi.json', {});
  expect(status).toBe(200);
  expect(await new Validator().validate(structuredClone(body))).toMatchObject({ valid: true });
  const named = Object.values(body.paths as Record<string, Record<string, { operationId: string }>>).flatMap((path) =>
    Object.values(path).map(({ operationId }) => operationId),
  );
  expect(named.sort()).toEqual(Object.keys(catalogue).sort());
});

test('the page of the description has every call, and no script', async () => {
  const { status, headers, text } = await knock(world.serviceUrl, { method: 'GET', path: '/api/docs' });
  expect(status).toBe(200);
  const named = [...text.matchAll(/<section class="card" id="(\w+)"/g)].map(([, id]) => id);
  expect(named.sort()).toEqual([...Object.keys(catalogue), 'refusals'].sort());
  expect(text).not.toMatch(/<script|style=|src=/);
  expect(headers['content-security-policy']).toBe(
    "default-src 'none'; style-src 'self'; img-src data:; form-action 'none'; frame-ancestors 'none'; base-uri 'none'",
  );
});

test('the use of a key is noted, to the minute', async () => {
  const { db } = within(world.app.ctx, WORKSPACE_ID);
  const rows = await db.selectFrom('api_keys').select(['name', 'last_used_at', 'hash']).execute();
  expect(rows.some(({ last_used_at: at }) => at !== null)).toBe(true);
  expect(JSON.stringify(rows)).not.toContain(key.slice(-43));
});
