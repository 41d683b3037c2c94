// Proves the key of a call: whose it is, and what it may do.
import { type ApiKey, isUsable, workspaceOf } from '../../domain/api-keys.ts';
import { hashOf } from '../../lib/sealed.ts';
import { findApiKey, markKeyUsed } from '../../store/workspaces/api-keys.ts';
import { type Context, nowOf, type OpenWorkspace } from '../context.ts';

/** A key that was revoked by another process still works for so long. */
const KEPT_MS = 5_000;
/** The time of the last use is exact to this. */
const MARKED_EVERY_MS = 60_000;
/** Guesses must not fill the memory. */
const MOST_KEPT = 10_000;

export interface Proved {
  workspace: OpenWorkspace;
  key: ApiKey;
}

export type KeyRing = (key: string) => Promise<Proved | null>;

/** Null for a key that does not exist, was revoked or has expired, and for one of a workspace that uninstalled the app. */
export function createKeyRing(ctx: Context): KeyRing {
  const kept = new Map<string, { readAt: number; found: Promise<ApiKey | undefined> }>();
  const marked = new Map<string, number>();

  function find(workspaceId: string, hash: string): Promise<ApiKey | undefined> {
    const known = kept.get(hash);
    if (known && performance.now() - known.readAt < KEPT_MS) return known.found;
    const found = findApiKey(ctx.database.within(workspaceId), workspaceId, hash);
    if (kept.size >= MOST_KEPT) kept.clear();
    const entry = { readAt: performance.now(), found };
    kept.set(hash, entry);
    // Only keys that exist stay: a guess is not worth the room, nor is a failure.
    found.then(
      (key) => key === undefined && kept.get(hash) === entry && kept.delete(hash),
      () => kept.get(hash) === entry && kept.delete(hash),
    );
    return found;
  }

  return async (text) => {
    const workspaceId = workspaceOf(text);
    const workspace = workspaceId === null ? undefined : await ctx.workspaces.find(workspaceId);
    if (!workspace || workspace.intercomToken === null) return null;
    const key = await find(workspace.id, hashOf(text));
    const now = nowOf(ctx);
    if (!key || !isUsable(key, now)) return null;
    const last = marked.get(key.id) ?? key.lastUsedAt?.getTime() ?? 0;
    if (now.getTime() - last >= MARKED_EVERY_MS) {
      if (marked.size >= MOST_KEPT) marked.clear();
      marked.set(key.id, now.getTime());
      await markKeyUsed(ctx.database.within(workspace.id), workspace.id, key.id, now);
    }
    return { workspace, key };
  };
}
