// Asks the store what no screen shows: rows that a request left behind, and the states and events of texts.
import { sql } from 'kysely';
import type { QueueName } from '../../../src/domain/jobs/queues.ts';
import type { Settings } from '../../../src/domain/settings/settings.ts';
import type { LoopKind } from '../../../src/domain/texts/loop.ts';
import { WORKSPACE_ID, type World } from '../../../src/simulator/world.ts';
import type { Db } from '../../../src/store/database/database.ts';
import { listForbidden } from '../../../src/store/evidence/forbidden-calls.ts';
import { findOldestDue } from '../../../src/store/queue/oldest-due.ts';
import { listAudit } from '../../../src/store/workspaces/audit.ts';
import { updateWorkspace, type WorkspaceChanges } from '../../../src/store/workspaces/workspace-changes.ts';
import { tellLine } from '../../../src/words/settings/history.ts';

/** `in` for customers' texts, `out` for ours. */
export type Direction = 'in' | 'out';

/** The states of all texts in one direction, oldest first. */
export async function storedStates(world: World, direction: Direction): Promise<string[]> {
  const query = world.app.ctx.database.owner.selectFrom('messages').where('direction', '=', direction).orderBy('id');
  return (await query.select('state').execute()).map(({ state }) => state);
}

/** Our texts, oldest first, with Twilio's ids for them. */
export async function storedTexts(world: World) {
  const query = world.app.ctx.database.owner.selectFrom('messages').where('direction', '=', 'out').orderBy('id');
  return query.select(['id', 'body', 'state', 'error_code as errorCode', 'twilio_sid as sid']).execute();
}

/** Each step that the store keeps of our texts, or of one of them, oldest first. */
export async function storedEvents(world: World, messageId?: string) {
  const all = world.app.ctx.database.owner.selectFrom('message_events').orderBy('id');
  const query = messageId === undefined ? all : all.where('message_id', '=', messageId);
  return query.select(['state', 'source', 'error_code as errorCode', 'at']).execute();
}

/** Twilio's ids of the files in each of the customers' texts, oldest text first. */
export async function storedFileIds(world: World): Promise<string[][]> {
  const query = world.app.ctx.database.owner.selectFrom('messages').where('direction', '=', 'in').orderBy('id');
  const rows = (await query.select('media').execute()) as { media: { id: string }[] | null }[];
  return rows.map(({ media }) => (media ?? []).map(({ id }) => id));
}

/** A conversation as the store knows it: its state, and the time at which it closed. */
export async function storedConversation(world: World, conversationId: string) {
  const query = world.app.ctx.database.owner.selectFrom('conversations').select(['state', 'closed_at as closedAt']);
  return query.where('conversation_id', '=', conversationId).executeTakeFirst();
}

/** Everything that rules heard of. */
export async function storedRuns(world: World): Promise<{ workspaceId: string; runId: string }[]> {
  const query = world.app.ctx.database.owner.selectFrom('rule_runs');
  return query.select(['workspace_id as workspaceId', 'id as runId']).execute();
}

/** The ids of the parts that the store holds to be ours: those of notes and of texts from the panel. */
export async function storedParts(world: World): Promise<Record<'notes' | 'texts', (string | null)[]>> {
  const { owner } = world.app.ctx.database;
  const notes = await owner.selectFrom('notes').select('part_id').where('part_id', 'is not', null).execute();
  const texts = await owner.selectFrom('messages').select('part_id').where('part_id', 'is not', null).execute();
  return { notes: notes.map((row) => row.part_id), texts: texts.map((row) => row.part_id) };
}

/** Why persons' texts failed, each with the time at which its conversation showed it. */
export async function storedFailures(world: World) {
  const query = world.app.ctx.database.owner.selectFrom('notes').where('by_person', '=', true).orderBy('id');
  return query.select(['kind', 'shown_at as shownAt']).execute();
}

/** The jobs that a queue, or every queue, still has to do for a workspace. */
export async function storedJobs(world: World, { workspaceId = WORKSPACE_ID, queue = '' } = {}): Promise<string[]> {
  const { rows } = await sql<{ name: string }>`
    SELECT name FROM pgboss.job WHERE state IN ('created', 'retry', 'active')
    AND data->>'workspaceId' = ${workspaceId} AND ${queue} IN (name, '')`.execute(world.app.ctx.database.owner);
  return rows.map(({ name }) => name);
}

/** The numbers of a workspace: all that it chose, and those in the Messaging Services that it chose. */
export async function storedSenders(world: World, workspaceId = 'second') {
  return (await world.app.ctx.workspaces.find(workspaceId, 0))?.senderDetails ?? [];
}

/** The role of each admin who has ever signed in, by their id. */
export async function storedRoles(world: World): Promise<Record<string, string>> {
  const rows = await world.app.ctx.database.owner.selectFrom('members').select(['admin', 'role']).execute();
  return Object.fromEntries(rows.map(({ admin, role }) => [admin, role]));
}

/** The refused requests that are kept, oldest first: their networks, and what came of looking at them. */
export async function storedRefusals({ app }: World): Promise<{ source: string; standing: string }[]> {
  return app.ctx.database.owner.selectFrom('quarantine').select(['source', 'standing']).orderBy('id').execute();
}

/** Calls that Intercom forbade the service for its own workspace, and has not allowed since. */
export async function storedForbidden({ app }: World) {
  return listForbidden(app.ctx.database.owner, WORKSPACE_ID, 'intercom', new Date(0));
}

/** The history of a workspace in words, newest first, longer than the page shows it. */
export async function storedHistory({ app }: World, workspaceId = 'second'): Promise<string[]> {
  const lines = await listAudit(app.ctx.database.within(workspaceId), workspaceId, { limit: 1_000 });
  return lines.map(({ line }) => tellLine(line));
}

/** Everything that is kept of one workspace. */
export async function holdingsOf({ app }: World, workspaceId: string): Promise<Holding[]> {
  return (await listHoldings(app.ctx.database.owner)).filter((holding) => holding.workspaceId === workspaceId);
}

/** Changes a workspace behind the settings page, for what it keeps to itself: its tag, its acting admin. */
export async function changeStored(world: World, changes: WorkspaceChanges): Promise<void> {
  await updateWorkspace(world.app.ctx.database.owner, WORKSPACE_ID, changes);
  world.app.ctx.workspaces.forget(WORKSPACE_ID);
}

/** An admin has chosen these settings; the others stay as they are. */
export async function chooseSettings(world: World, settings: Partial<Settings>): Promise<void> {
  await changeStored(world, { settings });
}

/** Since when the oldest job of a workspace that is due at this time has waited; null where none is due. */
/** Stops automatic texts in every thread. */
export async function stopAutomatic(world: World, kind: LoopKind): Promise<void> {
  const since = new Date(world.now());
  await world.app.ctx.database.owner.updateTable('threads').set({ loop_since: since, loop_kind: kind }).execute();
}

/** Takes away the job that is first in its line, as if it had been given up. */
export async function loseFirstJob({ app }: World, queue: string): Promise<void> {
  await sql`
    DELETE FROM pgboss.job WHERE id = (SELECT id FROM pgboss.job WHERE name = ${queue} AND state < 'active' ORDER BY id LIMIT 1)`.execute(
    app.ctx.database.owner,
  );
}

export async function storedOldestDue({ app }: World, workspaceId: string, at: Date): Promise<Date | null> {
  return findOldestDue(app.ctx.database.within(workspaceId), workspaceId, at);
}

/** The tables in which any row of any workspace shows these words. */
export async function tablesWith({ app }: World, words: string): Promise<string[]> {
  return tablesThatHold(app.ctx.database.owner, words);
}

async function listTables(db: Db): Promise<string[]> {
  const { rows } = await sql<{ name: string }>`
    SELECT format('%I.%I', schemaname, tablename) AS name FROM pg_tables
    WHERE schemaname = 'public' OR (schemaname = 'pgboss' AND tablename = 'job') ORDER BY 1`.execute(db);
  return rows.map((row) => row.name);
}

/** Tables in which any row shows `words`. */
export async function tablesThatHold(db: Db, words: string): Promise<string[]> {
  const found: string[] = [];
  for (const table of await listTables(db)) {
    const like = `%${words}%`;
    const { rows } = await sql`SELECT 1 FROM ${sql.raw(table)} AS t WHERE t::text LIKE ${like} LIMIT 1`.execute(db);
    if (rows.length > 0) found.push(table);
  }
  return found;
}

/** Tables that count refusals, and tables that note accepted requests after their answers. */
const growing = ['refusals', 'quarantine', 'topic_arrivals', 'sightings'].map((name) => `public.${name}`);

/** The number of rows in each table, without tables that may grow meanwhile. */
export async function countRows(db: Db): Promise<Record<string, number>> {
  const counts: Record<string, number> = {};
  for (const table of await listTables(db)) {
    if (growing.includes(table)) continue;
    const { rows } = await sql<{ count: string | number }>`SELECT count(*) AS count FROM ${sql.raw(table)}`.execute(db);
    counts[table] = Number(rows[0]?.count ?? 0);
  }
  return counts;
}

export interface Holding {
  table: string;
  workspaceId: string | null;
  row: Record<string, unknown>;
}

/** Every row that belongs to a workspace, whichever table it is in, and every job that is to be done for one. */
export async function listHoldings(db: Db): Promise<Holding[]> {
  const selects = (await listTenantTables(db)).map(
    (name) => `SELECT '${name}' AS "table", workspace_id AS "workspaceId", to_jsonb(t) AS row FROM ${name} AS t`,
  );
  const all = [
    ...selects,
    `SELECT 'workspaces', id, to_jsonb(t) FROM workspaces AS t`,
    `SELECT 'jobs', data->>'workspaceId', jsonb_build_object('id', id, 'name', name, 'state', state, 'data', data,
      'start_after', start_after) FROM pgboss.job AS t WHERE state < 'completed'`,
  ];
  const { rows } = await sql<Holding>`${sql.raw(all.join(' UNION ALL '))} ORDER BY 1, 2, 3`.execute(db);
  return rows;
}

/** Tables with rows of a workspace, without the workspaces themselves and the queue. */
export async function listTenantTables(db: Db): Promise<string[]> {
  const { rows } = await sql<{ name: string }>`
    SELECT DISTINCT c.table_name::text AS name FROM information_schema.columns c
    JOIN information_schema.tables t USING (table_schema, table_name)
    WHERE c.table_schema = 'public' AND c.column_name = 'workspace_id' AND t.table_type = 'BASE TABLE' ORDER BY 1`.execute(
    db,
  );
  return rows.map((row) => row.name);
}

/** Every string in it, however deep. */
export function leaves(value: unknown): string[] {
  if (typeof value === 'string') return [value];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(leaves) : [];
}

/** Makes the jobs of a queue older, as if time had gone by for them alone. */
export async function ageJobs({ app }: World, queue: QueueName, hours: number): Promise<void> {
  await sql`UPDATE pgboss.job SET created_on = created_on - make_interval(hours => ${hours}) WHERE name = ${queue}`.execute(
    app.ctx.database.owner,
  );
}

/** Makes every text of ours look as if it had been queued that long ago. */
export async function ageTexts(world: World, ms: number): Promise<void> {
  const past = new Date(world.now() - ms);
  await world.app.ctx.database.owner.updateTable('messages').set({ created_at: past }).execute();
}
