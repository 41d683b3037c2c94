// The types of texts in Intercom that an admin may link.
import type { SubscriptionType } from '../../domain/consent/subscription.ts';
import type { Context, OpenWorkspace } from '../context.ts';
import { inTime } from '../in-time.ts';

/** None while Intercom does not tell them: the page shows the type that is linked, and nothing else is lost. */
export async function listSubscriptions(
  ctx: Pick<Context, 'intercom' | 'log'>,
  workspace: OpenWorkspace,
): Promise<SubscriptionType[]> {
  try {
    return await inTime(ctx.intercom(workspace).listSubscriptionTypes());
  } catch (error) {
    ctx.log.warn({ workspaceId: workspace.id, err: error }, 'the subscription types are not known');
    return [];
  }
}
