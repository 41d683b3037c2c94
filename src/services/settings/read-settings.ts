// Everything that the settings page shows: what is stored, and what both vendors say of it now.
import { isDeliveryState } from '../../domain/delivery.ts';
import { nationalForm } from '../../domain/phone-number.ts';
import type {
  InboxSection,
  ListedNumber,
  NumbersSection,
  SettingsPage,
  SetUpStep,
  TwilioSection,
} from '../../domain/settings-page.ts';
import { finishUrl } from '../../intercom/oauth.ts';
import { regionNamed } from '../../intercom/regions.ts';
import type { Secret } from '../../lib/sealed.ts';
import { listApiKeys } from '../../store/api-keys.ts';
import { listAudit } from '../../store/audit.ts';
import { findMessage } from '../../store/messages.ts';
import { listMembers, type StoredSession } from '../../store/sessions.ts';
import { listTemplates } from '../../store/templates.ts';
import { findWorkspace } from '../../store/workspaces.ts';
import type { OwnedNumber } from '../../twilio/client.ts';
import { faultOf } from '../../twilio/errors.ts';
import { nowOf, type OpenWorkspace } from '../context.ts';
import type { SettingsContext } from './change.ts';
import { type Asked, ask, live } from './diagnose.ts';
import { examine } from './examine.ts';
import { isOurs, messagesUrl } from './set-webhooks.ts';

const AUDIT_LINES = 50;

/** What a request adds: who asks, and what came of a form. */
export type PageRequest = Pick<SettingsPage, 'csrf' | 'notice' | 'typed' | 'problems' | 'newApiKey'> & {
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
  const [stored, numbers, admins, teams, templates, keys, members, audit] = await Promise.all([
    findWorkspace(ctx.db, id),
    workspace.twilioLogin === null ? nothing<OwnedNumber[]>('') : ask(() => ctx.twilio(workspace, live).listNumbers()),
    ask(() => ctx.intercom(workspace, live).listAdmins()),
    ask(() => ctx.intercom(workspace, live).listTeams()),
    listTemplates(ctx.db, id),
    listApiKeys(ctx.db, id),
    listMembers(ctx.db, id),
    listAudit(ctx.db, id, AUDIT_LINES),
  ]);
  const { settings } = workspace;
  const test = await testOf(ctx, workspace);
  const steps = stepsOf(ctx, workspace, admins.problem, numbers, test);
  return {
    ...said,
    workspace: { id, name: workspace.name, region: workspace.region, timeZone: workspace.timezone },
    admin: { id: session.adminId, name: session.name, role: session.role },
    mayChange: settings.editors.includes(session.role),
    isPrivate: workspace.source === 'environment',
    steps,
    finishUrl: steps.every((step) => step.isDone || step.id === 'pin') ? doneUrl(ctx, workspace) : null,
    findings: await examine(ctx, workspace, {
      numbers: numbers.value,
      numbersProblem: numbers.problem,
      intercomProblem: admins.problem,
    }),
    twilio: twilioOf(ctx, workspace, stored?.sealed, numbers.problem),
    numbers: numbersOf(ctx, workspace, numbers, teams.value ?? []),
    inbox: inboxOf(workspace, admins),
    threading: { reopenDays: settings.reopenDays, holdAfterHours: settings.holdAfterHours },
    replies: { botReplies: settings.botReplies, outboundFirst: settings.outboundFirst },
    templates: withPreview(templates, preview),
    prices: {
      currency: settings.prices?.currency ?? 'USD',
      lines: Object.entries(settings.prices?.perSegment ?? {}).map(([country, amount]) => ({ country, amount })),
    },
    quietHours: settings.quietHours,
    isPaused: settings.isPaused,
    apiKeys: keys,
    members: { list: members, roles: ['editor', 'viewer'] },
    audit: audit.map(({ at, name, what }) => ({ at, who: name ?? 'Threadwire', what })),
    readAt: nowOf(ctx),
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

async function nothing<Value>(problem: string): Promise<Asked<Value>> {
  return { value: null, problem };
}

function doneUrl(ctx: SettingsContext, { region }: OpenWorkspace): string {
  return finishUrl(ctx.oauthApp(regionNamed(region) ?? 'US').appUrl);
}

type Sealed = NonNullable<Awaited<ReturnType<typeof findWorkspace>>>['sealed'];

function twilioOf(
  ctx: SettingsContext,
  workspace: OpenWorkspace,
  sealed: Sealed | undefined,
  problem: string | null,
): TwilioSection {
  const end = (secret: string | null | undefined) => (secret ? endOf(ctx.sealer.open(secret, workspace.id)) : null);
  return {
    accountSid: workspace.twilioAccountSid,
    accountName: workspace.twilioAccountName,
    authTokenEnd: end(sealed?.twilioAuthToken),
    nextAuthTokenEnd: end(sealed?.twilioNextAuthToken),
    apiKeySid: workspace.twilioApiKey,
    apiSecretEnd: end(sealed?.twilioApiSecret),
    problem:
      workspace.twilioLogin === null || problem === null ? null : `These credentials do not work now: ${problem}.`,
  };
}

function endOf(secret: Secret): string {
  return secret.reveal().slice(-4);
}

function numbersOf(
  ctx: SettingsContext,
  workspace: OpenWorkspace,
  numbers: Asked<OwnedNumber[]>,
  teams: NumbersSection['teams'],
): NumbersSection {
  const known = new Map(workspace.senderDetails.map((sender) => [sender.address, sender]));
  const listed = (numbers.value ?? []).map((number): ListedNumber => {
    const sender = known.get(number.address);
    return {
      sid: number.sid,
      address: number.address,
      label: sender?.label ?? '',
      isChosen: sender !== undefined,
      teamId: sender?.teamId ?? null,
      canText: number.canText,
      canSendPictures: number.canSendPictures,
      webhook: webhookOf(ctx, workspace, number),
      canUndo: (sender?.webhookBefore ?? null) !== null,
      serviceName: null,
      problem: number.canText ? null : 'This number cannot send or receive texts.',
    };
  });
  return {
    listed,
    teams,
    problem: workspace.twilioLogin === null || numbers.problem === null ? null : numbers.problem,
    messagesUrl: messagesUrl(ctx.publicUrl, workspace.id),
  };
}

function webhookOf(ctx: SettingsContext, workspace: OpenWorkspace, { webhook }: OwnedNumber): ListedNumber['webhook'] {
  if (isOurs(webhook, ctx.publicUrl, workspace.id)) return 'ours';
  return webhook.smsUrl === '' && webhook.smsApplicationSid === '' ? 'none' : 'elsewhere';
}

function inboxOf(workspace: OpenWorkspace, admins: Asked<{ id: string; name: string }[]>): InboxSection {
  const { actingAdminId, settings, timezone: timeZone } = workspace;
  const { tagName, defaultCountry } = settings;
  return { admins: admins.value ?? [], actingAdminId, tagName, defaultCountry, timeZone, problem: admins.problem };
}

/** How the text that was sent to try things out has fared; null when none was. */
async function testOf(
  ctx: SettingsContext,
  workspace: OpenWorkspace,
): Promise<{ isDone: boolean; words: string } | null> {
  const { testMessageId } = workspace.settings;
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
  intercomProblem: string | null,
  numbers: Asked<OwnedNumber[]>,
  test: { isDone: boolean; words: string } | null,
): SetUpStep[] {
  const owned = new Map((numbers.value ?? []).map((number) => [number.address, number]));
  const chosen = workspace.senders;
  const isSet =
    chosen.length > 0 &&
    chosen.every((address) => {
      const number = owned.get(address);
      return number !== undefined && isOurs(number.webhook, ctx.publicUrl, workspace.id);
    });
  const account = workspace.twilioAccountName ?? workspace.twilioAccountSid;
  return [
    {
      id: 'intercom',
      title: 'Connect Intercom',
      isDone: intercomProblem === null,
      words:
        intercomProblem === null
          ? `Connected to ${workspace.name}.`
          : `Intercom does not let Threadwire in: ${intercomProblem}. Install it again.`,
    },
    {
      id: 'twilio',
      title: 'Connect Twilio',
      isDone: workspace.twilioLogin !== null && numbers.problem === null,
      words:
        workspace.twilioLogin === null
          ? 'Enter the Account SID and the Auth Token from the Twilio Console.'
          : `Connected to ${account}.`,
    },
    {
      id: 'numbers',
      title: 'Choose your numbers',
      isDone: chosen.length > 0,
      words: chosen.length === 0 ? 'Tick the numbers that customers text.' : chosen.map(nationalForm).join(', '),
    },
    {
      id: 'webhooks',
      title: 'Let texts come here',
      isDone: isSet,
      words: isSet
        ? 'Twilio sends their texts here.'
        : 'Let Threadwire set it at Twilio, or copy the address there yourself.',
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
      isDone: false,
      words:
        'Each opens a conversation in the Inbox, chooses Edit Apps in the details on the right, and pins Threadwire.',
    },
  ];
}
