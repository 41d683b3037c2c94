// The queue keeps each key's order through retries, pauses, kills and floods.
import { sql } from 'kysely';
import { TestClock } from 'pg-boss';
import { v7 } from 'uuid';
import { type NewJob, newJob } from '../../src/domain/jobs/jobs.ts';
import { listDeadLetters } from '../../src/store/queue/dead-letters.ts';
import { type Jobs, openJobs } from '../../src/store/queue/jobs.ts';
import { analyseJobs } from '../../src/store/queue/queue-tables.ts';
import { freshDatabase } from '../support/database/databases.ts';
import { afterEach, beforeEach, describe, expect, test } from '../support/jest-globals.ts';

describe('the queue', () => {
  let database: Awaited<ReturnType<typeof freshDatabase>>;
  let jobs: Jobs;
  let clock: TestClock;

  beforeEach(async () => {
    database = await freshDatabase();
    clock = new TestClock(Date.now());
    const now = () => clock.now();
    jobs = await openJobs({ database, newId: v7, onError: fail, clock, now, supervise: false });
  });

  afterEach(async () => {
    await jobs.close();
    await database.close();
  });

  const job = (key: string, messageId: string): NewJob => ({
    queue: 'receive-text',
    key,
    data: { workspaceId: 'w', messageId },
  });
  const enqueue = (...list: NewJob[]) => database.owner.transaction().execute((trx) => jobs.enqueue(trx, list));
  const claimed = async (limit = 10) =>
    (await jobs.claim('receive-text', limit)).map((claim) => 'messageId' in claim.data && claim.data.messageId);

  /** For how long jobs are kept once they are due. */
  const keptDays = async () => {
    const { rows } = await sql<{ days: number }>`
      SELECT DISTINCT round(extract(epoch FROM keep_until - start_after) / 86400)::integer AS days FROM pgboss.job`.execute(
      database.owner,
    );
    return rows.map(({ days }) => days);
  };

  test('a job whose transaction rolls back never existed', async () => {
    const failing = database.owner.transaction().execute(async (trx) => {
      await jobs.enqueue(trx, [job('a', 'lost')]);
      throw new Error('rolled back');
    });
    await expect(failing).rejects.toThrow('rolled back');
    await enqueue(job('a', 'kept'));
    expect(await claimed()).toEqual(['kept']);
  });

  test('a waiting job comes sooner once the clock was set forward', async () => {
    const send = newJob('send-later', { workspaceId: 'w', sendId: 'later' }, { delayMs: 3_600_000 });
    await enqueue(send);
    const sent = async () => (await jobs.claim('send-later', 10)).map(({ data }) => 'sendId' in data && data.sendId);
    expect(await sent()).toEqual([]);
    await jobs.setClockAhead(1_800_000);
    expect(await sent()).toEqual([]);
    await jobs.setClockAhead(3_660_000);
    expect(await sent()).toEqual(['later']);
    expect(await keptDays()).toEqual([365]);
  });

  test('one key’s jobs come one at a time, in order', async () => {
    await enqueue(job('a', 'a1'), job('a', 'a2'), job('b', 'b1'));
    const first = await jobs.claim('receive-text', 10);
    expect(first.map((claim) => 'messageId' in claim.data && claim.data.messageId)).toEqual(['a1', 'b1']);
    expect(await claimed()).toEqual([]);
    await jobs.complete('receive-text', first);
    expect(await claimed()).toEqual(['a2']);
  });

  test('a workspace’s flood lets others pass, and keeps its order', async () => {
    const flood = Array.from({ length: 60 }, (_, turn) => job(`a${turn % 30}`, `a${turn}`));
    await enqueue(...flood);
    expect(await claimed(4)).toHaveLength(4);
    const other = (key: string, messageId: string): NewJob => ({
      queue: 'receive-text',
      key,
      data: { workspaceId: 'x', messageId },
    });
    await enqueue(other('b', 'b1'), other('b', 'b2'));
    const next = await jobs.claim('receive-text', 4);
    expect(next.map(({ key }) => key)).toContain('b');
    await jobs.complete('receive-text', next);
    expect(await claimed(1)).toEqual(['b2']);
  });

  test('a workspace’s resting jobs wake together, and let others pass', async () => {
    await enqueue(...Array.from({ length: 40 }, (_, turn) => job(`a${turn % 20}`, `a${turn}`)));
    const resting = await jobs.claim('receive-text', 20);
    for (const one of resting)
      await jobs.rest(one, 'refused', async () => ({ outcome: 'resting', until: 'woken' as const }));
    expect(await claimed()).toEqual([]);
    await database.owner.transaction().execute((trx) => jobs.restBehind(trx, 'w', ['receive-text']));
    await clock.setTime(clock.now() + 400 * 86_400_000);
    expect(await claimed()).toEqual([]);
    expect(await keptDays()).toEqual([365]);
    await database.owner.transaction().execute((trx) => jobs.wakeResting(trx, 'w', ['receive-text']));
    expect(await keptDays()).toEqual([365]);
    await enqueue({ queue: 'receive-text', key: 'b', data: { workspaceId: 'x', messageId: 'b1' } });
    const first = await jobs.claim('receive-text', 4);
    expect(first.map(({ key }) => key)).toEqual(expect.arrayContaining(['a0', 'b']));
    expect(first.map(({ dueAt }) => dueAt >= new Date(clock.now() - 1_000))).not.toContain(false);
    await jobs.complete('receive-text', first);
    const seen = new Map<string, unknown[]>();
    for (
      let batch = await jobs.claim('receive-text', 8);
      batch.length > 0;
      batch = await jobs.claim('receive-text', 8)
    ) {
      for (const { key, data } of batch)
        seen.set(key, [...(seen.get(key) ?? []), 'messageId' in data && data.messageId]);
      await jobs.complete('receive-text', batch);
    }
    expect(seen.get('a19')).toEqual(['a19', 'a39']);
    expect(seen.get('a0')).toEqual(['a20']);
  });

  test('a dead process’s job is due soon, after any tries', async () => {
    await enqueue(job('a', 'a1'));
    for (let attempt = 0; attempt < 8; attempt += 1) {
      const [tried] = await jobs.claim('receive-text', 1);
      if (!tried) throw new Error('the job is due');
      await jobs.retryLater('receive-text', tried, 'vendor away', 1_000);
      await clock.setTime(clock.now() + 2_000);
    }
    expect(await claimed()).toEqual(['a1']);
    await clock.setTime(clock.now() + 11_000);
    await jobs.boss.supervise();
    await clock.setTime(clock.now() + 15_000);
    expect(await claimed()).toEqual(['a1']);
  });

  test('a retried job stays ahead in its key, and delays no other', async () => {
    await enqueue(job('a', 'a1'), job('a', 'a2'), job('b', 'b1'));
    const [head, other] = await jobs.claim('receive-text', 10);
    if (!head || !other) throw new Error('two jobs are due');
    await jobs.retryLater('receive-text', head, 'vendor away', 60_000);
    await jobs.complete('receive-text', [other]);
    await clock.setTime(clock.now() + 59_000);
    expect(await claimed()).toEqual([]);
    await clock.setTime(clock.now() + 2_000);
    const [again] = await jobs.claim('receive-text', 10);
    expect(again).toMatchObject({ data: { messageId: 'a1' }, attempt: 1, repeated: true });
  });

  test('nothing overtakes a paused job in its key', async () => {
    await enqueue(job('a', 'a1'), job('a', 'a2'), job('b', 'b1'));
    const [head, other] = await jobs.claim('receive-text', 10);
    if (!head || !other) throw new Error('two jobs are due');
    await jobs.retryLater('receive-text', head, 'vendor away', 60_000);
    await jobs.complete('receive-text', [other]);
    await enqueue(job('a', 'a3'), job('b', 'b2'));
    expect(await claimed()).toEqual(['b2']);
    expect(await keptDays()).toEqual([365]);
    await clock.setTime(clock.now() + 61_000);
    const [again] = await jobs.claim('receive-text', 10);
    if (!again) throw new Error('the head is due');
    await jobs.retryLater('receive-text', again, 'vendor still away', 60_000);
    await clock.setTime(clock.now() + 61_000);
    for (const expected of ['a1', 'a2', 'a3', 'a4']) {
      const [next, ...rest] = await jobs.claim('receive-text', 10);
      if (!next) throw new Error('a job is due');
      expect([next.data, rest]).toMatchObject([{ messageId: expected }, []]);
      if (expected === 'a1') await enqueue(job('a', 'a4'));
      await jobs.complete('receive-text', [next]);
    }
  });

  test('jobs behind a paused one wait while it is retried', async () => {
    await enqueue(job('a', 'a1'), job('a', 'a2'), job('a', 'a3'));
    for (let attempt = 0; attempt < 3; attempt += 1) {
      const [head] = await jobs.claim('receive-text', 1);
      if (!head) throw new Error('the head is due');
      await jobs.retryLater('receive-text', head, 'vendor away', 4_000);
      const retries = await jobs.retries(new Date(clock.now()));
      const nextTryAt = new Date(clock.now() + 4_000);
      expect([...retries]).toEqual([['receive-text', { waiting: 3, mostTries: attempt + 1, nextTryAt }]]);
      await clock.setTime(clock.now() + 4_000);
      expect((await jobs.lags(new Date(clock.now()))).get('receive-text')?.waiting).toBe(1);
    }
  });

  test('a job given up releases the jobs behind it', async () => {
    await enqueue(job('a', 'a1'), job('a', 'a2'));
    const [head] = await jobs.claim('receive-text', 1);
    if (!head) throw new Error('a job is due');
    await jobs.retryLater('receive-text', head, 'vendor away', 1_000);
    await clock.setTime(clock.now() + 1_000);
    const [again] = await jobs.claim('receive-text', 1);
    if (!again) throw new Error('the head is due');
    await database.owner.transaction().execute((trx) => jobs.bury(trx, again, 'refused', new Date(clock.now())));
    expect(await claimed()).toEqual(['a2']);
  });

  test('a job for later keeps its time behind a retried one', async () => {
    const update = { queue: 'update-contact', key: 'c', data: { workspaceId: 'w', contactId: 'c' } } as const;
    await enqueue(update);
    const [head] = await jobs.claim('update-contact', 1);
    if (!head) throw new Error('a job is due');
    await enqueue({ ...update, delayMs: 60_000 });
    await jobs.retryLater('update-contact', head, 'vendor away', 1_000);
    await clock.setTime(clock.now() + 1_000);
    await jobs.complete('update-contact', await jobs.claim('update-contact', 1));
    expect(await jobs.claim('update-contact', 1)).toEqual([]);
    await clock.setTime(clock.now() + 60_000);
    const [later] = await jobs.claim('update-contact', 1);
    expect(later?.data).toEqual(update.data);
    expect(clock.now() - (later?.dueAt.getTime() ?? 0)).toBe(1_000);
  });

  test('a buried job keeps its reason and lets others go on', async () => {
    await enqueue(job('a', 'a1'), job('a', 'a2'));
    const [head] = await jobs.claim('receive-text', 1);
    if (!head) throw new Error('a job is due');
    await database.owner
      .transaction()
      .execute((trx) => jobs.bury(trx, head, 'Intercom refused it', new Date(clock.now())));
    expect(await claimed()).toEqual(['a2']);
    const letters = await listDeadLetters(database.owner);
    expect(letters).toMatchObject([
      {
        queue: 'receive-text',
        reason: 'Intercom refused it',
        attempts: 1,
        job: { key: 'a', data: { messageId: 'a1' } },
      },
    ]);
  });

  test('a claim that went to another process can no longer be settled', async () => {
    await enqueue(job('a', 'a1'));
    const [stale] = await jobs.claim('receive-text', 1);
    if (!stale) throw new Error('a job is due');
    await jobs.retryLater('receive-text', stale, 'first try', 0);
    await clock.setTime(clock.now() + 2_000);
    const [current] = await jobs.claim('receive-text', 1);
    if (!current) throw new Error('a job is due');
    await jobs.complete('receive-text', [stale]);
    expect(await jobs.keepAlive('receive-text', [stale])).toEqual([stale.id]);
    expect(await jobs.keepAlive('receive-text', [current])).toEqual([]);
  });
});

function fail(error: Error): void {
  throw error;
}

test('a process without claims learns the turns from the table', async () => {
  const database = await freshDatabase();
  const open = () => openJobs({ database, newId: v7, onError: fail, supervise: false });
  const [web, worker] = [await open(), await open()];
  const enqueue = (jobs: Jobs, list: NewJob[]) =>
    database.owner.transaction().execute((trx) => jobs.enqueue(trx, list));
  const job = (key: string) => ({ queue: 'update-contact', key, data: { workspaceId: 'w', contactId: key } }) as const;
  await enqueue(
    worker,
    Array.from({ length: 60 }, (_, turn) => job(`a${turn}`)),
  );
  await worker.claim('update-contact', 40);
  // Takes no turn now, and makes the process look.
  await enqueue(web, [{ ...job('later'), delayMs: 60_000 }]);
  await web.close();
  await enqueue(web, [job('a60')]);
  const { rows } = await sql<{ priority: number }>`
    SELECT priority FROM pgboss.job WHERE singleton_key IN ('a40', 'a60')`.execute(database.owner);
  expect(new Set(rows.map((row) => row.priority)).size).toBe(1);
  await worker.close();
  await database.close();
});

test('a flood onto an empty table is counted in time', async () => {
  const database = await freshDatabase();
  const jobs = await openJobs({ database, newId: v7, onError: fail, supervise: false });
  await sql`ANALYZE pgboss.job_common`.execute(database.owner);
  // Often enough for the plan to be kept.
  for (let turn = 0; turn < 10; turn += 1) await jobs.claim('receive-text', 8);
  const flood = Array.from({ length: 8_000 }, (_, turn): NewJob => {
    const data = { workspaceId: 'w', messageId: `m${turn}` };
    return { queue: 'receive-text', key: `k${turn % 1_000}`, data };
  });
  await database.owner.transaction().execute((trx) => jobs.enqueue(trx, flood));
  await jobs.claim('receive-text', 8);
  await jobs.claim('receive-text', 8);
  await jobs.close();
  const { rows } = await sql<{ rows: number }>`
    SELECT reltuples::integer AS rows FROM pg_class WHERE oid = 'pgboss.job_common'::regclass`.execute(database.owner);
  expect(rows[0]?.rows).toBeGreaterThan(4_000);
  await database.owner.transaction().execute(async (trx) => {
    // As a VACUUM holds it.
    await sql`LOCK TABLE pgboss.job_common IN SHARE UPDATE EXCLUSIVE MODE`.execute(trx);
    await analyseJobs(database);
  });
  await database.close();
});
