// The address at which others fetch a file of ours, or a customer opens it.
import type { Context } from '../context.ts';

/** It works for `forMs`. */
export function mediaUrl(
  ctx: Pick<Context, 'clock' | 'mediaTokens' | 'publicUrl'>,
  { workspaceId, fileId, forMs }: { workspaceId: string; fileId: string; forMs: number },
): string {
  const until = new Date(ctx.clock.now() + forMs);
  return `${ctx.publicUrl}/media/${ctx.mediaTokens.make({ workspaceId, fileId }, until)}`;
}
