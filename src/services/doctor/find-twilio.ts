// Finds whether Twilio accepts the workspace's credentials.
import type { Finding, Flow } from '../../domain/doctor/finding.ts';
import type { TwilioFound } from '../../domain/doctor/found/twilio.ts';
import type { Fix } from '../../domain/doctor/next-step.ts';
import type { TwilioTrouble } from '../../domain/vendor-trouble.ts';
import { vendors } from '../../domain/vendors.ts';
import { twilioPages } from '../../twilio/pages.ts';
import type { TwilioSeen } from '../account/look-at-twilio.ts';
import type { OpenWorkspace } from '../context.ts';
import { goTo, linkTo, openTwilioConsole } from './fixes.ts';

export function twilioFinding(workspace: OpenWorkspace, { trouble }: TwilioSeen): Finding {
  if (workspace.twilioLogin === null)
    return {
      severity: 'broken',
      stops: vendors.twilio.flows,
      inPanel: 'itself',
      found: { check: 'twilio', kind: 'not-connected' },
      fix: goTo('twilio', 'connect-twilio'),
    };
  if (trouble === null) return { severity: 'fine', found: { check: 'twilio', kind: 'answers' }, fix: null };
  if (trouble.kind === 'asking')
    return { severity: 'warning', stops: [], found: { check: 'twilio', kind: 'asking' }, fix: null };
  return {
    severity: 'broken',
    stops: stoppedBy(workspace, trouble.kind),
    inPanel: trouble.kind === 'away' ? 'lately' : 'itself',
    ...causeOf(trouble),
  };
}

/** Twilio goes on signing with the Auth Token, whatever becomes of calls with an API key. */
function stoppedBy({ twilioApiKey }: OpenWorkspace, kind: TwilioTrouble['kind']): readonly Flow[] {
  const signsAsBefore = kind === 'away' || kind === 'region' || (kind === 'refused' && twilioApiKey !== null);
  return signsAsBefore ? ['sending'] : vendors.twilio.flows;
}

function causeOf(trouble: Exclude<TwilioTrouble, { kind: 'asking' }>): { found: TwilioFound; fix: Fix } {
  switch (trouble.kind) {
    case 'refused':
      return {
        found: { check: 'twilio', kind: 'refused', trouble: trouble.trouble },
        fix: goTo('twilio', 'enter-credentials'),
      };
    case 'region':
      return {
        found: { check: 'twilio', kind: 'wrong-region', region: trouble.region, set: trouble.asked },
        fix: goTo('twilio', 'choose-region'),
      };
    case 'suspended':
      return { found: { check: 'twilio', kind: 'suspended' }, fix: openTwilioConsole() };
    case 'away':
      return {
        found: { check: 'twilio', kind: 'away', trouble: trouble.trouble },
        fix: linkTo({ kind: 'see-twilio-status' }, twilioPages.status),
      };
  }
}
