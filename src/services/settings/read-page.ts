// Reads one page of the settings: the parts that it shows, and of the vendors only what stands there.

import type { MadeKey } from '../../domain/api-keys.ts';
import type { TriedSentence } from '../../domain/assist.ts';
import { sectionOfConnectors } from '../../domain/connectors.ts';
import type { Finding } from '../../domain/doctor/finding.ts';
import type { MadeEndpoint } from '../../domain/endpoints.ts';
import { givenRoles, mayGiveRoles } from '../../domain/role.ts';
import type { TriedRule } from '../../domain/rules/rule-changes.ts';
import { partOfFacts } from '../../domain/settings/facts.ts';
import type { SettingsPageId } from '../../domain/settings/sections.ts';
import { choicesOf } from '../../domain/settings/settings.ts';
import type { TemplatePreview } from '../../domain/settings/templates.ts';
import {
  accountFacts,
  choiceFacts,
  memberFacts,
  numberFact,
  numberFacts,
  serviceFact,
  templateFacts,
} from '../../domain/settings-facts.ts';
import type {
  NumbersSection,
  PageOf,
  PartsOfPage,
  SettingsPage,
  SettingsTemplate,
} from '../../domain/settings-page.ts';
import { checkTemplate, knownFields } from '../../domain/texts/template-check.ts';
import { dayIn } from '../../domain/times/day.ts';
import { placeZones } from '../../domain/times/zones.ts';
import { offsetsAt } from '../../lib/zone-offsets.ts';
import { listTemplates } from '../../store/texts/templates.ts';
import { listMembers } from '../../store/workspaces/sessions.ts';
import { findWorkspace } from '../../store/workspaces/workspaces.ts';
import { twilioPages } from '../../twilio/pages.ts';
import type { SettingsContext } from '../changes/change.ts';
import { secretEnds } from '../changes/current-facts.ts';
import { nowOf, type OpenWorkspace } from '../context.ts';
import { type Listing, readNumbers } from '../numbers/read-numbers.ts';
import { readRules } from '../rules/read-rules.ts';
import { listDaysOff } from '../texts/days-off.ts';
import { officeHoursOf } from '../texts/office-hours.ts';
import { readEndpoints } from '../webhooks/read-endpoints.ts';
import { listKeys } from '../workspaces/api-keys.ts';
import { type FrameRequest, readFrame } from '../workspaces/read-frame.ts';
import type { Checks } from './checks.ts';
import { textedCountries } from './learn-countries.ts';
import { listSubscriptions } from './list-subscriptions.ts';
import { type HistoryQuery, readHistory } from './read-history.ts';
import { readLimits } from './read-limits.ts';
import { readPriceRows } from './read-price-rows.ts';
import { readTwilio } from './read-twilio.ts';
import { ownAttributes } from './template-fields.ts';

const zoneNames = placeZones.map(({ name }) => name);

/** The outcome of a form stands in the frame's request. */
export interface PageRequest {
  framed: FrameRequest;
  id: SettingsPageId;
  /** The template or the member whose page it is; null for the list. */
  item: string | null;
  /** The part of the numbers that is shown, where there are many. */
  listing: Listing;
  history: HistoryQuery;
  preview: TemplatePreview | null;
  madeKey: MadeKey | null;
  madeEndpoint: MadeEndpoint | null;
  tried: TriedRule | null;
  /** A sentence that was tried just now; null: none. */
  triedSentence: TriedSentence | null;
}

interface Asked extends PageRequest {
  ctx: SettingsContext;
  workspace: OpenWorkspace;
  checks: Checks;
}

/** The parts of a page, with the facts of its forms. `live`: the findings of this moment, where the vendors were asked. */
type Parts<Id extends SettingsPageId> = PartsOfPage<Id> & {
  facts?: PageOf<Id>['facts'];
  live?: readonly Finding[] | null;
};

const readers: { [Id in SettingsPageId]: (asked: Asked) => Parts<Id> | Promise<Parts<Id>> } = {
  async twilio({ ctx, workspace, checks }) {
    const [stored, { twilio, findings }] = await Promise.all([
      findWorkspace(ctx.db, workspace.id),
      checks.read(ctx, workspace),
    ]);
    const facts = stored ? accountFacts({ workspace, secretEnds: secretEnds(ctx, stored) }) : {};
    const section = readTwilio(ctx, workspace, stored, twilio.trouble);
    return { ...standingOf(workspace), facts, twilio: section, twilioPages, live: findings };
  },
  async numbers({ ctx, workspace, checks, listing }) {
    const { twilio, intercom, registrations, findings } = await checks.read(ctx, workspace);
    const numbers = readNumbers(ctx, workspace, twilio, { teams: intercom.teams.value, listing, registrations });
    const facts = { numbers: factsShown(workspace, numbers) };
    return { ...standingOf(workspace), facts, numbers, twilioPages, live: findings };
  },
  async inbox({ ctx, workspace, checks }) {
    const [{ intercom, findings }, offsets, subscriptions] = await Promise.all([
      checks.read(ctx, workspace),
      offsetsAt(zoneNames, nowOf(ctx)),
      listSubscriptions(ctx, workspace),
    ]);
    const inbox = {
      admins: intercom.admins.value ?? [],
      problem: intercom.admins.trouble,
      offsets: Object.fromEntries(offsets),
      subscriptions,
    };
    return { ...choicesHere(workspace), inbox, live: findings };
  },
  threading: ({ workspace }) => choicesHere(workspace),
  replies: ({ workspace }) => choicesHere(workspace),
  media: ({ workspace }) => choicesHere(workspace),
  customers: ({ workspace }) => choicesHere(workspace),
  async hours({ ctx, workspace }) {
    const today = dayIn(workspace.timezone, nowOf(ctx));
    return { ...choicesHere(workspace), daysOff: await listDaysOff(workspace, today) };
  },
  async automatic({ ctx, workspace }) {
    const [officeHours, prices] = await Promise.all([
      officeHoursOf(workspace, nowOf(ctx)),
      readPriceRows(ctx, workspace),
    ]);
    const [first] = prices;
    const { own = null, sending = { kind: 'no-country' } as const } = first ?? {};
    const currency = workspace.settings.prices?.currency ?? '';
    const price = own === null ? sending : ({ kind: 'own', currency, low: own, high: own } as const);
    return { ...choicesHere(workspace), officeHours, intercomHours: workspace.intercomHours, price };
  },
  async templates({ ctx, workspace, item, preview }) {
    const [templates, attributes] = await Promise.all([
      listTemplates(ctx.db, workspace.id),
      ownAttributes(ctx, workspace),
    ]);
    const checked = templates.map((one) => ({ ...one, fault: checkTemplate(one.body, attributes) }));
    const fields = knownFields(attributes ?? []);
    const seriesUrl = `${ctx.publicUrl}/api/v1/series/`;
    return { templates: withPreview(checked, preview), fields, seriesUrl, item, facts: templateFacts(templates) };
  },
  rules: async ({ ctx, workspace, tried }) => ({ rules: await readRules(ctx, workspace, tried) }),
  async prices({ ctx, workspace }) {
    const prices = await readPriceRows(ctx, workspace);
    return { ...choicesHere(workspace), ...standingOf(workspace), prices, twilioPages };
  },
  async limits({ ctx, workspace }) {
    const { learnsCountries } = workspace;
    const here = choicesHere(workspace);
    const allowedCountries = learnsCountries ? await textedCountries(ctx, workspace) : here.choices.allowedCountries;
    const [prices, limits] = await Promise.all([
      readPriceRows(ctx, workspace),
      readLimits(ctx, workspace, allowedCountries),
    ]);
    return { ...here, choices: { ...here.choices, allowedCountries }, prices, limits, learnsCountries };
  },
  pause: ({ workspace }) => choicesHere(workspace),
  async members({ ctx, workspace, item, framed }) {
    const list = await listMembers(ctx.db, workspace.id);
    const roles = mayGiveRoles(framed.session.role) ? givenRoles : [];
    return { members: { list, roles }, item, facts: memberFacts(list) };
  },
  'api-keys': async ({ ctx, workspace, madeKey }) => ({
    apiKeys: { list: await listKeys(ctx, workspace.id), made: madeKey },
  }),
  webhooks: async ({ ctx, workspace, madeEndpoint }) => ({
    endpoints: { list: await readEndpoints(ctx, workspace.id), made: madeEndpoint },
  }),
  async connectors({ ctx, workspace, checks }) {
    // People come here to see whether somebody has changed them in Intercom.
    const live = workspace.connectors.publishedAt === null ? null : (await checks.read(ctx, workspace)).findings;
    return { connectors: sectionOfConnectors(workspace.connectors), live };
  },
  assist: ({ workspace, triedSentence }) => ({ ...choicesHere(workspace), triedSentence }),
  history: async ({ ctx, workspace, history }) => ({ history: await readHistory(ctx, workspace.id, history) }),
};

export async function readPage(
  ctx: SettingsContext,
  workspace: OpenWorkspace,
  request: PageRequest,
  checks: Checks,
): Promise<SettingsPage> {
  const asked: Asked = { ...request, ctx, workspace, checks };
  const [frame, { live, ...parts }] = await Promise.all([
    readFrame(ctx, workspace, request.framed),
    readers[request.id](asked),
  ]);
  const open = live?.filter(({ severity }) => severity !== 'fine') ?? frame.open;
  // The reader of this id has read the parts of this page.
  return { ...frame, open, ...parts, id: request.id } as SettingsPage;
}

/** The facts are those that the page shows: a save may have changed them while the page was being read. */
function choicesHere(workspace: OpenWorkspace): PartsOfPage<'threading'> & Pick<PageOf<'threading'>, 'facts'> {
  return { choices: choicesOf(workspace), facts: choiceFacts(workspace) };
}

function standingOf({ source, twilioLogin }: OpenWorkspace) {
  return { isPrivate: source === 'environment', isConnected: twilioLogin !== null };
}

/** A form with a part of the numbers carries the facts of that part. */
function factsShown(workspace: OpenWorkspace, { list, listed, services }: NumbersSection) {
  const facts = numberFacts(workspace);
  if (list === null) return facts;
  return partOfFacts(facts, [...listed.map(numberFact), ...services.map(serviceFact)]);
}

/** A template that is not saved yet has no id, and is added where it has a preview. */
function withPreview(
  templates: readonly Omit<SettingsTemplate, 'preview'>[],
  preview: PageRequest['preview'],
): SettingsTemplate[] {
  const shown = templates.map((one) => ({ ...one, preview: preview?.id === one.id ? preview : null }));
  return preview?.id === '' ? [...shown, { id: '', name: '', body: '', fault: null, preview }] : shown;
}
