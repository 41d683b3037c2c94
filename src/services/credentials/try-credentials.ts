// A harmless read with a workspace's credentials, whether or not they are known to be refused; the answer is noted where the call is made.
import type { Vendor } from '../../domain/vendors.ts';
import { type Calling, live, type OpenWorkspace, type Timed } from '../context.ts';

/** Of what every set of credentials may read that can do our work. Throws a VendorError. */
export async function tryCredentials(ctx: Calling & Timed, workspace: OpenWorkspace, vendor: Vendor): Promise<void> {
  if (vendor === 'intercom') return void (await ctx.intercom(workspace, live).me());
  const [own = 'none'] = workspace.senders;
  const since = new Date(ctx.clock.now());
  await ctx.twilio(workspace, live).findTexts({ to: own, from: own, since });
}
