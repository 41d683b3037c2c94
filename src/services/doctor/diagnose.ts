// Asks both vendors, and examines a workspace with their answers.
import type { Finding } from '../../domain/doctor/finding.ts';
import { lookAtTwilio } from '../account/look-at-twilio.ts';
import type { SettingsContext } from '../changes/change.ts';
import type { OpenWorkspace } from '../context.ts';
import { readRegistrations } from '../numbers/read-registrations.ts';
import { examine } from './examine.ts';
import { lookAtIntercom } from './look-at-intercom.ts';

export async function diagnose(ctx: SettingsContext, workspace: OpenWorkspace): Promise<Finding[]> {
  const [intercom, twilio] = await Promise.all([lookAtIntercom(ctx, workspace), lookAtTwilio(ctx, workspace)]);
  const registrations = await readRegistrations(ctx, workspace, twilio);
  return examine(ctx, workspace, { twilio, intercom, registrations });
}
