// The doctor: what is broken or will be, why, and how it is mended.

import { absoluteDate } from '../../domain/dates.ts';
import type { Vendor } from '../../domain/errors.ts';
import { nationalForm } from '../../domain/phone-number.ts';
import type { Finding } from '../../domain/settings-page.ts';
import { knock } from '../../intercom/knock.ts';
import { countFaults } from '../../store/messages.ts';
import { countRefusals } from '../../store/refusals.ts';
import { listTopicArrivals } from '../../store/topic-arrivals.ts';
import type { OwnedNumber } from '../../twilio/client.ts';
import { faultOf, stoppingFaults } from '../../twilio/errors.ts';
import type { OpenWorkspace } from '../context.ts';
import { countRefused, findCalledUrl } from '../operations/quarantine.ts';
import type { SettingsContext } from './change.ts';
import { isOurs } from './set-webhooks.ts';

const DAY_MS = 86_400_000;
/** What waits longer than this is late for somebody. */
const LATE_SECONDS = 60;

interface Seen {
  numbers: readonly OwnedNumber[] | null;
  numbersProblem: string | null;
  intercomProblem: string | null;
}

/** Broken ones first. */
export async function examine(ctx: SettingsContext, workspace: OpenWorkspace, seen: Seen): Promise<Finding[]> {
  const findings = [
    intercomFinding(ctx, workspace, seen),
    twilioFinding(workspace, seen),
    ...numberFindings(ctx, workspace, seen),
    await signatureFinding(ctx, workspace),
    ...(await keptFindings(ctx, workspace)),
    await stoppedFinding(ctx, workspace),
    await topicsFinding(ctx, workspace),
    await loopFinding(ctx, workspace),
    await queueFinding(ctx),
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

function intercomFinding(ctx: SettingsContext, workspace: OpenWorkspace, { intercomProblem }: Seen): Finding {
  if (intercomProblem === null)
    return { severity: 'fine', title: 'Intercom answers', cause: 'Its token works.', fix: null };
  const since = sinceWords(workspace, 'intercom');
  return {
    severity: 'broken',
    title: 'Intercom does not let Threadwire in',
    cause:
      since === null
        ? `${intercomProblem}. Texts are kept and tried again for a day.`
        : `${since} it refuses the token. Texts of customers are kept until it takes one again, and then go on in order.`,
    fix: { kind: 'link', label: 'Install again', url: `${ctx.publicUrl}/install` },
  };
}

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
  const since = sinceWords(workspace, 'twilio');
  const { holdAfterHours } = workspace.settings;
  return {
    severity: 'broken',
    title: 'Twilio does not take the credentials',
    cause:
      since === null
        ? `${numbersProblem}. They may have been changed in the Twilio Console.`
        : `${since} it refuses them: they were changed in the Twilio Console, or the account was suspended. Replies wait, and are held with a note after ${holdAfterHours} hours.`,
    fix: { kind: 'link', label: 'Enter the current ones', url: '#twilio' },
  };
}

function sinceWords({ refusedSince, timezone }: OpenWorkspace, vendor: Vendor): string | null {
  const since = refusedSince[vendor];
  return since && `Since ${absoluteDate(since, timezone)}`;
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
    fix: called === null ? { kind: 'link', label: 'Check the Auth Token', url: '#twilio' } : null,
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
async function stoppedFinding(ctx: SettingsContext, workspace: OpenWorkspace): Promise<Finding> {
  const since = new Date(ctx.clock.now() - DAY_MS);
  const [stopped] = await countFaults(ctx.db, workspace.id, stoppingFaults, since);
  if (!stopped)
    return { severity: 'fine', title: 'No number is stopped', cause: 'Carriers take its texts.', fix: null };
  const { meaning, nextStep } = faultOf(stopped.code);
  return {
    severity: 'broken',
    title: `${stopped.times} texts from ${nationalForm(stopped.sender)} were stopped in the last day`,
    cause: `${meaning} ${nextStep}`,
    fix: {
      kind: 'link',
      label: `About error ${stopped.code}`,
      url: `https://www.twilio.com/docs/api/errors/${stopped.code}`,
    },
  };
}

/** What agents write is heard of by Intercom's webhooks. */
async function topicsFinding(ctx: SettingsContext, workspace: OpenWorkspace): Promise<Finding> {
  const arrivals = await listTopicArrivals(ctx.db, workspace.id);
  const replied = arrivals.find(({ topic }) => topic === 'conversation.admin.replied');
  const list = arrivals.map(({ topic, at }) => `${topic} ${absoluteDate(at, workspace.timezone)}`).join(', ');
  if (replied)
    return { severity: 'fine', title: 'Intercom tells of replies', cause: `Last heard: ${list}.`, fix: null };
  return {
    severity: 'warning',
    title: 'Intercom has not told of a reply yet',
    cause: `Replies become texts once it does.${list === '' ? '' : ` Heard so far: ${list}.`} If agents have replied, the app's webhook topics or permissions are missing in the Developer Hub.`,
    fix: { kind: 'link', label: 'Open the Developer Hub', url: 'https://app.intercom.com/a/apps/_/developer-hub' },
  };
}

/** A request of our own, signed as Intercom signs, on the way that Intercom's take. */
async function loopFinding(ctx: SettingsContext, { id }: OpenWorkspace): Promise<Finding> {
  const problem = await knock(
    `${ctx.publicUrl}/canvas/initialize`,
    JSON.stringify({ workspace_id: id }),
    ctx.oauthApp('US').clientSecret,
  );
  if (problem === null)
    return { severity: 'fine', title: 'This service is reached at its address', cause: ctx.publicUrl, fix: null };
  return {
    severity: 'warning',
    title: 'This service does not reach itself at its own address',
    cause: `${ctx.publicUrl}: ${problem}. If Intercom and Twilio reach it all the same, nothing is wrong; else PUBLIC_URL or the proxy is.`,
    fix: null,
  };
}

async function queueFinding(ctx: SettingsContext): Promise<Finding> {
  const lags = await ctx.jobs.lags(new Date(ctx.clock.now()));
  const oldest = Math.max(0, ...[...lags.values()].map((lag) => lag.oldestSeconds));
  if (oldest < LATE_SECONDS)
    return { severity: 'fine', title: 'Nothing is late', cause: 'Texts are handled as they come.', fix: null };
  return {
    severity: 'warning',
    title: 'Texts are late',
    cause: `The oldest has waited ${Math.round(oldest)} s. Whoever runs Threadwire should look at its processes.`,
    fix: null,
  };
}
