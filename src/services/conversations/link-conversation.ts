// Leads to a conversation's page in Intercom.
import { conversationPage } from '../../intercom/pages.ts';
import { regionNamed } from '../../intercom/regions.ts';
import type { Context, OpenWorkspace } from '../context.ts';

/** The address of its page in the inbox, in the region of the workspace. */
export function linkToConversation(
  ctx: Pick<Context, 'oauthApp'>,
  { id, region }: Pick<OpenWorkspace, 'id' | 'region'>,
  conversationId: string,
): string {
  return conversationPage(ctx.oauthApp(regionNamed(region) ?? 'US').appUrl, id, conversationId);
}
