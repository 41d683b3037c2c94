// Finds how much of Intercom's rate limit is left, from its latest answers.
import type { Finding } from '../../domain/doctor/finding.ts';
import type { Context, OpenWorkspace } from '../context.ts';
import { checkAgain } from './fixes.ts';

/** Bulk work leaves this share to people. */
const LAST_SHARE = 1 / 10;

export function rateLimitFindings(ctx: Context, workspace: OpenWorkspace): Finding[] {
  const allowance = ctx.intercomLeft(workspace);
  if (allowance === null) return [];
  const { limit, left } = allowance;
  if (left > limit * LAST_SHARE)
    return [{ severity: 'fine', found: { check: 'pace', kind: 'room', left, limit }, fix: null }];
  return [
    { severity: 'warning', stops: [], found: { check: 'pace', kind: 'scarce', left, limit }, fix: checkAgain(ctx) },
  ];
}
