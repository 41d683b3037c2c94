// Finds whether Intercom sends its webhooks, and in a form that keeps links and lists.
import type { Finding } from '../../domain/doctor/finding.ts';
import type { Heard } from '../../domain/doctor/found/webhooks.ts';
import { areOverdue, toldBefore } from '../../domain/doctor/webhooks-overdue.ts';
import { newsOf } from '../../intercom/topics.ts';
import { listUnreadable } from '../../store/evidence/refusals.ts';
import { readSightings } from '../../store/evidence/sightings.ts';
import { findExpected, listTopicArrivals } from '../../store/evidence/topic-arrivals.ts';
import type { Context, OpenWorkspace } from '../context.ts';
import { developerHub } from './fixes.ts';

/** Somebody answers a customer within this time. */
const ANSWERED_WITHIN_MS = 2 * 86_400_000;
const DAY_MS = 86_400_000;

type Arrivals = readonly { topic: string; at: Date }[];

/** A workspace in which nothing can have happened yet is fine. */
export async function topicsFinding(ctx: Context, workspace: OpenWorkspace): Promise<Finding> {
  const now = ctx.clock.now();
  const arrivals = await listTopicArrivals(ctx.db, workspace.id);
  const expected = await findExpected(ctx.db, workspace.id, toldBefore(new Date(now)));
  const fix = developerHub(ctx, workspace);
  const heard = heardOf(arrivals);
  if (areOverdue(arrivals[0]?.at ?? null, expected.lastAt))
    return {
      severity: 'broken',
      stops: ['replies'],
      inPanel: 'itself',
      found: { check: 'topics', kind: arrivals.length > 0 ? 'stopped' : 'never-came', heard },
      fix,
    };
  const replied = arrivals.some(({ topic }) => newsOf(topic) === 'agent-replied');
  const isOverdue =
    expected.commentAt !== null ||
    (expected.firstTextAt !== null && now - expected.firstTextAt.getTime() > ANSWERED_WITHIN_MS);
  if (!replied && isOverdue)
    return { severity: 'warning', stops: [], found: { check: 'topics', kind: 'no-reply-yet', heard }, fix };
  return replied
    ? { severity: 'fine', found: { check: 'topics', kind: 'replies-come', heard }, fix: null }
    : { severity: 'fine', isUntried: true, found: { check: 'topics', kind: 'nothing-yet', heard }, fix: null };
}

/** The latest of each news. */
function heardOf(arrivals: Arrivals): Heard[] {
  const byNews = Map.groupBy(arrivals, ({ topic }) => newsOf(topic));
  return [...byNews].flatMap(([news, [latest]]) =>
    news === null || latest === undefined ? [] : [{ news, at: latest.at.toISOString() }],
  );
}

/** Intercom does not name the version, but from 2.15 on replies come as plain text. */
export async function webhookVersionFindings(ctx: Context, workspace: OpenWorkspace): Promise<Finding[]> {
  const evidence = await readSightings(ctx.db, workspace.id);
  const html = evidence.get('replies-html');
  const plain = evidence.get('replies-plain');
  const newest = plain && (!html || plain > html) ? plain : html;
  if (!newest) return [];
  const last = newest.toISOString();
  if (newest === html)
    return [{ severity: 'fine', found: { check: 'webhook-version', kind: 'whole', last }, fix: null }];
  return [
    {
      severity: 'warning',
      stops: [],
      found: { check: 'webhook-version', kind: 'plain', last },
      fix: developerHub(ctx, workspace),
    },
  ];
}

/** Webhooks of the last day that lacked what we need. */
export async function unreadableFindings(ctx: Context, workspace: OpenWorkspace): Promise<Finding[]> {
  const since = new Date(ctx.clock.now() - DAY_MS);
  const unreadable = await listUnreadable(ctx.db, workspace.id, since);
  return unreadable.map(
    ({ what, times }): Finding => ({
      severity: 'warning',
      stops: [],
      found: { check: 'unreadable', kind: 'unreadable', what, times },
      fix: null,
    }),
  );
}
