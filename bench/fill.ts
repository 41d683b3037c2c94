// Fills a database with the rows of years, and its queue with jobs that wait.
import { OUR_NUMBER, threads } from './company.ts';

/** Texts of a thread, jobs of a key. */
const TEXTS_A_THREAD = 10;
const JOBS_A_KEY = 100;

/** The ids of conversations for which the pretend Intercom answers 503 begin like this. */
export const STUCK = '999';

const WAITING = 'waiting/';
const WORKSPACE = threads[0]?.workspaceId;

/** Statements for other companies' workspaces, contacts, threads, conversations and texts, a text every minute in turn. */
export function fillTables({ workspaces, messages }: { workspaces: number; messages: number }): string[] {
  const threadCount = messages / TEXTS_A_THREAD;
  const threadRows = `
    SELECT 'fill' || i % ${workspaces} AS workspace_id, md5('thread' || i)::uuid AS id, substr(md5('contact' || i), 1, 24) AS contact_id,
      '+1415' || 2000000 + i AS address, '+14155550199' AS sender, 'fill' || i AS conversation_id, now() - i * interval '1 minute' AS at
    FROM generate_series(0, ${threadCount - 1}) AS i`;
  return [
    `INSERT INTO workspaces (id, name, region, timezone, source, acting_admin_id, intercom_token, twilio_account_sid,
       twilio_auth_token, created_at, updated_at)
     SELECT 'fill' || i, 'Company ' || i, 'US', 'UTC', 'install', '1', 'sealed', 'AC' || md5('account' || i), 'sealed', now(), now()
     FROM generate_series(0, ${workspaces - 1}) AS i`,
    `INSERT INTO senders SELECT id, '+14155550199', 0 FROM workspaces WHERE id LIKE 'fill%'`,
    `INSERT INTO contacts (workspace_id, contact_id, role, address, tagged_at, changed_at)
     SELECT workspace_id, contact_id, 'user', address, at, at FROM (${threadRows}) t`,
    `INSERT INTO threads (workspace_id, id, address, sender, contact_id, conversation_id, last_inbound_at, created_at)
     SELECT workspace_id, id, address, sender, contact_id, conversation_id, at, at FROM (${threadRows}) t`,
    `INSERT INTO conversations (workspace_id, conversation_id, thread_id, state, state_at, tagged_at, created_at)
     SELECT workspace_id, conversation_id, id, 'closed', at, at, at FROM (${threadRows}) t`,
    `INSERT INTO messages (workspace_id, id, direction, thread_id, address, sender, body, state, state_at, twilio_sid,
       conversation_id, part_id, written_at, created_at)
     SELECT 'fill' || i % ${threadCount} % ${workspaces},
       (lpad(to_hex(1700000000000 + i * 60000::bigint), 12, '0') || '70008' || lpad(to_hex(i), 15, '0'))::uuid,
       CASE i % 2 WHEN 0 THEN 'in' ELSE 'out' END, md5('thread' || i % ${threadCount})::uuid, '+1415' || 2000000 + i % ${threadCount},
       '+14155550199', 'Text number ' || i || ' of many, about as long as texts mostly are: two short sentences.',
       CASE i % 2 WHEN 0 THEN 'threaded' ELSE 'delivered' END, now(), 'SM' || md5('text' || i), 'fill' || i % ${threadCount},
       CASE i % 2 WHEN 0 THEN 'part' || i END, now(), now()
     FROM generate_series(0, ${messages - 1}) AS i`,
  ];
}

/** Texts in both directions in every thread of the company itself. */
export function fillThreads(): string[] {
  return [
    `INSERT INTO messages (workspace_id, id, direction, thread_id, address, sender, body, state, state_at, twilio_sid,
       conversation_id, reply_part_id, author_id, written_at, created_at)
     SELECT t.workspace_id, (lpad(to_hex(1750000000000 + i * 60000::bigint), 12, '0') || '70008' || substr(md5(t.id::text || i), 1, 15))::uuid,
       CASE i % 2 WHEN 0 THEN 'in' ELSE 'out' END, t.id, t.address, t.sender, 'Text number ' || i || ' of this thread: two short sentences.',
       CASE i % 2 WHEN 0 THEN 'threaded' ELSE 'delivered' END, now(), 'SM' || md5(t.id::text || i), t.conversation_id,
       CASE i % 2 WHEN 1 THEN 'reply' || i || t.id END, '991267001', now(), now()
     FROM threads t, generate_series(1, ${TEXTS_A_THREAD}) AS i WHERE t.workspace_id LIKE 'bench%'`,
  ];
}

/** Jobs on keys of their own that are due tomorrow. */
export function fillJobsForLater(jobs: number): string[] {
  const waiting = `SELECT i, '${WAITING}' || i / ${JOBS_A_KEY} AS key, gen_random_uuid() AS message_id FROM generate_series(0, ${jobs - 1}) AS i`;
  return [insertJobs(waiting, "now() + interval '1 day'")];
}

/** Texts in threads whose conversations are stuck, with their jobs, all due: the worker runs them as always. */
export function fillJobsBehindStuckOnes(jobs: number): string[] {
  const stuck = `
    SELECT '${WORKSPACE}' AS workspace_id, md5('stuck' || i)::uuid AS id, '+1415' || 3000000 + i AS address, '${STUCK}' || i AS conversation_id
    FROM generate_series(0, ${Math.ceil(jobs / JOBS_A_KEY) - 1}) AS i`;
  const texts = `
    SELECT i, '+1415' || 3000000 + i / ${JOBS_A_KEY} AS address,
      (lpad(to_hex(1700000000000), 12, '0') || '70008' || lpad(to_hex(i), 15, '0'))::uuid AS message_id
    FROM generate_series(0, ${jobs - 1}) AS i`;
  return [
    `INSERT INTO threads (workspace_id, id, address, sender, contact_id, conversation_id, last_inbound_at, created_at)
     SELECT workspace_id, id, address, '${OUR_NUMBER}', 'stuck', conversation_id, now(), now() FROM (${stuck}) t`,
    `INSERT INTO conversations (workspace_id, conversation_id, thread_id, state, state_at, tagged_at, created_at)
     SELECT workspace_id, conversation_id, id, 'open', now(), now(), now() FROM (${stuck}) t`,
    `INSERT INTO messages (workspace_id, id, direction, address, sender, body, state, state_at, twilio_sid, written_at, created_at)
     SELECT '${WORKSPACE}', message_id, 'in', address, '${OUR_NUMBER}', 'Stuck text ' || i, 'received', now(), 'SM' || md5('stuck' || i),
       now(), now() FROM (${texts}) t`,
    insertJobs(`SELECT *, '${WAITING}' || address AS key FROM (${texts}) t`, 'now()'),
  ];
}

/** `jobs` gives i, key and message_id. */
function insertJobs(jobs: string, startAfter: string): string {
  return `
    INSERT INTO pgboss.job (id, name, data, start_after, created_on, singleton_key, policy, retry_limit, retry_delay, retry_backoff,
      retry_delay_max, expire_seconds, deletion_seconds, keep_until, heartbeat_seconds)
    SELECT gen_random_uuid(), q.name, jsonb_build_object('workspaceId', '${WORKSPACE}', 'messageId', w.message_id),
      ${startAfter}, now() - interval '2 minutes' + w.i * interval '1 millisecond', w.key, q.policy, q.retry_limit, q.retry_delay,
      q.retry_backoff, q.retry_delay_max, q.expire_seconds, q.deletion_seconds, now() + interval '1 year', q.heartbeat_seconds
    FROM pgboss.queue q, (${jobs}) w WHERE q.name = 'receive-text'`;
}

/** Deletes the jobs of earlier runs, so that only jobs that wait on purpose are left. */
export const clearJobs = `DELETE FROM pgboss.job WHERE singleton_key NOT LIKE '${WAITING}%'`;

/** The lowest number of tries among the stuck jobs. */
export const fewestTries = `
  SELECT min(tries) AS tries FROM (
    SELECT max(retry_count) AS tries FROM pgboss.job WHERE singleton_key LIKE '${WAITING}%' GROUP BY singleton_key) k`;
