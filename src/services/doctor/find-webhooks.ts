// Whether Intercom tells us of what agents write, of everything we asked for, and in the form that keeps links and lists.
import { absoluteDate } from '../../domain/dates.ts';
import type { Finding } from '../../domain/settings-page.ts';
import { topics } from '../../intercom/notifications.ts';
import { readSightings } from '../../store/sightings.ts';
import { findExpected, listTopicArrivals } from '../../store/topic-arrivals.ts';
import type { Context, OpenWorkspace } from '../context.ts';
import { developerHub } from './find-intercom.ts';

/** Intercom tries once more after a minute. */
const ARRIVES_WITHIN_MS = 10 * 60_000;
/** Somebody answers a customer by then. */
const ANSWERED_WITHIN_MS = 2 * 86_400_000;

type Arrivals = readonly { topic: string; at: Date }[];

/** Nothing is said against a workspace in which nothing can have happened yet. */
export async function topicsFinding(ctx: Context, workspace: OpenWorkspace): Promise<Finding> {
  const now = ctx.clock.now();
  const arrivals = await listTopicArrivals(ctx.db, workspace.id);
  const expected = await findExpected(ctx.db, workspace.id, new Date(now - ARRIVES_WITHIN_MS));
  const [latest] = arrivals;
  const fix = developerHub(ctx, workspace, 'Open the Developer Hub');
  const list = listOf(arrivals, workspace.timezone);
  // What follows from a call of ours may arrive before its answer is stored.
  if (expected.lastAt && (!latest || latest.at.getTime() < expected.lastAt.getTime() - ARRIVES_WITHIN_MS))
    return {
      severity: 'broken',
      title: latest
        ? 'Intercom has stopped telling of what happens there'
        : 'Intercom does not tell of what happens there',
      cause: `Replies of agents are not texted before it does. The app's webhook address, topics or permissions are wrong in the Developer Hub. ${list}`,
      fix,
    };
  const replied = arrivals.some(({ topic }) => topic === 'conversation.admin.replied');
  const isOverdue =
    expected.commentAt !== null ||
    (expected.firstTextAt !== null && now - expected.firstTextAt.getTime() > ANSWERED_WITHIN_MS);
  if (!replied && isOverdue)
    return {
      severity: 'warning',
      title: 'Intercom has not told of a reply yet',
      cause: `Replies become texts once it does. If agents have replied, the app's webhook topics or permissions are missing in the Developer Hub. ${list}`,
      fix,
    };
  const title = replied ? 'Intercom tells of replies' : 'Intercom has had nothing to tell of yet';
  return { severity: 'fine', title, cause: list, fix: null };
}

/** Every topic that the app is to be subscribed to. */
function listOf(arrivals: Arrivals, timeZone: string): string {
  const heard = arrivals.map(({ topic, at }) => `${topic} ${absoluteDate(at, timeZone)}`);
  const unheard = Object.keys(topics).filter((topic) => arrivals.every((arrival) => arrival.topic !== topic));
  const rest = unheard.length === 0 ? '' : ` Not yet: ${unheard.join(', ')}.`;
  return `${heard.length === 0 ? '' : `Last heard: ${heard.join(', ')}.`}${rest}`.trim();
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
        cause: `With links and lists, as up to version 2.14. ${last}`,
        fix: null,
      },
    ];
  return [
    {
      severity: 'warning',
      title: "Intercom's webhooks follow version 2.15 or later",
      cause: `Replies come without their links and lists, so each is read from Intercom once more. Choose 2.14 among the app's webhooks. ${last}`,
      fix: developerHub(ctx, workspace, 'Open the Developer Hub'),
    },
  ];
}
