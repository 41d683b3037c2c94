// Reads everything that the settings page shows: what is stored, and how it stands at both vendors now.

import { givenRoles, mayGiveRoles } from '../../domain/role.ts';
import { partOfFacts } from '../../domain/settings/facts.ts';
import type { SetUpStep } from '../../domain/settings/set-up.ts';
import { choicesOf } from '../../domain/settings/settings.ts';
import { type FactSource, factsOf, numberFact, serviceFact } from '../../domain/settings-facts.ts';
import type { NumbersSection, SettingsPage } from '../../domain/settings-page.ts';
import { placeZones } from '../../domain/times/zones.ts';
import { finishUrl } from '../../intercom/oauth.ts';
import { regionNamed } from '../../intercom/regions.ts';
import { offsetsAt } from '../../lib/zone-offsets.ts';
import { readSightings, recordSighting } from '../../store/evidence/sightings.ts';
import { listTemplates } from '../../store/texts/templates.ts';
import { listAudit } from '../../store/workspaces/audit.ts';
import { listMembers } from '../../store/workspaces/sessions.ts';
import { findWorkspace } from '../../store/workspaces/workspaces.ts';
import { twilioPages } from '../../twilio/pages.ts';
import type { SettingsContext } from '../changes/change.ts';
import { secretEnds } from '../changes/current-facts.ts';
import { nowOf, type OpenWorkspace } from '../context.ts';
import { type Listing, readNumbers } from '../numbers/read-numbers.ts';
import { type FrameRequest, readFrame } from '../workspaces/read-frame.ts';
import type { Checks } from './checks.ts';
import { readPriceRows } from './read-price-rows.ts';
import { readTwilio } from './read-twilio.ts';
import { stepsOf, testOf } from './set-up-steps.ts';

const AUDIT_LINES = 50;
const zoneNames = placeZones.map(({ name }) => name);
/** The page offers the way back to Intercom for an hour, so that a reload does not take it away. */
const TOLD_MS = 3_600_000;

/** A request adds the admin who asks, and the outcome of a form. */
export type PageRequest = FrameRequest & {
  /** The part of the numbers that is shown, where there are many. */
  listing: Listing;
  preview: { id: string; text: string } | null;
};

export async function readSettings(
  ctx: SettingsContext,
  workspace: OpenWorkspace,
  request: PageRequest,
  checks: Checks,
): Promise<SettingsPage> {
  const { preview, listing, ...framed } = request;
  const { session } = request;
  const { id } = workspace;
  const [frame, stored, seen, templates, members, audit, sights, offsets, prices] = await Promise.all([
    readFrame(ctx, workspace, framed),
    findWorkspace(ctx.db, id),
    checks.read(ctx, workspace),
    listTemplates(ctx.db, id),
    listMembers(ctx.db, id),
    listAudit(ctx.db, id, { limit: AUDIT_LINES }),
    readSightings(ctx.db, id),
    offsetsAt(zoneNames, nowOf(ctx)),
    readPriceRows(ctx, workspace),
  ]);
  const { twilio, intercom, registrations, findings } = seen;
  const test = await testOf(ctx, workspace);
  const steps = stepsOf(ctx, workspace, {
    trouble: intercom.trouble,
    twilio,
    test,
    isPinned: sights.has('panel-opened'),
  });
  const numbers = readNumbers(ctx, workspace, twilio, { teams: intercom.teams.value, listing, registrations });
  return {
    ...frame,
    open: findings?.filter(({ severity }) => severity !== 'fine') ?? frame.open,
    isPrivate: workspace.source === 'environment',
    steps,
    finishUrl: await wayBack(ctx, workspace, steps, frame.mayChange ? sights.get('set-up-told') : null),
    findings,
    senders: workspace.senders,
    twilioPages,
    twilio: readTwilio(ctx, workspace, stored, twilio.trouble),
    numbers: numbers,
    choices: choicesOf(workspace),
    prices,
    inbox: {
      admins: intercom.admins.value ?? [],
      problem: intercom.admins.trouble,
      offsets: Object.fromEntries(offsets),
    },
    templates: withPreview(templates, preview),
    members: { list: members, roles: mayGiveRoles(session.role) ? givenRoles : [] },
    // The facts are those that the page shows: a save may have changed them while the page was being read.
    facts: stored ? factsShown({ workspace, secretEnds: secretEnds(ctx, stored), templates, members }, numbers) : {},
    audit: audit.map(({ at, name, line }) => ({ at, who: name, line })),
  };
}

/** A form with a part of the numbers carries the facts of that part. */
function factsShown(source: FactSource, { list, listed, services }: NumbersSection): SettingsPage['facts'] {
  const facts = factsOf(source);
  if (list === null) return facts;
  const shown = [...listed.map(numberFact), ...services.map(serviceFact)];
  return { ...facts, numbers: partOfFacts(facts['numbers'] ?? [], shown) };
}

/** A template that is not saved yet has no id, and is added where it has a preview. */
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

/**
 * The way back to Intercom: while the panel is still to be pinned there, and for an hour after everything is done. `told`:
 * when it was first offered; null for a viewer, who sets nothing up.
 */
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
