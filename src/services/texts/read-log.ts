// Reads the log of texts and its lists, for pages and commands.

import type { TextSearch } from '../../domain/texts/text-search.ts';
import type { FoundTexts, LoggedText, ScheduledRow } from '../../domain/texts-page.ts';
import { countLog, listScheduled } from '../../store/texts/log-lists.ts';
import { findTexts, type LoggedText as Stored } from '../../store/texts/text-log.ts';
import { type Context, nowOf, type OpenWorkspace } from '../context.ts';
import { linkToConversation } from '../conversations/link-conversation.ts';
import { faultOfText } from './fault-of-text.ts';

/** Texts a page. */
const PAGE = 50;
/** Failures of so many milliseconds are counted: older ones are history. */
const FAILED_MS = 7 * 24 * 3_600_000;

export function countTexts(ctx: Pick<Context, 'db' | 'clock'>, workspaceId: string) {
  return countLog(ctx.db, workspaceId, new Date(nowOf(ctx).getTime() - FAILED_MS));
}

export async function readLog(
  ctx: Pick<Context, 'db'>,
  workspace: OpenWorkspace,
  search: TextSearch,
): Promise<FoundTexts> {
  const { texts, older, hasMoreNumbers } = await findTexts(ctx.db, workspace.id, search, PAGE);
  return { texts: texts.map((one) => toLogged(one, workspace)), older, hasMoreNumbers };
}

export function toLogged(
  { message, authorName, contactName, retried }: Stored,
  { settings }: Pick<OpenWorkspace, 'settings'>,
): LoggedText {
  const { id, direction, address, sender, body, media, state, partNo, createdAt: at, author } = message;
  return {
    ...{ id, direction, address, sender, body, state, partNo, at, contactName },
    files: media.length,
    fault: faultOfText(message, settings.holdAfterHours),
    author: author && { kind: author.kind, name: authorName },
    wasSentAgain: retried,
  };
}

/** The scheduled texts of the whole team, the next one first; `after`: where the page before ended. */
export async function readScheduled(
  ctx: Context,
  workspace: OpenWorkspace,
  after: { sendAt: Date; id: string } | null,
): Promise<{ scheduled: ScheduledRow[]; later: string | null }> {
  const rows = await listScheduled(ctx.db, workspace.id, { after, limit: PAGE + 1 });
  const scheduled = rows.slice(0, PAGE).map(({ send, authorName, contactName }): ScheduledRow => {
    const { id, address, sender, body, conversationId, createdAt, zone } = send;
    const sendAt = send.sendAt ?? createdAt;
    const conversationUrl = linkToConversation(ctx, workspace, conversationId);
    return { id, address, sender, body, sendAt, zone, author: authorName, contactName, conversationUrl };
  });
  const last = scheduled.at(-1);
  return { scheduled, later: rows.length > PAGE && last ? `${last.sendAt.toISOString()}_${last.id}` : null };
}
