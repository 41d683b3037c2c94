// Calls of the API with a key, each answer of which is held against the description.
import { operations } from '../../src/domain/api/catalogue.ts';
import { problemSchema } from '../../src/domain/api/schemas.ts';
import { type Scope, scopes } from '../../src/domain/api-keys.ts';
import { compileBody } from '../../src/lib/checked-input.ts';
import { within } from '../../src/services/context.ts';
import { makeApiKey } from '../../src/services/workspaces/api-keys.ts';
import { WORKSPACE_ID, type World } from '../../src/simulator/world.ts';
import { type Answer, knock } from './door.ts';
import { expect } from './jest-globals.ts';

export interface Answered extends Omit<Answer, 'text'> {
  // biome-ignore lint/suspicious/noExplicitAny: the schema says what it is.
  body: any;
}

const checks = operations.map(({ id, method, path, answer }) => ({
  ...{ id, method, check: compileBody(answer) },
  pattern: new RegExp(`^${path.replaceAll(/\{\w+\}/g, '[^/]+')}$`),
}));
const checkProblem = compileBody(problemSchema);

export async function makeKey(world: World, may: readonly Scope[] = scopes, expiresAt: Date | null = null) {
  const { ctx } = world.app;
  const workspace = await ctx.workspaces.get(WORKSPACE_ID);
  const changer = { workspace, adminId: null };
  const made = await makeApiKey(within(ctx, WORKSPACE_ID), changer, { name: 'Shop', scopes: may, expiresAt });
  return made ?? { id: '', key: '' };
}

/** `path`: below `/api/v1`. */
export function apiCaller({ serviceUrl }: World, key: string) {
  return async (method: string, path: string, body?: unknown, more: Record<string, string> = {}): Promise<Answered> => {
    const json = body === undefined ? {} : { 'content-type': 'application/json' };
    const headers = { authorization: `Bearer ${key}`, ...json, ...more };
    const sent = body === undefined ? '' : typeof body === 'string' ? body : JSON.stringify(body);
    const { text, ...answer } = await knock(serviceUrl, { method, path: `/api/v1${path}`, headers, body: sent });
    const answered = { ...answer, body: JSON.parse(text) };
    const at = path.split('?')[0] ?? '';
    const called = checks.find((one) => one.method === method && one.pattern.test(at));
    const check = answer.status === 200 ? called?.check : checkProblem;
    const faults = check === undefined ? [] : check(answered.body);
    expect({ method, path, faults }).toEqual({ method, path, faults: [] });
    return answered;
  };
}
