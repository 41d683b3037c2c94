// A Twilio account is left: what we set there is put back while its credentials are still known.
import { VendorError } from '../../domain/errors.ts';
import type { Context, OpenWorkspace } from '../context.ts';
import { isAnySet, putBack } from './put-back.ts';

/** What is to be said of it: nothing where nothing of ours was set. */
export async function letGo(ctx: Context, workspace: OpenWorkspace): Promise<string> {
  const { senderDetails: senders, services } = workspace;
  if (!isAnySet({ senders, services })) return '';
  if (workspace.twilioLogin === null)
    return ' The webhooks that Threadwire had set are still there: change them in the Twilio Console.';
  try {
    await putBack(ctx, workspace, { senders, services });
    return ' The webhooks that Threadwire had set are as they were before.';
  } catch (error) {
    if (!(error instanceof VendorError)) throw error;
    // The account may be closed, or its token gone: leaving it must not depend on it.
    ctx.log.warn({ workspaceId: workspace.id, reason: error.message }, 'webhooks at Twilio could not be put back');
    return ' Twilio did not let Threadwire put its webhooks back: change them in the Twilio Console.';
  }
}
