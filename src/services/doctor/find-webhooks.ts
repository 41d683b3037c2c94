// Whether Intercom tells us of what agents write, of everything we asked for, and in the form that keeps links and lists.

import type { Finding } from '../../domain/doctor/finding.ts';
import { areOverdue, toldBefore } from '../../domain/doctor/webhooks-overdue.ts';
import type { News } from '../../domain/news.ts';
import { absoluteDate } from '../../domain/times/dates.ts';
import { newsOf } from '../../intercom/topics.ts';
import { listUnreadable } from '../../store/evidence/refusals.ts';
import { readSightings } from '../../store/evidence/sightings.ts';
import { findExpected, listTopicArrivals } from '../../store/evidence/topic-arrivals.ts';
import type { Context, OpenWorkspace } from '../context.ts';
import { developerHub } from './fixes.ts';

/** Somebody answers a customer by then. */
const ANSWERED_WITHIN_MS = 2 * 86_400_000;
const DAY_MS = 86_400_000;

type Arrivals = readonly { topic: string; at: Date }[];

/** Nothing is said against a workspace in which nothing can have happened yet. */
export async function topicsFinding(ctx: Context, workspace: OpenWorkspace): Promise<Finding> {
  const now = ctx.clock.now();
  const arrivals = await listTopicArrivals(ctx.db, workspace.id);
  const expected = await findExpected(ctx.db, workspace.id, toldBefore(new Date(now)));
  const fix = developerHub(ctx, workspace);
  const heard = heardOf(arrivals, workspace.timezone);
  if (areOverdue(arrivals[0]?.at ?? null, expected.lastAt))
    return {
      severity: 'broken',
      stops: ['replies'],
      inPanel: 'itself',
      title:
        arrivals.length > 0
          ? 'Intercom has stopped telling of what happens there'
          : 'Intercom does not tell of what happens there',
      cause: `Replies of agents are not texted before it does. Whoever runs Threadwire looks at the app's webhook address, topics and permissions in the Developer Hub. ${heard}`,
      fix,
    };
  const replied = arrivals.some(({ topic }) => newsOf(topic) === 'agent-replied');
  const isOverdue =
    expected.commentAt !== null ||
    (expected.firstTextAt !== null && now - expected.firstTextAt.getTime() > ANSWERED_WITHIN_MS);
  if (!replied && isOverdue)
    return {
      severity: 'warning',
      stops: [],
      title: 'Intercom has not told of a reply yet',
      cause: `Replies become texts once it does. If agents have replied, whoever runs Threadwire looks at the app's webhook topics and permissions in the Developer Hub. ${heard}`,
      fix,
    };
  const title = replied ? 'Intercom tells of replies' : 'Intercom has had nothing to tell of yet';
  return { severity: 'fine', title, cause: heard, fix: null };
}

/** In words of the inbox, in the order in which they matter. */
const told: Readonly<Record<News, string>> = {
  'agent-replied': 'replies of agents',
  'agent-started': 'conversations that agents start',
  'conversation-moved': 'conversations that are assigned, opened or closed',
  'customer-replied': 'messages of customers',
  'contact-changed': 'contacts that are made or changed',
  'contact-filed': 'contacts that are merged, archived or deleted',
  'conversation-deleted': 'conversations that are deleted',
  'words-taken-back': 'messages that are deleted',
};

/** When it last told of each; what it has not told of may not have happened. */
function heardOf(arrivals: Arrivals, timeZone: string): string {
  const last = Object.entries(told).map(([news, what]) => ({
    what,
    at: arrivals.find(({ topic }) => newsOf(topic) === news)?.at,
  }));
  const heard = last.flatMap(({ what, at }) => (at ? [`${what} ${absoluteDate(at, timeZone)}`] : []));
  const unheard = last.flatMap(({ what, at }) => (at ? [] : [what]));
  return [
    ...(heard.length === 0 ? [] : [`Last heard of: ${heard.join('; ')}.`]),
    ...(unheard.length === 0 ? [] : [`Not yet: ${unheard.join('; ')}.`]),
  ].join(' ');
}

/** Intercom does not name the version, but from 2.15 on what was written comes as plain text. */
export async function webhookVersionFindings(ctx: Context, workspace: OpenWorkspace): Promise<Finding[]> {
  const seen = await readSightings(ctx.db, workspace.id);
  const html = seen.get('replies-html');
  const plain = seen.get('replies-plain');
  const newest = plain && (!html || plain > html) ? plain : html;
  if (!newest) return [];
  const last = `Last seen ${absoluteDate(newest, workspace.timezone)}.`;
  if (newest === html)
    return [
      {
        severity: 'fine',
        title: 'Replies come as they were written',
        cause: `With their links and lists. ${last}`,
        fix: null,
      },
    ];
  return [
    {
      severity: 'warning',
      stops: [],
      title: 'Replies come without their links and lists',
      cause: `So each is read from Intercom once more, which takes longer. Whoever runs Threadwire chooses version 2.14 for the app's webhooks in the Developer Hub. ${last}`,
      fix: developerHub(ctx, workspace),
    },
  ];
}

/** What it told of in the last day without saying what we need. */
export async function unreadableFindings(ctx: Context, workspace: OpenWorkspace): Promise<Finding[]> {
  const since = new Date(ctx.clock.now() - DAY_MS);
  const unreadable = await listUnreadable(ctx.db, workspace.id, since);
  return unreadable.map(
    ({ what, times }): Finding => ({
      severity: 'warning',
      stops: [],
      title: 'Intercom told of something in a form that Threadwire does not know',
      cause: `${times === 1 ? 'Once' : `${times} times`} in the last day: ${what}. It was taken, and nothing was done with it. Whoever runs Threadwire looks for a newer version, or reports this line.`,
      fix: null,
    }),
  );
}
