// What was found by reading after an outage, and what could not be read.

import type { Finding } from '../../domain/doctor/finding.ts';
import type { CatchUpReason } from '../../domain/doctor/outage.ts';
import { absoluteDate } from '../../domain/times/dates.ts';
import { type CatchUp, listCatchUps } from '../../store/evidence/catch-ups.ts';
import { type Context, nowOf, type OpenWorkspace } from '../context.ts';
import { checkAgain, developerHub, openIntercom } from './fixes.ts';

const DAY_MS = 86_400_000;
/** As long as it lasts as a rule. */
const READ_WITHIN_MS = 15 * 60_000;

export async function outageFindings(ctx: Context, workspace: OpenWorkspace): Promise<Finding[]> {
  const now = nowOf(ctx);
  const asked = await listCatchUps(ctx.db, workspace.id, new Date(now.getTime() - 7 * DAY_MS));
  return asked.flatMap((catchUp) => [
    ...(catchUp.endedAt === null ? unfinished(ctx, workspace, catchUp, now) : []),
    ...(catchUp.replies + catchUp.texts > 0 ? [found(ctx, workspace, catchUp, now)] : []),
    ...(catchUp.isCut || catchUp.unread > 0 ? [unread(ctx, workspace, catchUp)] : []),
  ]);
}

function unfinished(ctx: Context, workspace: OpenWorkspace, { askedAt, reads, ...gap }: CatchUp, now: Date): Finding[] {
  if (now.getTime() - askedAt.getTime() < READ_WITHIN_MS) return [];
  return [
    {
      severity: 'warning',
      stops: [],
      title: `What was missed ${during(gap, workspace)} is still being read`,
      cause: `${count(reads, 'conversation')} so far. It goes on as Intercom answers; replies that are found are texted in order.`,
      fix: checkAgain(ctx),
    },
  ];
}

function found(ctx: Context, workspace: OpenWorkspace, catchUp: CatchUp, now: Date): Finding {
  const { reason, replies, texts, endedAt } = catchUp;
  const isOne = replies + texts === 1;
  const what = [
    ...(texts > 0 ? [count(texts, 'text of a customer', 'texts of customers')] : []),
    ...(replies > 0 ? [count(replies, 'reply', 'replies')] : []),
  ].join(' and ');
  const hours = workspace.settings.holdAfterHours;
  const isIntercoms = reason === 'silence' || reason === 'daily';
  const hub = isIntercoms
    ? " Whoever runs Threadwire looks at the app's webhook address and topics in the Developer Hub."
    : '';
  const said = {
    title: `${what} ${isOne ? 'was' : 'were'} found ${during(catchUp, workspace)}`,
    cause: `No webhook had told of ${isOne ? 'it' : 'them'}. Texts of customers went into their conversations. Replies that were less than ${hours} hours old were texted in order; older ones got a note, so that their authors decide.${hub}`,
    fix: isIntercoms ? developerHub(ctx, workspace) : openIntercom(ctx, workspace),
  };
  const isNew = endedAt === null || now.getTime() - endedAt.getTime() < DAY_MS;
  return isNew ? { severity: 'warning', stops: [], ...said } : { severity: 'fine', ...said };
}

function unread(ctx: Context, workspace: OpenWorkspace, catchUp: CatchUp): Finding {
  const how = catchUp.isCut
    ? 'There were more than are read, or Intercom did not let them be searched.'
    : `${count(catchUp.unread, 'conversation')} could not be read, as one that became a ticket.`;
  return {
    severity: 'warning',
    stops: [],
    title: `Not everything could be read ${during(catchUp, workspace)}`,
    cause: `${how} A reply there may not have been texted. Look at the conversations that were answered then, and text from the panel what is missing.`,
    fix: openIntercom(ctx, workspace),
  };
}

const after: Readonly<Record<CatchUpReason, string>> = {
  outage: 'after an outage',
  silence: 'while Intercom told of nothing,',
  install: 'while Intercom did not let Threadwire in,',
  daily: 'unheard of',
};

function during({ reason, since, until }: Pick<CatchUp, 'reason' | 'since' | 'until'>, { timezone }: OpenWorkspace) {
  return `${after[reason]} from ${absoluteDate(since, timezone)} to ${absoluteDate(until, timezone)}`;
}

function count(number: number, one: string, several = `${one}s`): string {
  return `${number.toLocaleString('en-US')} ${number === 1 ? one : several}`;
}
