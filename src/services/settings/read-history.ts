// Reads a page of a workspace's history: of everybody or of one person, the newest lines or those before a line.
import { type HistoryPage, historyPageSize, serviceItself } from '../../domain/settings/history-page.ts';
import { isUuid } from '../../domain/uuid.ts';
import { listAudit } from '../../store/workspaces/audit.ts';
import { listMembers } from '../../store/workspaces/sessions.ts';
import type { SettingsContext } from '../changes/change.ts';

/** As an address carries it: a cursor that is no id, and a person who is not known, ask for nothing. */
export interface HistoryQuery {
  before: string;
  by: string;
}

export async function readHistory(
  ctx: Pick<SettingsContext, 'db'>,
  workspaceId: string,
  { before, by: wanted }: HistoryQuery,
): Promise<HistoryPage> {
  const members = await listMembers(ctx.db, workspaceId);
  const people = members.map(({ adminId, name }) => ({ id: adminId, name }));
  const by = wanted === serviceItself || people.some(({ id }) => id === wanted) ? wanted : null;
  const cursor = isUuid(before) ? before : null;
  const found = await listAudit(ctx.db, workspaceId, {
    limit: historyPageSize + 1,
    ...(cursor === null ? {} : { before: cursor }),
    ...(by === null ? {} : { by: by === serviceItself ? null : by }),
  });
  const shown = found.slice(0, historyPageSize);
  return {
    lines: shown.map(({ at, name, line }) => ({ at, who: name, line })),
    older: found.length > shown.length ? (shown.at(-1)?.id ?? null) : null,
    isNewest: cursor === null,
    by,
    people,
  };
}
