// Tries a workspace's credentials with a harmless read, also where they were refused before. The call itself notes the answer.
import type { Vendor } from '../../domain/vendors.ts';
import { type Calling, live, type OpenWorkspace, type Timed } from '../context.ts';

type Try = (ctx: Calling & Timed, workspace: OpenWorkspace) => Promise<unknown>;

/** Reads something that any credentials we can work with may read. */
const tries: Readonly<Record<Vendor, Try>> = {
  intercom: (ctx, workspace) => ctx.intercom(workspace, live).me(),
  twilio: (ctx, workspace) => {
    const [own = 'none'] = workspace.senders;
    const since = new Date(ctx.clock.now());
    return ctx.twilio(workspace, live).findTexts({ to: own, from: own, since });
  },
};

/** Throws VendorError. */
export async function tryCredentials(ctx: Calling & Timed, workspace: OpenWorkspace, vendor: Vendor): Promise<void> {
  await tries[vendor](ctx, workspace);
}
