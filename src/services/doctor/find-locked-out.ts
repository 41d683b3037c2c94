// Finds whether Twilio still refuses the credentials; a call that it takes wakes the jobs that rest.
import type { Finding } from '../../domain/doctor/finding.ts';
import { VendorError } from '../../domain/errors.ts';
import { vendors } from '../../domain/vendors.ts';
import type { Context, OpenWorkspace } from '../context.ts';
import { tryCredentials } from '../credentials/try-credentials.ts';
import { goTo } from './fixes.ts';

/** Null where Twilio takes them. */
export async function lockedOutFinding(ctx: Context, workspace: OpenWorkspace): Promise<Finding | null> {
  const since = workspace.refusedSince.twilio;
  if (since === null || workspace.twilioLogin === null) return null;
  try {
    await tryCredentials(ctx, workspace, 'twilio');
    return null;
  } catch (error) {
    if (!(error instanceof VendorError)) throw error;
  }
  const { holdAfterHours: holdHours } = workspace.settings;
  return {
    severity: 'broken',
    // Calls use the API key here, and Twilio signs with an Auth Token that is still right.
    stops: workspace.twilioApiKey === null ? vendors.twilio.flows : ['sending'],
    inPanel: 'itself',
    found: { check: 'twilio', kind: 'refused-since', since: since.toISOString(), holdHours },
    fix: goTo('twilio', 'enter-credentials'),
  };
}
