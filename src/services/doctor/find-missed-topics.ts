// Finds topics that should have come with something that we know of: Intercom does not say that a topic is off.
import type { Finding } from '../../domain/doctor/finding.ts';
import { areOverdue, toldBefore } from '../../domain/doctor/webhooks-overdue.ts';
import { isTopic, newsOf, rowOf, subjectOf, topicsOfOurs, topicsWith } from '../../intercom/topics.ts';
import { findLastTagged } from '../../store/conversations/contacts.ts';
import { listMissedTopics } from '../../store/evidence/missed-topics.ts';
import { type Expected, findExpected, listTopicArrivals } from '../../store/evidence/topic-arrivals.ts';
import { type Context, nowOf, type OpenWorkspace } from '../context.ts';
import { developerHub } from './fixes.ts';

const WEEK_MS = 7 * 86_400_000;

export async function missedTopicFindings(ctx: Context, workspace: OpenWorkspace): Promise<Finding[]> {
  const heard = await listTopicArrivals(ctx.db, workspace.id);
  const arrivals = new Map(heard.map(({ topic, at }) => [topic, at]));
  const expected = await findExpected(ctx.db, workspace.id, toldBefore(nowOf(ctx)));
  // Another finding says that no webhook comes at all.
  if (heard.length === 0 || areOverdue(heard[0]?.at ?? null, expected.lastAt)) return [];
  const missed = await missedTopics(ctx, workspace, expected);
  const overdue = [...missed].filter(([topic, at]) => areOverdue(arrivals.get(topic) ?? null, at));
  return overdue.map(([topic, at]) => missedFinding(ctx, workspace, { topic, at, heardAt: arrivals.get(topic) }));
}

/** Our own tags are told of, too: where they were not, a rule for tags hears of nobody's. */
export async function tagTopicFindings(ctx: Context, workspace: OpenWorkspace): Promise<Finding[]> {
  if (!workspace.ruleKinds.includes('tagged')) return [];
  const arrivals = await listTopicArrivals(ctx.db, workspace.id);
  const happened = await findLastTagged(ctx.db, workspace.id, toldBefore(nowOf(ctx)));
  const heardAt = arrivals.find(({ topic }) => newsOf(topic) === 'tag-put-on')?.at ?? null;
  // Another finding says that no webhook comes at all.
  if (arrivals.length === 0 || happened === null || !areOverdue(heardAt, happened)) return [];
  const told = { happened: happened.toISOString(), heard: heardAt?.toISOString() ?? null };
  const found = { check: 'tag-topics', kind: 'silent', topics: topicsWith('tag-put-on'), ...told } as const;
  return [{ severity: 'warning', stops: [], found, fix: developerHub(ctx, workspace) }];
}

interface Missed {
  topic: string;
  /** When it should have come. */
  at: Date;
  heardAt: Date | undefined;
}

function missedFinding(ctx: Context, workspace: OpenWorkspace, { topic, at, heardAt }: Missed): Finding {
  return {
    severity: 'warning',
    stops: topic === topicsOfOurs.comment ? ['replies'] : [],
    found: {
      check: 'missed-topic',
      kind: 'missed',
      topic,
      subject: subjectOf(topic),
      happened: at.toISOString(),
      heard: heardAt?.toISOString() ?? null,
      isReadDaily: isTopic(topic) && rowOf(topic).optional,
    },
    fix: developerHub(ctx, workspace),
  };
}

/** When each should have come last. */
async function missedTopics(
  ctx: Context,
  { id }: OpenWorkspace,
  { commentAt, joinedAt }: Expected,
): Promise<Map<string, Date>> {
  const found = await listMissedTopics(ctx.db, id, new Date(ctx.clock.now() - WEEK_MS));
  const missed = new Map(found.map(({ topic, at }) => [topic, at]));
  for (const [topic, at] of [
    [topicsOfOurs.comment, commentAt],
    [topicsOfOurs.text, joinedAt],
  ] as const) {
    const known = missed.get(topic);
    if (at !== null && (known === undefined || known < at)) missed.set(topic, at);
  }
  return missed;
}
