// Reads the frame of a page: what is stored of its workspace and its reader, without a question to a vendor.
import type { PageFrame } from '../../domain/page-frame.ts';
import { mayChangeSettings } from '../../domain/role.ts';
import { findOwner, type StoredSession } from '../../store/workspaces/sessions.ts';
import { type Context, nowOf, type OpenWorkspace } from '../context.ts';
import { readOpen } from '../doctor/read-open.ts';

/** A request adds the page, the admin who asks, and the outcome of a form. */
export type FrameRequest = Pick<PageFrame, 'place' | 'csrf' | 'nonce' | 'flash' | 'typed' | 'problems'> & {
  session: StoredSession;
};

export async function readFrame(
  ctx: Context,
  workspace: OpenWorkspace,
  { session, ...said }: FrameRequest,
): Promise<PageFrame> {
  const { id, name, region, timezone, settings } = workspace;
  const readAt = nowOf(ctx);
  const mayChange = mayChangeSettings(session.role);
  const [open, owner] = await Promise.all([readOpen(ctx, workspace), mayChange ? null : findOwner(ctx.db, id)]);
  return {
    ...said,
    workspace: { id, name, region, timeZone: timezone },
    admin: { id: session.adminId, name: session.name, role: session.role },
    mayChange,
    owner,
    isPaused: settings.isPaused,
    open,
    facts: {},
    readAt,
  };
}
