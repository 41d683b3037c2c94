// Endpoints: the addresses that a workspace has told what happens, and how they fare.
import { type Selectable, sql } from 'kysely';
import { type Endpoint, type EndpointFailure, isEventType } from '../../domain/endpoints.ts';
import type { Db, Trx } from '../database/database.ts';
import { recordset } from '../database/rows.ts';
import type { EndpointTable } from '../database/tables/endpoints.ts';

/** `sealed`: its secret. */
export interface NewEndpoint extends Pick<Endpoint, 'id' | 'url' | 'events' | 'createdAt'> {
  workspaceId: string;
  sealed: string;
}

export async function insertEndpoint(trx: Trx, endpoint: NewEndpoint): Promise<void> {
  const { workspaceId, id, url, events, sealed, createdAt } = endpoint;
  await trx
    .insertInto('endpoints')
    .values({
      ...{ workspace_id: workspaceId, id, url, events: [...events], secret: sealed, created_at: createdAt },
      ...{ failing_since: null, failure: null, rests_until: null, claimed_until: null, off_since: null },
    })
    .execute();
}

/** All of them, the oldest first. */
export async function listEndpoints(db: Db, workspaceId: string): Promise<Endpoint[]> {
  const rows = await db
    .selectFrom('endpoints')
    .selectAll()
    .where('workspace_id', '=', workspaceId)
    .orderBy('created_at')
    .orderBy('id')
    .execute();
  return rows.map(toEndpoint);
}

export async function findEndpointSecret(db: Db, workspaceId: string, id: string): Promise<string | undefined> {
  const row = await db
    .selectFrom('endpoints')
    .select('secret')
    .where('workspace_id', '=', workspaceId)
    .where('id', '=', id)
    .executeTakeFirst();
  return row?.secret;
}

/** With what it was told. False where there is none. */
export async function deleteEndpoint(trx: Trx, workspaceId: string, id: string): Promise<boolean> {
  const { numDeletedRows } = await trx
    .deleteFrom('endpoints')
    .where('workspace_id', '=', workspaceId)
    .where('id', '=', id)
    .executeTakeFirst();
  await trx
    .deleteFrom('endpoint_events')
    .where('workspace_id', '=', workspaceId)
    .where('endpoint_id', '=', id)
    .execute();
  return numDeletedRows > 0n;
}

/** With their secrets, which an uninstallation destroys. */
export async function deleteEndpoints(trx: Trx, workspaceId: string): Promise<void> {
  await trx.deleteFrom('endpoints').where('workspace_id', '=', workspaceId).execute();
  await trx.deleteFrom('endpoint_events').where('workspace_id', '=', workspaceId).execute();
}

/** An endpoint that this process alone sends to, for a while. */
export interface ClaimedEndpoint extends Endpoint {
  workspaceId: string;
  /** Its secret. */
  sealed: string;
  failures: number;
}

/** Events that could go now: the first of each subject that still waits, and whose pause is over. */
const dueHeads = (now: Date) => sql`
  SELECT FROM (
    SELECT DISTINCT ON (v.subject) v.next_at FROM endpoint_events v
    WHERE v.workspace_id = e.workspace_id AND v.endpoint_id = e.id AND v.status = 'waiting'
    ORDER BY v.subject, v.seq) head
  WHERE head.next_at IS NULL OR head.next_at <= ${now}`;

/** Claims endpoints with something to tell, of any workspace, those that waited longest first. */
export async function claimEndpoints(
  db: Db,
  { now, until, atMost }: { now: Date; until: Date; atMost: number },
): Promise<ClaimedEndpoint[]> {
  const { rows } = await sql<Selectable<EndpointTable>>`
    UPDATE endpoints c SET claimed_until = ${until}
    FROM (
      SELECT e.workspace_id, e.id FROM endpoints e
      WHERE e.off_since IS NULL AND (e.rests_until IS NULL OR e.rests_until <= ${now})
        AND (e.claimed_until IS NULL OR e.claimed_until <= ${now}) AND EXISTS (${dueHeads(now)})
      ORDER BY e.rests_until NULLS FIRST LIMIT ${atMost} FOR UPDATE SKIP LOCKED) due
    WHERE c.workspace_id = due.workspace_id AND c.id = due.id
    RETURNING c.*`.execute(db);
  return rows.map((row) => ({
    ...toEndpoint(row),
    workspaceId: row.workspace_id,
    sealed: row.secret,
    failures: row.failures,
  }));
}

export async function renewClaims(db: Db, endpoints: readonly ClaimedEndpoint[], until: Date): Promise<void> {
  const claimed = endpoints.map(({ workspaceId, id }) => ({ workspace_id: workspaceId, id }));
  await sql`
    UPDATE endpoints e SET claimed_until = ${until} FROM ${recordset('c', claimed, 'workspace_id text, id uuid')}
    WHERE e.workspace_id = c.workspace_id AND e.id = c.id AND e.claimed_until IS NOT NULL`.execute(db);
}

/** True where any workspace has an endpoint that is on. */
export async function hasEndpoints(db: Db): Promise<boolean> {
  const { rows } = await sql<{ any: boolean }>`
    SELECT EXISTS (SELECT FROM endpoints WHERE off_since IS NULL) AS any`.execute(db);
  return rows[0]?.any ?? false;
}

/** The next time at which an endpoint could be told something; null where none waits. */
export async function nextEventAt(db: Db, now: Date): Promise<Date | null> {
  const { rows } = await sql<{ at: Date | null }>`
    SELECT min(GREATEST(COALESCE(e.rests_until, ${now}), COALESCE(e.claimed_until, ${now}), COALESCE(head.next_at, ${now}))) AS at
    FROM endpoints e CROSS JOIN LATERAL (
      SELECT DISTINCT ON (v.subject) v.next_at FROM endpoint_events v
      WHERE v.workspace_id = e.workspace_id AND v.endpoint_id = e.id AND v.status = 'waiting'
      ORDER BY v.subject, v.seq) head
    WHERE e.off_since IS NULL`.execute(db);
  return rows[0]?.at ?? null;
}

/** The outcome of a round. `rest`: nothing got through; null: something did, or nothing was tried. */
export interface RoundEnd {
  rest: { failingSince: Date; failures: number; failure: EndpointFailure; until: Date } | null;
  /** Something got through. */
  answers: boolean;
  offSince: Date | null;
}

/** Ends the claim. */
export async function endRound(
  db: Db,
  { workspaceId, id }: { workspaceId: string; id: string },
  { rest, answers, offSince }: RoundEnd,
): Promise<void> {
  const well = { failing_since: null, failures: 0, failure: null, rests_until: null };
  await db
    .updateTable('endpoints')
    .set({
      claimed_until: null,
      ...(answers ? well : {}),
      ...(rest === null
        ? {}
        : {
            ...{ failing_since: rest.failingSince, failures: rest.failures, failure: rest.failure },
            rests_until: rest.until,
          }),
      ...(offSince === null ? {} : { off_since: offSince }),
    })
    .where('workspace_id', '=', workspaceId)
    .where('id', '=', id)
    .execute();
}

/** Ends the claim, and nothing goes to it until then. */
export async function restEndpoint(
  db: Db,
  { workspaceId, id }: { workspaceId: string; id: string },
  until: Date,
): Promise<void> {
  await db
    .updateTable('endpoints')
    .set({ claimed_until: null, rests_until: until })
    .where('workspace_id', '=', workspaceId)
    .where('id', '=', id)
    .execute();
}

/** Begins anew: whatever it failed at before, and on again where it was off. */
export async function switchOn(db: Db, workspaceId: string, id: string): Promise<void> {
  await db
    .updateTable('endpoints')
    .set({ off_since: null, failing_since: null, failures: 0, failure: null, rests_until: null })
    .where('workspace_id', '=', workspaceId)
    .where('id', '=', id)
    .execute();
}

function toEndpoint(row: Selectable<EndpointTable>): Endpoint {
  return {
    ...{ id: row.id, url: row.url, events: row.events.filter(isEventType), createdAt: row.created_at },
    ...{ failingSince: row.failing_since, failure: row.failure as EndpointFailure | null, offSince: row.off_since },
  };
}
