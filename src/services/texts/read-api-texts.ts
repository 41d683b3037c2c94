// Reads texts for the API: as they are stored, with the contact of their thread.
import type { ApiText } from '../../domain/api/text-shape.ts';
import type { TextSearch } from '../../domain/texts/text-search.ts';
import type { TraceFact } from '../../domain/texts/told-trace.ts';
import { isUuid } from '../../domain/uuid.ts';
import { type EventSource, listMessageEvents } from '../../store/texts/message-events.ts';
import { findTexts, readTexts } from '../../store/texts/text-log.ts';
import type { Context, OpenWorkspace } from '../context.ts';
import { readTrace } from './read-trace.ts';

export async function listApiTexts(
  ctx: Pick<Context, 'db'>,
  workspace: OpenWorkspace,
  search: TextSearch,
  limit: number,
): Promise<{ texts: ApiText[]; older: string | null }> {
  const { texts, older } = await findTexts(ctx.db, workspace.id, search, limit);
  return { texts, older };
}

export interface ApiTextEvent {
  state: string;
  at: Date;
  source: EventSource;
  errorCode: number | null;
}

/** Undefined where the workspace has no such text. */
export async function readApiText(
  ctx: Pick<Context, 'db'>,
  workspace: OpenWorkspace,
  id: string,
): Promise<(ApiText & { events: ApiTextEvent[]; trace: TraceFact[] }) | undefined> {
  const [found] = isUuid(id) ? await readTexts(ctx.db, workspace.id, [id]) : [];
  if (!found) return undefined;
  const [events, trace] = await Promise.all([
    listMessageEvents(ctx.db, workspace.id, [id]),
    readTrace(ctx.db, workspace.id, [found.message]),
  ]);
  return { message: found.message, contactId: found.contactId, events, trace };
}
