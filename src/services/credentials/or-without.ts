// What the app may not do in a workspace is left out, and nothing fails of it: the doctor names the permission that lacks.
import { isForbidden } from '../../intercom/calls/errors.ts';
import type { Context } from '../context.ts';

/** Null: it was left out. The call is made each time, so that it is done again as soon as it is allowed. */
export async function orWithout<T>(
  ctx: Pick<Context, 'log'>,
  { id: workspaceId }: { id: string },
  what: string,
  call: () => Promise<T>,
): Promise<T | null> {
  try {
    return await call();
  } catch (error) {
    if (!isForbidden(error)) throw error;
    ctx.log.info({ workspaceId, what, reason: error.message }, 'something is left out that Intercom does not allow');
    return null;
  }
}
