// Reads what the last examination left open, without a question to a vendor.
import type { Finding } from '../../domain/doctor/finding.ts';
import { readOpenFindings } from '../../store/evidence/examinations.ts';
import type { Context, OpenWorkspace } from '../context.ts';
import { pausedFinding } from './examine.ts';
import { reachedFindings } from './find-limits.ts';

/** Leaves out what has ended since, and adds the pause and the limits that were reached, which begin at once. */
export async function readOpen(
  ctx: Pick<Context, 'db' | 'clock'>,
  workspace: OpenWorkspace,
): Promise<readonly Finding[]> {
  const stored = await readOpenFindings(ctx.db, workspace.id);
  const standing = stored.filter(
    ({ found }) => found.check !== 'pause' && !isReached(found) && !isDecided(workspace, found),
  );
  const reached = await reachedFindings(ctx, workspace);
  return [...standing, ...reached, ...(workspace.settings.isPaused ? [pausedFinding] : [])];
}

function isReached(found: Finding['found']): boolean {
  return found.check === 'limits' && found.kind === 'reached';
}

function isDecided({ chosen }: OpenWorkspace, { check }: Finding['found']): boolean {
  return check === 'bots' && chosen.includes('botReplies');
}
