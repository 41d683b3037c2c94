// The rules of a workspace's sync: the side that counts for each field, how contacts are found, and whether it runs.
import type { SyncRules } from '../../domain/customers/plan.ts';
import { countryFor, preferredSender } from '../../domain/senders.ts';
import { type Context, nowOf, type OpenWorkspace } from '../context.ts';
import type { Finding } from './find-synced.ts';

/** A contact that is older gets no lead. */
const LEADS_FOR_SECONDS = 24 * 3_600;

export function rulesOf(ctx: Context, workspace: OpenWorkspace): { rules: SyncRules; finding: Finding } {
  const { settings } = workspace;
  const country = countryFor(workspace, preferredSender(workspace, null));
  return {
    rules: {
      ...{ email: settings.syncEmail, phone: settings.syncPhone, name: settings.syncName },
      ...{ attributes: settings.syncAttributes, timeZoneAttribute: settings.timeZoneAttribute, country },
    },
    finding: {
      ...{ match: settings.syncMatch, restoresArchived: settings.syncArchived === 'restore', country },
      leadsSince: Math.floor(nowOf(ctx).getTime() / 1000) - LEADS_FOR_SECONDS,
    },
  };
}

/** Why records wait; null: they go to Intercom. */
export function stopOf(ctx: Pick<Context, 'maySync'>, workspace: OpenWorkspace): 'off' | 'paused' | null {
  if (!ctx.maySync || !workspace.settings.syncEnabled) return 'off';
  return workspace.syncPaused === null ? null : 'paused';
}
