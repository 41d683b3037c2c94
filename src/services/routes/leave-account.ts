// Leaves a Twilio account: what we set there is put back while its credentials are still known.
import type { AccountLeft } from '../../domain/settings/account.ts';
import type { Context, OpenWorkspace } from '../context.ts';
import { isAnySet, putBack } from './put-back.ts';

/** Empty where nothing of ours was set. The account may be closed: Twilio's refusal does not keep it from being left. */
export async function leaveAccount(ctx: Context, workspace: OpenWorkspace): Promise<AccountLeft[]> {
  const { senderDetails: senders, services } = workspace;
  if (!isAnySet({ senders, services })) return [];
  if (workspace.twilioLogin === null) return [{ kind: 'webhooks-left-behind' }];
  const { back, theirs, failed } = await putBack(ctx, workspace, { senders, services });
  return [{ kind: 'webhooks-returned', back, theirs, failed: failed.map(({ name }) => name) }];
}
