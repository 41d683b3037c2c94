// Counts each refused request of a vendor's URL, by route and reason, and by workspace where it is known.
import type { Context as KoaContext, Middleware } from 'koa';
import { AppError, type ErrorCode } from '../../domain/errors.ts';
import type { RefusedCounter } from '../../services/refused/count-refused.ts';
import type { WorkspaceDirectory } from '../../services/workspace-directory.ts';

const reasons: Partial<Record<ErrorCode, string>> = {
  invalid: 'unreadable',
  'not-found': 'wrong-address',
};

/** Marks the request with the reason to count, and returns the error to throw. The workspace defaults to the one in the URL. */
export function refuse(
  ctx: Pick<KoaContext, 'state'>,
  reason: string,
  error: AppError,
  workspaceId?: string,
): AppError {
  ctx.state.refusal = { reason, ...(workspaceId === undefined ? {} : { workspaceId }) };
  return error;
}

export function countRefusals(door: { refusals: RefusedCounter; workspaces: WorkspaceDirectory }): Middleware {
  return async (ctx, next) => {
    const called = vendorUrl(ctx.path);
    if (called === null) return next();
    const { route } = called;
    try {
      await next();
      if (ctx.status !== 404 || ctx.body !== undefined) return;
      door.refusals.count({ route, reason: 'wrong-address', ...(await known(door.workspaces, called.workspaceId)) });
    } catch (error) {
      const reason = error instanceof AppError ? (reasons[error.code] ?? error.code) : 'failed';
      door.refusals.count({
        route,
        reason,
        ...(await known(door.workspaces, called.workspaceId)),
        ...ctx.state.refusal,
      });
      throw error;
    }
  };
}

/** The vendor's URL that a path is, or looks like; null for any other path. */
function vendorUrl(path: string): { route: string; workspaceId?: string } | null {
  const [, first, second, third, fourth] = path.split('/', 5);
  if (first === 'canvas') return { route: 'canvas' };
  if (first !== 'webhooks') return null;
  if (second === 'intercom') return { route: third === 'uninstalled' ? 'intercom-uninstalled' : 'intercom' };
  if (second !== 'twilio') return null;
  const route = fourth === 'messages' || fourth === 'status' ? `twilio-${fourth}` : 'twilio';
  const workspaceId = decoded(third);
  return { route, ...(workspaceId === undefined ? {} : { workspaceId }) };
}

function decoded(part: string | undefined): string | undefined {
  try {
    return part && decodeURIComponent(part);
  } catch {
    return undefined;
  }
}

/** Guessed ids of workspaces must not become rows. */
async function known(workspaces: WorkspaceDirectory, id: string | undefined): Promise<{ workspaceId?: string }> {
  if (id === undefined) return {};
  try {
    return (await workspaces.find(id)) ? { workspaceId: id } : {};
  } catch {
    // The database is away, and the refusal already says so.
    return {};
  }
}
