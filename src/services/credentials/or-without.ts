// Leaves out a call that Intercom does not allow. Nothing else fails because of it, and the doctor names the missing permission.
import { isForbidden } from '../../intercom/calls/errors.ts';
import type { Context } from '../context.ts';

/** Null: it was left out. The call is made each time, so it works again as soon as Intercom allows it. */
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
