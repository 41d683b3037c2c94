// The doctor: what is broken or will be, why, and how it is mended.

import { nationalForm } from '../../domain/phone-number.ts';
import type { Finding } from '../../domain/settings-page.ts';
import { countFaults } from '../../store/messages.ts';
import { countRefusals } from '../../store/refusals.ts';
import { faultOf, stoppingFaults } from '../../twilio/errors.ts';
import type { OpenWorkspace } from '../context.ts';
import { intercomFinding, permissionFindings } from '../doctor/find-intercom.ts';
import { lockedOutFinding } from '../doctor/find-locked-out.ts';
import { clockFinding, loopFinding, queueFinding } from '../doctor/find-service.ts';
import { rotationFindings } from '../doctor/find-token-rotation.ts';
import { isLocked, unopenedFindings } from '../doctor/find-unopened.ts';
import { topicsFinding, webhookVersionFindings } from '../doctor/find-webhooks.ts';
import { countRefused, findCalledUrl } from '../operations/quarantine.ts';
import type { SettingsContext } from './change.ts';
import { textFindings } from './find-text-routes.ts';
import { twilioFinding } from './find-twilio.ts';
import type { TwilioSeen } from './look-at-twilio.ts';

const DAY_MS = 86_400_000;

interface Seen {
  twilio: TwilioSeen;
  intercomProblem: string | null;
}

/** Broken ones first. */
export async function examine(ctx: SettingsContext, workspace: OpenWorkspace, seen: Seen): Promise<Finding[]> {
  const findings = [
    ...unopenedFindings(ctx, workspace),
    ...(isLocked(workspace, 'intercom') ? [] : [intercomFinding(ctx, workspace, seen.intercomProblem)]),
    ...(await permissionFindings(ctx, workspace)),
    ...(isLocked(workspace, 'twilio') ? [] : [await credentialsFinding(ctx, workspace, seen.twilio)]),
    ...textFindings(ctx, workspace, seen.twilio),
    ...(await rotationFindings(ctx, workspace, seen.twilio.trouble === null)),
    await signatureFinding(ctx, workspace),
    ...(await keptFindings(ctx, workspace)),
    ...(await stoppedFindings(ctx, workspace)),
    await topicsFinding(ctx, workspace),
    ...(await webhookVersionFindings(ctx, workspace)),
    await loopFinding(ctx, workspace),
    await queueFinding(ctx),
    clockFinding(ctx),
    ...(workspace.settings.isPaused ? [pausedFinding] : []),
  ];
  const order = { broken: 0, warning: 1, fine: 2 };
  return findings.sort((a, b) => order[a.severity] - order[b.severity]);
}

/** That an account is suspended says more than that its credentials have been refused for a while. */
async function credentialsFinding(ctx: SettingsContext, workspace: OpenWorkspace, seen: TwilioSeen): Promise<Finding> {
  const lockedOut = await lockedOutFinding(ctx, workspace);
  return lockedOut !== null && seen.trouble?.kind !== 'suspended' ? lockedOut : twilioFinding(workspace, seen);
}

const pausedFinding: Finding = {
  severity: 'warning',
  title: 'Texts are paused',
  cause: 'Texts of customers come in, and nothing is sent to them until you resume.',
  fix: { kind: 'link', label: 'Resume texts', url: '#pause' },
};

async function signatureFinding(ctx: SettingsContext, workspace: OpenWorkspace): Promise<Finding> {
  const since = new Date(ctx.clock.now() - DAY_MS);
  const times = await countRefusals(ctx.db, workspace.id, 'signature-wrong', since);
  if (times === 0)
    return { severity: 'fine', title: 'Signatures match', cause: 'Nothing was refused in the last day.', fix: null };
  const called = await findCalledUrl(ctx, workspace);
  const cause =
    called === null
      ? 'Their signatures do not match: the Auth Token is not the one that Twilio signs with, or it was rotated.'
      : `They are signed for ${called}, but this service is set up as ${ctx.publicUrl}. Change PUBLIC_URL, what a proxy passes on, or the webhooks.`;
  return {
    severity: 'broken',
    title: `${times} requests from Twilio were refused in the last day`,
    cause,
    fix:
      called === null
        ? { kind: 'link', label: 'Check the Auth Token', url: '#twilio' }
        : { kind: 'link', label: 'See the addresses for Twilio', url: '#numbers' },
  };
}

/** What was refused lately and may be taken after all. */
async function keptFindings(ctx: SettingsContext, workspace: OpenWorkspace): Promise<Finding[]> {
  const count = await countRefused(ctx, workspace.id);
  if (count === 0) return [];
  return [
    {
      severity: 'broken',
      title: `${count} refused ${count === 1 ? 'request is' : 'requests are'} kept for a day`,
      cause:
        'Their signatures did not match, or could not be checked. Once the Auth Token and the address are right, they can be checked again.',
      fix: { kind: 'button', label: 'Check them again', action: 'release' },
    },
  ];
}

/** Carriers and trial accounts stop texts of a number until an admin acts. */
async function stoppedFindings(ctx: SettingsContext, workspace: OpenWorkspace): Promise<Finding[]> {
  const since = new Date(ctx.clock.now() - DAY_MS);
  const stopped = await countFaults(ctx.db, workspace.id, stoppingFaults, since);
  if (stopped.length === 0)
    return [{ severity: 'fine', title: 'No number is stopped', cause: 'Carriers take its texts.', fix: null }];
  return stopped.map(({ sender, code, times }): Finding => {
    const { meaning, nextStep } = faultOf(code);
    return {
      severity: 'broken',
      title: `${times === 1 ? '1 text' : `${times} texts`} from ${nationalForm(sender)} ${times === 1 ? 'was' : 'were'} stopped in the last day`,
      cause: `${meaning} ${nextStep}`,
      fix: { kind: 'link', label: `About error ${code}`, url: `https://www.twilio.com/docs/api/errors/${code}` },
    };
  });
}
