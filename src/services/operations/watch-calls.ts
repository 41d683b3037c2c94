// What the answers of a vendor say of a workspace's credentials and permissions is noted as they come.

import type { Vendor } from '../../domain/errors.ts';
import type { CallWatch } from '../../lib/call-watch.ts';
import type { OpenWorkspace } from '../context.ts';
import { noteRefused, noteTaken, type StandingContext } from './standing.ts';

/** `evenIfRefused`: for those who want to know whether the vendor takes the credentials again. */
export function watchCalls(
  ctx: StandingContext,
  workspace: OpenWorkspace,
  vendor: Vendor,
  evenIfRefused = false,
): CallWatch {
  const wasRefused = workspace.refusedSince[vendor] !== null;
  return {
    isRefused: wasRefused && !evenIfRefused,
    async answered({ credentials }) {
      try {
        if (credentials === 'refused' && !wasRefused) await noteRefused(ctx, workspace, vendor);
        if (credentials === 'taken' && wasRefused) await noteTaken(ctx, workspace, vendor);
      } catch (error) {
        // The answer itself must not be lost with it: the next one says the same.
        ctx.log.warn({ workspaceId: workspace.id, vendor, err: error }, 'how a vendor answered could not be noted');
      }
    },
  };
}
