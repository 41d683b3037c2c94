// Takes the app out of a pretend workspace: ends its tokens, and tells the app.
import type { Clock } from '../../../lib/clock.ts';
import type { PostOffice } from '../../stand-in/post-office.ts';
import type { WorkspaceState } from '../state.ts';
import type { Tokens } from './tokens.ts';

/**
 * Once per installation. The notice is `POST {"app_id"}`; of a signature or a second try nothing is documented, so there is
 * none: https://developers.intercom.com/docs/build-an-integration/learn-more/authentication/installing-uninstalling-apps
 */
export function uninstall(
  workspace: WorkspaceState,
  parts: { tokens: Tokens; postOffice: PostOffice; clock: Clock; url: string | undefined },
): void {
  if (!workspace.installed) return;
  workspace.installed = false;
  for (const { token } of parts.tokens.inForce(workspace)) parts.tokens.revoke(token);
  workspace.outlet.changed('app.uninstalled', workspace.id);
  if (parts.url === undefined) return;
  parts.postOffice.post({
    url: parts.url,
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ app_id: workspace.id }),
    dueAt: parts.clock.now(),
    label: 'intercom uninstalled',
    retry: () => null,
  });
}
