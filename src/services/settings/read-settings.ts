// Everything that the settings page shows: what is stored, and what both vendors say of it now.
import { isDeliveryState } from '../../domain/delivery.ts';
import { nationalForm } from '../../domain/phone-number.ts';
import { choicesOf } from '../../domain/settings/settings.ts';
import { factsOf } from '../../domain/settings-facts.ts';
import {
  givenRoles,
  mayChangeSettings,
  mayGiveRoles,
  type SettingsPage,
  type SetUpStep,
} from '../../domain/settings-page.ts';
import { finishUrl } from '../../intercom/oauth.ts';
import { regionNamed } from '../../intercom/regions.ts';
import { readSightings, recordSighting } from '../../store/evidence/sightings.ts';
import { findMessage } from '../../store/texts/messages.ts';
import { listTemplates } from '../../store/texts/templates.ts';
import { listAudit } from '../../store/workspaces/audit.ts';
import { listMembers, type StoredSession } from '../../store/workspaces/sessions.ts';
import { findWorkspace } from '../../store/workspaces/workspaces.ts';
import { faultOf } from '../../twilio/errors.ts';
import { twilioPages } from '../../twilio/pages.ts';
import { lookAtTwilio, type TwilioSeen } from '../account/look-at-twilio.ts';
import type { SettingsContext } from '../changes/change.ts';
import { secretEnds } from '../changes/current-facts.ts';
import { nowOf, type OpenWorkspace } from '../context.ts';
import { examine } from '../doctor/examine.ts';
import type { IntercomTrouble } from '../doctor/find-intercom.ts';
import { lookAtIntercom } from '../doctor/look-at-intercom.ts';
import { allComeHere, namesOf, readNumbers } from '../numbers/read-numbers.ts';
import { readTwilio } from './read-twilio.ts';

const AUDIT_LINES = 50;
/** How long it is said that everything is set up: a reload does not take it away. */
const TOLD_MS = 3_600_000;

/** What a request adds: who asks, and what came of a form. */
export type PageRequest = Pick<SettingsPage, 'csrf' | 'nonce' | 'notice' | 'typed' | 'problems'> & {
  session: StoredSession;
  preview: { id: string; text: string } | null;
};

export async function readSettings(
  ctx: SettingsContext,
  workspace: OpenWorkspace,
  request: PageRequest,
): Promise<SettingsPage> {
  const { session, preview, ...said } = request;
  const { id } = workspace;
  const readAt = nowOf(ctx);
  const [stored, twilio, intercom, templates, members, audit, sights] = await Promise.all([
    findWorkspace(ctx.db, id),
    lookAtTwilio(ctx, workspace),
    lookAtIntercom(ctx, workspace),
    listTemplates(ctx.db, id),
    listMembers(ctx.db, id),
    listAudit(ctx.db, id, AUDIT_LINES),
    readSightings(ctx.db, id),
  ]);
  const test = await testOf(ctx, workspace);
  const steps = stepsOf(ctx, workspace, {
    trouble: intercom.trouble,
    twilio,
    test,
    isPinned: sights.has('panel-opened'),
  });
  const mayChange = mayChangeSettings(session.role);
  return {
    ...said,
    workspace: { id, name: workspace.name, region: workspace.region, timeZone: workspace.timezone },
    admin: { id: session.adminId, name: session.name, role: session.role },
    mayChange,
    isPrivate: workspace.source === 'environment',
    steps,
    finishUrl: await wayBack(ctx, workspace, steps, mayChange ? sights.get('set-up-told') : null),
    findings: await examine(ctx, workspace, { twilio, intercom }),
    senders: workspace.senders,
    twilioPages,
    twilio: readTwilio(ctx, workspace, stored, twilio.trouble),
    numbers: readNumbers(ctx, workspace, twilio, intercom.teams.value ?? []),
    choices: choicesOf(workspace),
    inbox: { admins: intercom.admins.value ?? [], problem: intercom.admins.problem },
    templates: withPreview(templates, preview),
    members: { list: members, roles: mayGiveRoles(session.role) ? givenRoles : [] },
    // Of what the page shows, not of what may have been saved while it was being read.
    facts: stored ? factsOf({ workspace, secretEnds: secretEnds(ctx, stored), templates, members }) : {},
    audit: audit.map(({ at, name, what }) => ({ at, who: name ?? 'Threadwire', what })),
    readAt,
  };
}

/** Of one that is not saved yet, too: it has no id. */
function withPreview(
  templates: readonly { id: string; name: string; body: string }[],
  preview: PageRequest['preview'],
): SettingsPage['templates'] {
  const shown = templates.map((template) => ({
    ...template,
    preview: preview?.id === template.id ? preview.text : null,
  }));
  return preview?.id === '' ? [...shown, { id: '', name: '', body: '', preview: preview.text }] : shown;
}

/** While the panel is to be pinned, which is done there, and then once. `told`: when; null for who sets nothing up. */
async function wayBack(
  ctx: SettingsContext,
  { id, region }: OpenWorkspace,
  steps: readonly SetUpStep[],
  told: Date | null | undefined,
): Promise<string | null> {
  if (!steps.every((step) => step.isDone || step.id === 'pin')) return null;
  if (steps.every(({ isDone }) => isDone)) {
    if (told === undefined) await recordSighting(ctx.db, id, 'set-up-told', nowOf(ctx));
    else if (told === null || ctx.clock.now() - told.getTime() > TOLD_MS) return null;
  }
  return finishUrl(ctx.oauthApp(regionNamed(region) ?? 'US').appUrl);
}

/** How the text that was sent to try things out has fared; null when none was. */
async function testOf(
  ctx: SettingsContext,
  workspace: OpenWorkspace,
): Promise<{ isDone: boolean; words: string } | null> {
  const { testMessageId } = workspace;
  const message = testMessageId === null ? undefined : await findMessage(ctx.db, workspace.id, testMessageId);
  if (!message) return null;
  const to = nationalForm(message.address);
  if (message.state === 'delivered' || message.state === 'read') return { isDone: true, words: `Delivered to ${to}.` };
  if (message.errorCode !== null) {
    const { meaning, nextStep } = faultOf(message.errorCode);
    return { isDone: false, words: `The text to ${to} failed. ${meaning} ${nextStep}` };
  }
  const isUnderWay = message.state === 'pending' || isDeliveryState(message.state);
  return {
    isDone: false,
    words: isUnderWay ? `On its way to ${to}. Reload this page in a moment.` : `The text to ${to} was not sent.`,
  };
}

function stepsOf(
  ctx: SettingsContext,
  workspace: OpenWorkspace,
  seen: {
    trouble: IntercomTrouble | null;
    twilio: TwilioSeen;
    test: { isDone: boolean; words: string } | null;
    isPinned: boolean;
  },
): SetUpStep[] {
  const { trouble, twilio, test, isPinned } = seen;
  const chosen = namesOf(workspace);
  const isSet = chosen.length > 0 && allComeHere(ctx, workspace, twilio);
  const isLockedOut = trouble?.kind === 'refused' || trouble?.kind === 'missing';
  const account = workspace.twilioAccountName ?? workspace.twilioAccountSid;
  return [
    {
      id: 'intercom',
      title: 'Connect Intercom',
      isDone: !isLockedOut,
      words: isLockedOut
        ? `${trouble.words}. ${workspace.source === 'environment' ? 'Its token is the one in INTERCOM_ACCESS_TOKEN.' : 'Install it again.'}`
        : `Connected to ${workspace.name}.`,
    },
    {
      id: 'twilio',
      title: 'Connect Twilio',
      isDone: workspace.twilioLogin !== null && twilio.trouble === null,
      words:
        workspace.twilioLogin === null
          ? account === null
            ? 'Enter the Account SID and the Auth Token from the Twilio Console.'
            : `Enter the Auth Token of ${account} again, or connect another account.`
          : twilio.trouble === null
            ? `Connected to ${account}.`
            : `${twilio.trouble.words}. ${twilio.trouble.next}`,
    },
    {
      id: 'numbers',
      title: 'Choose your numbers',
      isDone: chosen.length > 0,
      words: chosen.length === 0 ? 'Tick the numbers that customers text.' : chosen.join(', '),
    },
    {
      id: 'webhooks',
      title: 'Let texts come here',
      isDone: isSet,
      words: isSet
        ? 'Twilio sends their texts here.'
        : 'Let Threadwire set the webhook at Twilio, or copy its address there yourself.',
    },
    {
      id: 'test',
      title: 'Send a text to your own phone',
      isDone: test?.isDone ?? false,
      words: test?.words ?? 'So that you see it arrive.',
    },
    {
      id: 'pin',
      title: 'Show the panel to your teammates',
      isDone: isPinned,
      words: isPinned
        ? 'The panel was opened in the inbox.'
        : 'Each opens a conversation in the Inbox, chooses Edit Apps in the details on the right, and pins Threadwire.',
    },
  ];
}
