// What is left of Intercom's rate limit, by the answers to what was asked just before.
import type { Finding } from '../../domain/doctor/finding.ts';
import type { Context, OpenWorkspace } from '../context.ts';
import { checkAgain } from './fixes.ts';

/** Bulk work leaves it to others. */
const LAST_SHARE = 1 / 10;

export function paceFindings(ctx: Context, workspace: OpenWorkspace): Finding[] {
  const allowance = ctx.intercomLeft(workspace);
  if (allowance === null) return [];
  const { limit, left } = allowance;
  const said = `${left.toLocaleString('en-US')} of ${limit.toLocaleString('en-US')} calls are left in these ten seconds.`;
  if (left > limit * LAST_SHARE)
    return [{ severity: 'fine', title: "Intercom's rate limit leaves room", cause: said, fix: null }];
  return [
    {
      severity: 'warning',
      stops: [],
      title: "Intercom's rate limit is nearly used up",
      cause: `${said} Replies of agents and texts of customers go first; tags and what is caught up on wait for the next ten seconds. Nothing is lost. If this lasts, look which other apps of yours call Intercom.`,
      fix: checkAgain(ctx),
    },
  ];
}
