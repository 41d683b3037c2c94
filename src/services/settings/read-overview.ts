// Reads the Overview: the doctor's findings, the steps of setting up, and the texts of today.
import type { Finding } from '../../domain/doctor/finding.ts';
import type { OverviewPage } from '../../domain/overview.ts';
import type { SetUpStep } from '../../domain/settings/set-up.ts';
import { accountFacts } from '../../domain/settings-facts.ts';
import { dayOf } from '../../domain/texts/figures.ts';
import { finishUrl } from '../../intercom/oauth.ts';
import { regionNamed } from '../../intercom/regions.ts';
import { readSightings, recordSighting } from '../../store/evidence/sightings.ts';
import { countTexts } from '../../store/texts/figures.ts';
import { findWorkspace } from '../../store/workspaces/workspaces.ts';
import type { SettingsContext } from '../changes/change.ts';
import { secretEnds } from '../changes/current-facts.ts';
import { nowOf, type OpenWorkspace } from '../context.ts';
import { type FrameRequest, readFrame } from '../workspaces/read-frame.ts';
import type { Checks } from './checks.ts';
import { stepsOf, testOf } from './set-up-steps.ts';

/** The page offers the way back to Intercom for an hour, so that a reload does not take it away. */
const TOLD_MS = 3_600_000;

export async function readOverview(
  ctx: SettingsContext,
  workspace: OpenWorkspace,
  framed: FrameRequest,
  { checks, mayBeOld }: { checks: Checks; mayBeOld: boolean },
): Promise<OverviewPage> {
  const { id } = workspace;
  const { day, since } = dayOf(nowOf(ctx), workspace.timezone);
  const [frame, { twilio, intercom, findings }, sights, figures] = await Promise.all([
    readFrame(ctx, workspace, framed),
    checks.read(ctx, workspace, mayBeOld),
    readSightings(ctx.db, id),
    countTexts(ctx.db, id, since),
  ]);
  const steps = stepsOf(ctx, workspace, {
    trouble: intercom.trouble,
    twilio,
    test: await testOf(ctx, workspace),
    isPinned: sights.has('panel-opened'),
  });
  return {
    ...frame,
    open: findings?.filter(({ severity }) => severity !== 'fine') ?? frame.open,
    isPrivate: workspace.source === 'environment',
    steps,
    finishUrl: await wayBack(ctx, workspace, steps, frame.mayChange ? sights.get('set-up-told') : null),
    findings,
    senders: workspace.senders,
    figures: { day, ...figures },
    facts: await factsOfFixes(ctx, workspace, findings ?? []),
  };
}

/** A fix may be a button of the form of the account, which carries its facts. */
async function factsOfFixes(ctx: SettingsContext, workspace: OpenWorkspace, findings: readonly Finding[]) {
  if (!findings.some(({ fix }) => fix?.kind === 'button' && fix.section === 'twilio')) return {};
  const stored = await findWorkspace(ctx.db, workspace.id);
  return stored ? accountFacts({ workspace, secretEnds: secretEnds(ctx, stored) }) : {};
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
