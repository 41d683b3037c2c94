// The doctor: what is broken or will be, why, and how it is mended.

import { nationalForm } from '../../domain/phone-number.ts';
import type { Finding } from '../../domain/settings-page.ts';
import { countFaults } from '../../store/messages.ts';
import { countRefusals } from '../../store/refusals.ts';
import type { OwnedNumber } from '../../twilio/client.ts';
import { faultOf, stoppingFaults } from '../../twilio/errors.ts';
import type { OpenWorkspace } from '../context.ts';
import { intercomFinding, permissionFindings } from '../doctor/find-intercom.ts';
import { lockedOutFinding } from '../doctor/find-locked-out.ts';
import { clockFinding, loopFinding, queueFinding } from '../doctor/find-service.ts';
import { rotationFindings } from '../doctor/find-token-rotation.ts';
import { topicsFinding, webhookVersionFindings } from '../doctor/find-webhooks.ts';
import { countRefused, findCalledUrl } from '../operations/quarantine.ts';
import type { SettingsContext } from './change.ts';
import { isOurs } from './set-webhooks.ts';

const DAY_MS = 86_400_000;

interface Seen {
  numbers: readonly OwnedNumber[] | null;
  numbersProblem: string | null;
  intercomProblem: string | null;
}

/** Broken ones first. */
export async function examine(ctx: SettingsContext, workspace: OpenWorkspace, seen: Seen): Promise<Finding[]> {
  const findings = [
    intercomFinding(ctx, workspace, seen.intercomProblem),
    ...(await permissionFindings(ctx, workspace)),
    (await lockedOutFinding(ctx, workspace)) ?? twilioFinding(workspace, seen),
    ...numberFindings(ctx, workspace, seen),
    ...(await rotationFindings(ctx, workspace, seen.numbersProblem === null)),
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

const pausedFinding: Finding = {
  severity: 'warning',
  title: 'Texts are paused',
  cause: 'Texts of customers come in, and nothing is sent to them until you resume.',
  fix: { kind: 'link', label: 'Resume texts', url: '#pause' },
};

function twilioFinding(workspace: OpenWorkspace, { numbersProblem }: Seen): Finding {
  if (workspace.twilioLogin === null)
    return {
      severity: 'broken',
      title: 'Twilio is not connected',
      cause: 'No text can come in or go out before it is.',
      fix: { kind: 'link', label: 'Connect Twilio', url: '#twilio' },
    };
  if (numbersProblem === null)
    return { severity: 'fine', title: 'Twilio answers', cause: 'Its credentials work.', fix: null };
  return {
    severity: 'broken',
    title: 'Twilio does not take the credentials',
    cause: `${numbersProblem}. They may have been changed in the Twilio Console.`,
    fix: { kind: 'link', label: 'Enter the current ones', url: '#twilio' },
  };
}

function numberFindings(ctx: SettingsContext, workspace: OpenWorkspace, { numbers }: Seen): Finding[] {
  if (numbers === null) return [];
  const owned = new Map(numbers.map((number) => [number.address, number]));
  return workspace.senders.map((address): Finding => {
    const name = nationalForm(address);
    const number = owned.get(address);
    if (!number)
      return {
        severity: 'broken',
        title: `${name} is no longer in the Twilio account`,
        cause: 'Texts from it would be refused.',
        fix: { kind: 'link', label: 'Choose your numbers', url: '#numbers' },
      };
    if (isOurs(number.webhook, ctx.publicUrl, workspace.id))
      return {
        severity: 'fine',
        title: `Texts to ${name} come here`,
        cause: 'Its webhook at Twilio is this one.',
        fix: null,
      };
    const cause =
      number.webhook.smsApplicationSid !== ''
        ? 'A TwiML app is set at this number, which overrides its webhook.'
        : number.webhook.smsUrl === ''
          ? 'No webhook is set at this number, so Twilio drops its texts.'
          : 'Twilio sends them to another address.';
    const fix = { kind: 'button', label: 'Set the webhooks for me', action: 'set-webhooks' } as const;
    return {
      severity: 'broken',
      title: `Texts to ${name} do not come here`,
      cause,
      fix: workspace.source === 'environment' ? null : fix,
    };
  });
}

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
        'Their signatures did not match. Once the Auth Token and the address are right, they can be checked again.',
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
