// The events that endpoints are told. Triggers of the database add them, each in the transaction of the row that it tells of.
import { type Selectable, sql } from 'kysely';
import type { EndpointFailure, EventStatus, EventType, Replay, ToldEvent } from '../../domain/endpoints.ts';
import type { MessageState } from '../../domain/texts/message.ts';
import type { Db, Trx } from '../database/database.ts';
import type { EndpointEventTable } from '../database/tables/endpoints.ts';

interface OfEndpoint {
  workspaceId: string;
  endpointId: string;
}

/** An event that waits to be told. */
export interface WaitingEvent extends OfEndpoint {
  seq: string;
  id: string;
  type: EventType;
  about: Subject;
  at: Date;
  tries: number;
  firstTriedAt: Date | null;
}

/** The subject of an event. A text's words are read when it goes. */
export type Subject =
  | { kind: 'text'; messageId: string; state: MessageState; errorCode: number | null }
  /** `source`: as it is stored. */
  | { kind: 'consent'; number: string; optedOut: boolean; source: string; sender: string }
  | { kind: 'finding'; finding: object };

/** The first event of each subject that waits, and whose pause is over: those that came first, first. */
export async function listDueEvents(
  db: Db,
  { workspaceId, endpointId }: OfEndpoint,
  now: Date,
  atMost: number,
): Promise<WaitingEvent[]> {
  const { rows } = await sql<Selectable<EndpointEventTable>>`
    SELECT * FROM (
      SELECT DISTINCT ON (v.subject) v.* FROM endpoint_events v
      WHERE v.workspace_id = ${workspaceId} AND v.endpoint_id = ${endpointId} AND v.status = 'waiting'
      ORDER BY v.subject, v.seq) head
    WHERE head.next_at IS NULL OR head.next_at <= ${now}
    ORDER BY head.seq LIMIT ${atMost}`.execute(db);
  return rows.map((row) => ({
    ...{ workspaceId, endpointId, seq: row.seq, id: row.id, type: row.type as EventType, about: aboutOf(row) },
    ...{ at: row.at, tries: row.tries, firstTriedAt: row.first_tried_at },
  }));
}

function aboutOf(row: Selectable<EndpointEventTable>): Subject {
  if (row.message_id !== null)
    return {
      ...{ kind: 'text', messageId: row.message_id },
      ...{ state: row.state as MessageState, errorCode: row.error_code },
    };
  if (row.type !== 'consent.changed') return { kind: 'finding', finding: row.told ?? {} };
  const { optedOut, source, sender } = row.told as { optedOut: boolean; source: string; sender: string };
  return { kind: 'consent', number: row.subject, optedOut, source, sender };
}

export interface TryEnd {
  status: EventStatus;
  answered: number | null;
  failure: EndpointFailure | null;
  /** Null where there is no other try. */
  nextAt: Date | null;
  at: Date;
}

/** Keeps how a try ended, unless another process has tried it meanwhile. */
export async function endTry(db: Db, event: WaitingEvent, { status, answered, failure, nextAt, at }: TryEnd) {
  await db
    .updateTable('endpoint_events')
    .set({
      ...{ status, answered, failure, next_at: nextAt, tries: event.tries + 1 },
      ...{ first_tried_at: event.firstTriedAt ?? at, settled_at: status === 'waiting' ? null : at },
    })
    .where('workspace_id', '=', event.workspaceId)
    .where('endpoint_id', '=', event.endpointId)
    .where('seq', '=', event.seq)
    .where('tries', '=', event.tries)
    .execute();
}

/** Nothing more goes: what waits counts as failed. */
export async function failWaiting(db: Db, { workspaceId, endpointId }: OfEndpoint, at: Date): Promise<void> {
  await db
    .updateTable('endpoint_events')
    .set({ status: 'failed', failure: 'off', next_at: null, settled_at: at })
    .where('workspace_id', '=', workspaceId)
    .where('endpoint_id', '=', endpointId)
    .where('status', '=', 'waiting')
    .execute();
}

/** Has events go again that went or failed before; returns how many. A test is told once. */
export async function replayEvents(trx: Trx, { workspaceId, endpointId }: OfEndpoint, replay: Replay): Promise<number> {
  const { since, until, onlyFailed } = replay;
  const { numUpdatedRows } = await trx
    .updateTable('endpoint_events')
    .set({ status: 'waiting', tries: 0, first_tried_at: null, next_at: null, failure: null, settled_at: null })
    .where('workspace_id', '=', workspaceId)
    .where('endpoint_id', '=', endpointId)
    .where('type', '!=', 'test')
    .where('status', 'in', onlyFailed ? ['failed'] : ['failed', 'delivered'])
    .$if(since !== null, (query) => query.where('at', '>=', since as Date))
    .$if(until !== null, (query) => query.where('at', '<', until as Date))
    .executeTakeFirst();
  return Number(numUpdatedRows);
}

/** A test has its line as every event. */
export async function insertTest(
  db: Db,
  { workspaceId, endpointId, id }: OfEndpoint & { id: string },
  { status, answered, failure, at }: Omit<TryEnd, 'nextAt'>,
  expiresAt: Date,
): Promise<void> {
  await db
    .insertInto('endpoint_events')
    .values({
      ...{ workspace_id: workspaceId, endpoint_id: endpointId, id, type: 'test', subject: '', message_id: null },
      ...{ state: null, error_code: null, told: null, at, status, tries: 1, first_tried_at: at, next_at: null },
      ...{ answered, failure, settled_at: at, expires_at: expiresAt },
    })
    .execute();
}

/** The newest first. */
export async function listToldEvents(
  db: Db,
  { workspaceId, endpointId }: OfEndpoint,
  atMost: number,
): Promise<ToldEvent[]> {
  const rows = await db
    .selectFrom('endpoint_events')
    .select(['id', 'type', 'at', 'status', 'tries', 'answered', 'failure'])
    .where('workspace_id', '=', workspaceId)
    .where('endpoint_id', '=', endpointId)
    .orderBy('seq', 'desc')
    .limit(atMost)
    .execute();
  return rows.map((row) => ({
    ...{ id: row.id, type: row.type as ToldEvent['type'], at: row.at, status: row.status as EventStatus },
    ...{ tries: row.tries, answered: row.answered, failure: failureIn(row) },
  }));
}

/** How many events of an endpoint failed, and how many wait. */
export async function countEvents(
  db: Db,
  { workspaceId, endpointId }: OfEndpoint,
): Promise<{ waiting: number; failed: number }> {
  const { rows } = await sql<{ waiting: number; failed: number }>`
    SELECT count(*) FILTER (WHERE status = 'waiting')::integer AS waiting,
      count(*) FILTER (WHERE status = 'failed' AND type <> 'test')::integer AS failed
    FROM endpoint_events WHERE workspace_id = ${workspaceId} AND endpoint_id = ${endpointId}`.execute(db);
  return rows[0] ?? { waiting: 0, failed: 0 };
}

/** An event that came while the endpoint was off was never tried. */
function failureIn({ status, tries, failure }: { status: string; tries: number; failure: string | null }) {
  return status === 'failed' && tries === 0 ? 'off' : (failure as EndpointFailure | null);
}
