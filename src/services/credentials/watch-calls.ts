// Watches the answers of a vendor, and notes what they show about a workspace's credentials and permissions.
import type { Vendor } from '../../domain/vendors.ts';
import { isTry } from '../../intercom/calls/permissions.ts';
import type { AnsweredCall, CallWatch } from '../../lib/call-watch.ts';
import { forgetForbidden, recordForbidden } from '../../store/evidence/forbidden-calls.ts';
import { nowOf, type OpenWorkspace } from '../context.ts';
import { noteRefused, noteTaken, type StandingContext } from './credential-status.ts';

/** Calls that this process has seen allowed since they were forbidden last: nothing is stored about them any more. */
const MOST_ENTRIES = 10_000;

/** `evenIfRefused`: makes the call also where the credentials were refused, to find out that the vendor accepts them again. */
export type CallWatcher = (workspace: OpenWorkspace, vendor: Vendor, evenIfRefused?: boolean) => CallWatch;

export function createCallWatcher(ctx: StandingContext): CallWatcher {
  const allowed = new Set<string>();

  async function note(workspace: OpenWorkspace, vendor: Vendor, call: AnsweredCall): Promise<void> {
    const { id: workspaceId } = workspace;
    const { operation, status, code, credentials, isAboutPeople } = call;
    const wasRefused = workspace.refusedSince[vendor] !== null;
    if (credentials === 'refused' && !wasRefused) await noteRefused(ctx, workspace, vendor);
    if (credentials === 'taken' && wasRefused) await noteTaken(ctx, workspace, vendor);
    const key = `${workspaceId}/${vendor}/${operation}`;
    const db = ctx.database.within(workspaceId);
    if (isAboutPeople || isTry(operation)) return;
    if (status === 403 && credentials !== 'refused') {
      allowed.delete(key);
      await recordForbidden(db, workspaceId, { vendor, operation, code, at: nowOf(ctx) });
    } else if (status >= 200 && status < 300 && !allowed.has(key)) {
      // The refusal may have met another process, or this one before its last start.
      await forgetForbidden(db, workspaceId, vendor, [operation]);
      if (allowed.size >= MOST_ENTRIES) allowed.clear();
      allowed.add(key);
    }
  }

  return (workspace, vendor, evenIfRefused = false) => ({
    isRefused: workspace.refusedSince[vendor] !== null && !evenIfRefused,
    async answered(call) {
      try {
        await note(workspace, vendor, call);
      } catch (error) {
        // The answer itself must not be lost: the next one can be noted instead.
        ctx.log.warn({ workspaceId: workspace.id, vendor, err: error }, 'how a vendor answered could not be noted');
      }
    },
  });
}
