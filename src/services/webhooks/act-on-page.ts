// Tries and replays endpoints as an admin asks for it on the page.
import type { CommandOf } from '../../domain/settings/commands.ts';
import type { Saved } from '../../domain/settings/saved.ts';
import { type Editor, problem, type SettingsContext } from '../changes/change.ts';
import { replayEndpoint, testEndpoint } from './change-endpoints.ts';

const HOUR_MS = 3_600_000;

export async function tryEndpoint(ctx: SettingsContext, editor: Editor, id: string): Promise<Saved> {
  const tested = await testEndpoint(ctx, editor, id);
  if ('problems' in tested) return tested;
  const { answered, failure } = tested;
  if (failure !== null) return problem({ kind: 'endpoint-not-reached', answered, failure });
  return { ok: true, done: [{ kind: 'endpoint-reached' }] };
}

export async function replayLately(
  ctx: SettingsContext,
  editor: Editor,
  { id, hours, onlyFailed }: CommandOf<'replay-endpoint'>,
): Promise<Saved> {
  const since = hours === null ? null : new Date(ctx.clock.now() - hours * HOUR_MS);
  const done = await replayEndpoint(ctx, editor, id, { since, until: null, onlyFailed });
  return 'problems' in done ? done : { ok: true, done: [done] };
}
