// A harmless read with a workspace's credentials, whether or not they are known to be refused; the answer is noted where the call is made.
import type { Vendor } from '../../domain/vendors.ts';
import { type Calling, live, type OpenWorkspace, type Timed } from '../context.ts';

type Try = (ctx: Calling & Timed, workspace: OpenWorkspace) => Promise<unknown>;

/** Every set of credentials that can do our work may read this. */
const tries: Readonly<Record<Vendor, Try>> = {
  intercom: (ctx, workspace) => ctx.intercom(workspace, live).me(),
  twilio: (ctx, workspace) => {
    const [own = 'none'] = workspace.senders;
    const since = new Date(ctx.clock.now());
    return ctx.twilio(workspace, live).findTexts({ to: own, from: own, since });
  },
};

/** Throws a VendorError. */
export async function tryCredentials(ctx: Calling & Timed, workspace: OpenWorkspace, vendor: Vendor): Promise<void> {
  await tries[vendor](ctx, workspace);
}
