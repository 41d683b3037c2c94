// Reads what the last examination left open, without a question to a vendor.
import type { Finding } from '../../domain/doctor/finding.ts';
import { readOpenFindings } from '../../store/evidence/examinations.ts';
import type { Context, OpenWorkspace } from '../context.ts';
import { pausedFinding } from './examine.ts';

/** Leaves out what a setting has ended since, and adds the pause, which begins at once. */
export async function readOpen(ctx: Pick<Context, 'db'>, workspace: OpenWorkspace): Promise<readonly Finding[]> {
  const stored = await readOpenFindings(ctx.db, workspace.id);
  const standing = stored.filter(({ found }) => found.check !== 'pause' && !isDecided(workspace, found));
  return workspace.settings.isPaused ? [...standing, pausedFinding] : standing;
}

function isDecided({ chosen }: OpenWorkspace, { check }: Finding['found']): boolean {
  return check === 'bots' && chosen.includes('botReplies');
}
