// Happenings that rules heard of, and the outcome of each.
import { sql } from 'kysely';
import type { RuleKind } from '../../domain/rules/rule.ts';
import type { RuleUse, Run, RunCount, RunEnd, RunState } from '../../domain/rules/run.ts';
import type { Db, Trx } from '../database/database.ts';

export interface Heard {
  workspaceId: string;
  kind: RuleKind;
  /** The name of the tag; null for every other kind. */
  tag: string | null;
  /** The same happening has the same key, however often it is told. */
  onceKey: string;
  contactId: string | null;
  conversationId: string | null;
  at: Date;
}

/** A longer cap than a year does not exist. */
const KEPT_DAYS = 400;

export interface NewRun {
  workspaceId: string;
  runId: string;
  delayMinutes: number;
}

/**
 * A row for each rule that runs and waits for it, unless it has heard of it before. A welcome is kept for ever. Intercom
 * tells whole seconds.
 */
export async function insertRuns(trx: Trx, heard: Heard, now: Date): Promise<NewRun[]> {
  const { workspaceId, kind, tag, onceKey, contactId, conversationId, at } = heard;
  const expiresAt = kind === 'contact-created' ? null : new Date(now.getTime() + KEPT_DAYS * 86_400_000);
  const { rows } = await sql<{ id: string; delay_minutes: number }>`
    WITH fresh AS (
      INSERT INTO rule_runs (workspace_id, id, rule_id, once_key, contact_id, conversation_id, at, state, state_at, expires_at)
      SELECT r.workspace_id, gen_random_uuid(), r.id, ${onceKey}, ${contactId}, ${conversationId}, ${at}::timestamptz,
        'waiting', ${now}::timestamptz, ${expiresAt}::timestamptz
      FROM rules r WHERE r.workspace_id = ${workspaceId} AND r.kind = ${kind} AND r.archived_at IS NULL
        AND date_trunc('second', r.running_since) <= ${at}::timestamptz AND (r.tag IS NULL OR lower(r.tag) = lower(${tag}))
      ON CONFLICT DO NOTHING RETURNING id, rule_id)
    SELECT f.id, r.delay_minutes FROM fresh f
    JOIN rules r ON r.workspace_id = ${workspaceId} AND r.id = f.rule_id`.execute(trx);
  return rows.map((row) => ({ workspaceId, runId: row.id, delayMinutes: row.delay_minutes }));
}

export async function findRun(db: Db, workspaceId: string, id: string): Promise<Run | undefined> {
  const row = await db
    .selectFrom('rule_runs')
    .selectAll()
    .where('workspace_id', '=', workspaceId)
    .where('id', '=', id)
    .executeTakeFirst();
  return (
    row && {
      ...{ workspaceId, id, ruleId: row.rule_id, contactId: row.contact_id, conversationId: row.conversation_id },
      ...{ at: row.at, state: row.state as RunState },
    }
  );
}

export async function endRun(
  trx: Trx,
  { workspaceId, id }: Pick<Run, 'workspaceId' | 'id'>,
  end: RunEnd & { person: string | null },
  at: Date,
): Promise<void> {
  const { state, person } = end;
  const told = end.state === 'texted' ? { text_id: end.textId } : { reason: end.reason };
  await trx
    .updateTable('rule_runs')
    .set({ state, person, state_at: at, ...told })
    .where('workspace_id', '=', workspaceId)
    .where('id', '=', id)
    .where('state', '=', 'waiting')
    .execute();
}

/** For the caps: the rule is locked, so that no other text of it comes between. */
export async function readRuleUse(
  trx: Trx,
  { workspaceId, ruleId, person }: { workspaceId: string; ruleId: string; person: string },
  now: Date,
): Promise<RuleUse> {
  const hourAgo = new Date(now.getTime() - 3_600_000);
  const { rows } = await sql<{ last_hour: number; last_at: Date | null }>`
    SELECT (SELECT count(*)::integer FROM rule_runs WHERE workspace_id = ${workspaceId} AND rule_id = ${ruleId}::uuid
        AND state = 'texted' AND state_at > ${hourAgo}::timestamptz) AS last_hour,
      (SELECT max(state_at) FROM rule_runs WHERE workspace_id = ${workspaceId} AND rule_id = ${ruleId}::uuid
        AND person = ${person} AND state = 'texted') AS last_at`.execute(trx);
  return { lastHour: rows[0]?.last_hour ?? 0, lastToPersonAt: rows[0]?.last_at ?? null };
}

/** True where anything was ever texted to the person or by them, or another rule has welcomed them. */
export async function isKnownPerson(
  db: Db,
  { workspaceId, person, addresses }: { workspaceId: string; person: string; addresses: readonly string[] },
): Promise<boolean> {
  const { rows } = await sql<{ known: boolean }>`
    SELECT EXISTS (SELECT FROM threads t JOIN messages m ON m.workspace_id = t.workspace_id AND m.thread_id = t.id
        WHERE t.workspace_id = ${workspaceId} AND t.address IN (${sql.join(addresses)}))
      OR EXISTS (SELECT FROM messages WHERE workspace_id = ${workspaceId} AND state = 'received'
        AND address IN (${sql.join(addresses)}))
      OR EXISTS (SELECT FROM rule_runs s JOIN rules r ON r.workspace_id = s.workspace_id AND r.id = s.rule_id
        WHERE s.workspace_id = ${workspaceId} AND s.person = ${person} AND s.state = 'texted'
        AND r.kind = 'contact-created') AS known`.execute(db);
  return rows[0]?.known ?? false;
}

/** The outcomes of each rule since then. */
export async function countRuns(db: Db, workspaceId: string, since: Date): Promise<Map<string, RunCount>> {
  const { rows } = await sql<{ rule_id: string; texted: number; waiting: number; not_texted: number }>`
    SELECT rule_id, count(*) FILTER (WHERE state = 'texted')::integer AS texted,
      count(*) FILTER (WHERE state = 'waiting')::integer AS waiting,
      count(*) FILTER (WHERE state = 'not-texted')::integer AS not_texted
    FROM rule_runs WHERE workspace_id = ${workspaceId} AND state_at > ${since}::timestamptz GROUP BY rule_id`.execute(
    db,
  );
  return new Map(
    rows.map((row) => [row.rule_id, { texted: row.texted, waiting: row.waiting, notTexted: row.not_texted }]),
  );
}

/** Why a rule did not text lately, the most frequent reason first. */
export async function listReasons(
  db: Db,
  workspaceId: string,
  since: Date,
): Promise<{ ruleId: string; reason: string; count: number }[]> {
  const { rows } = await sql<{ rule_id: string; reason: string; count: number }>`
    SELECT rule_id, reason, count(*)::integer AS count FROM rule_runs
    WHERE workspace_id = ${workspaceId} AND state = 'not-texted' AND reason IS NOT NULL
      AND state_at > ${since}::timestamptz
    GROUP BY rule_id, reason ORDER BY count DESC, reason LIMIT 200`.execute(db);
  return rows.map((row) => ({ ruleId: row.rule_id, reason: row.reason, count: row.count }));
}
