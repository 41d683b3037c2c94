// Calls of the API with a key. The door holds each answer against the description.
import { type Scope, scopes } from '../../src/domain/api-keys.ts';
import { within } from '../../src/services/context.ts';
import { makeApiKey } from '../../src/services/workspaces/api-keys.ts';
import { WORKSPACE_ID, type World } from '../../src/simulator/world.ts';
import { type Answer, knock } from './door.ts';

export interface Answered extends Omit<Answer, 'text'> {
  // biome-ignore lint/suspicious/noExplicitAny: the schema says what it is.
  body: any;
}

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
    const isLines = answer.type.startsWith('application/x-ndjson');
    const lines = () =>
      text
        .trim()
        .split('\n')
        .filter((line) => line !== '')
        .map((line) => JSON.parse(line));
    return { ...answer, body: isLines ? lines() : JSON.parse(text) };
  };
}
