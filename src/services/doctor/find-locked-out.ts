// Whether Twilio still refuses what it refused before: an answer that takes it again ends the wait of all that rests.

import type { Finding } from '../../domain/doctor/finding.ts';
import { VendorError } from '../../domain/errors.ts';
import { absoluteDate } from '../../domain/times/dates.ts';
import { vendors } from '../../domain/vendors.ts';
import type { Context, OpenWorkspace } from '../context.ts';
import { tryCredentials } from '../credentials/try-credentials.ts';

/** Null where it refuses nothing, or no longer does. */
export async function lockedOutFinding(ctx: Context, workspace: OpenWorkspace): Promise<Finding | null> {
  const since = workspace.refusedSince.twilio;
  if (since === null || workspace.twilioLogin === null) return null;
  try {
    await tryCredentials(ctx, workspace, 'twilio');
    return null;
  } catch (error) {
    if (!(error instanceof VendorError)) throw error;
  }
  const when = absoluteDate(since, workspace.timezone);
  const { holdAfterHours } = workspace.settings;
  const held = `${holdAfterHours} hour${holdAfterHours === 1 ? '' : 's'}`;
  return {
    severity: 'broken',
    // Twilio signs with the Auth Token that it takes.
    stops: workspace.twilioApiKey === null ? vendors.twilio.flows : ['sending'],
    inPanel: 'itself',
    title: 'Twilio does not take the credentials',
    cause: `Since ${when} it refuses them: they were changed in the Twilio Console, or the account was suspended. Replies wait, and are held with a note after ${held}.`,
    fix: { kind: 'link', label: 'Enter the current ones', url: '#twilio' },
  };
}
