// Finds what was read after an outage of the last week, and what could not be read.
import type { Finding } from '../../domain/doctor/finding.ts';
import { type CatchUp, listCatchUps } from '../../store/evidence/catch-ups.ts';
import { type Context, nowOf, type OpenWorkspace } from '../context.ts';
import { checkAgain, developerHub, openIntercom } from './fixes.ts';

const DAY_MS = 86_400_000;
/** Catching up takes no longer as a rule. */
const READ_WITHIN_MS = 15 * 60_000;

export async function outageFindings(ctx: Context, workspace: OpenWorkspace): Promise<Finding[]> {
  const now = nowOf(ctx);
  const asked = await listCatchUps(ctx.db, workspace.id, new Date(now.getTime() - 7 * DAY_MS));
  return asked.flatMap((catchUp) => [
    ...(catchUp.endedAt === null ? unfinishedFindings(ctx, catchUp, now) : []),
    ...(catchUp.replies + catchUp.texts > 0 ? [caughtUpFinding(ctx, workspace, catchUp, now)] : []),
    ...(catchUp.isCut || catchUp.unread > 0 ? [unreadFinding(ctx, workspace, catchUp)] : []),
  ]);
}

function outageOf({ reason, since, until }: CatchUp) {
  return { check: 'outage', reason, since: since.toISOString(), until: until.toISOString() } as const;
}

function unfinishedFindings(ctx: Context, catchUp: CatchUp, now: Date): Finding[] {
  if (now.getTime() - catchUp.askedAt.getTime() < READ_WITHIN_MS) return [];
  return [
    {
      severity: 'warning',
      stops: [],
      found: { ...outageOf(catchUp), kind: 'still-reading', conversations: catchUp.reads },
      fix: checkAgain(ctx),
    },
  ];
}

function caughtUpFinding(ctx: Context, workspace: OpenWorkspace, catchUp: CatchUp, now: Date): Finding {
  const { reason, replies, texts, endedAt } = catchUp;
  const isIntercoms = reason === 'silence' || reason === 'daily';
  const isNew = endedAt === null || now.getTime() - endedAt.getTime() < DAY_MS;
  const { holdAfterHours: holdHours } = workspace.settings;
  return {
    ...(isNew ? { severity: 'warning', stops: [] } : { severity: 'fine' }),
    found: { ...outageOf(catchUp), kind: 'found', replies, texts, holdHours },
    fix: isIntercoms ? developerHub(ctx, workspace) : openIntercom(ctx, workspace),
  };
}

function unreadFinding(ctx: Context, workspace: OpenWorkspace, catchUp: CatchUp): Finding {
  return {
    severity: 'warning',
    stops: [],
    found: { ...outageOf(catchUp), kind: 'not-all-read', unread: catchUp.isCut ? null : catchUp.unread },
    fix: openIntercom(ctx, workspace),
  };
}
