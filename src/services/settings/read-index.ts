// Reads the list of the settings: each page with its state in a line, from what is stored.
import { isUsable } from '../../domain/api-keys.ts';
import type { SectionState } from '../../domain/settings/section-state.ts';
import { choicesOf } from '../../domain/settings/settings.ts';
import type { SettingsIndex } from '../../domain/settings-page.ts';
import { listRules } from '../../store/texts/rules.ts';
import { listTemplates } from '../../store/texts/templates.ts';
import { listAudit } from '../../store/workspaces/audit.ts';
import { listEndpoints } from '../../store/workspaces/endpoints.ts';
import { listMembers } from '../../store/workspaces/sessions.ts';
import type { SettingsContext } from '../changes/change.ts';
import { nowOf, type OpenWorkspace } from '../context.ts';
import { chosenOf } from '../numbers/read-numbers.ts';
import { listKeys } from '../workspaces/api-keys.ts';
import { type FrameRequest, readFrame } from '../workspaces/read-frame.ts';
import { readPriceRows } from './read-price-rows.ts';

export async function readIndex(
  ctx: SettingsContext,
  workspace: OpenWorkspace,
  framed: FrameRequest,
): Promise<SettingsIndex> {
  const { id } = workspace;
  const [frame, templates, members, [last], prices, keys, rules, endpoints] = await Promise.all([
    readFrame(ctx, workspace, framed),
    listTemplates(ctx.db, id),
    listMembers(ctx.db, id),
    listAudit(ctx.db, id, { limit: 1 }),
    readPriceRows(ctx, workspace),
    listKeys(ctx, id),
    listRules(ctx.db, id),
    listEndpoints(ctx.db, id),
  ]);
  const choices = choicesOf(workspace);
  const account = workspace.twilioLogin === null ? null : (workspace.twilioAccountName ?? workspace.twilioAccountSid);
  const states: SectionState[] = [
    { page: 'twilio', kind: 'account', account },
    { page: 'numbers', kind: 'numbers', names: chosenOf(workspace) },
    { page: 'inbox', kind: 'choices', names: ['tagName', 'timezone'], choices },
    { page: 'threading', kind: 'choices', names: ['reopenDays'], choices },
    { page: 'replies', kind: 'choices', names: ['botReplies'], choices },
    { page: 'media', kind: 'choices', names: ['mediaAs', 'keepFilesDays'], choices },
    { page: 'hours', kind: 'choices', names: ['quietHours'], choices },
    {
      page: 'automatic',
      kind: 'automatic',
      afterHours: choices.afterHoursReply !== '',
      greeting: choices.greeting !== '',
    },
    { page: 'templates', kind: 'templates', count: templates.length },
    { page: 'prices', kind: 'prices', count: prices.length },
    { page: 'limits', kind: 'choices', names: ['dailyTexts'], choices },
    {
      page: 'rules',
      kind: 'rules',
      running: rules.filter((rule) => rule.runningSince !== null).length,
      all: rules.length,
    },
    { page: 'customers', kind: 'choices', names: ['syncEnabled'], choices },
    { page: 'pause', kind: 'pause', isPaused: choices.isPaused },
    { page: 'members', kind: 'members', count: members.length },
    { page: 'api-keys', kind: 'api-keys', count: keys.filter((key) => isUsable(key, nowOf(ctx))).length },
    { page: 'webhooks', kind: 'webhooks', count: endpoints.length },
    { page: 'connectors', kind: 'connectors', isPublished: workspace.connectors.publishedAt !== null },
    {
      page: 'assist',
      kind: 'choices',
      names: ['assistTriage', 'assistSentiment', 'assistDrafts', 'assistScoring'],
      choices,
    },
    { page: 'history', kind: 'history', lastAt: last?.at ?? null },
  ];
  return { ...frame, states };
}
