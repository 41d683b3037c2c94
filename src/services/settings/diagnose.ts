// What the doctor finds, with both vendors asked first.
import type { Finding } from '../../domain/settings-page.ts';
import { live, type OpenWorkspace } from '../context.ts';
import { ask, shutOut } from './ask.ts';
import type { SettingsContext } from './change.ts';
import { examine } from './examine.ts';
import { lookAtTwilio } from './look-at-twilio.ts';

export async function diagnose(ctx: SettingsContext, workspace: OpenWorkspace): Promise<Finding[]> {
  const [admins, twilio] = await Promise.all([
    ask(() => ctx.intercom(workspace, live).listAdmins()),
    lookAtTwilio(ctx, workspace),
  ]);
  return examine(ctx, workspace, { twilio, intercomProblem: shutOut(admins) });
}
