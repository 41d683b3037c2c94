// The index of words: it takes in each text once, after a while, and loses those of a deleted text.
import { sql } from 'kysely';
import { v7 } from 'uuid';
import type { Database } from '../../src/store/database/database.ts';
import { indexWords, listUnindexed } from '../../src/store/texts/text-words.ts';
import { installWorkspace } from '../../src/store/workspaces/workspace-changes.ts';
import { freshDatabase } from '../support/database/databases.ts';
import { afterAll, beforeEach, expect, test } from '../support/jest-globals.ts';

const START = Date.UTC(2026, 0, 5, 9);
const at = (minute: number) => new Date(START + minute * 60_000);

const database: Database = await freshDatabase();
afterAll(() => database.close());

beforeEach(async () => {
  await database.owner.deleteFrom('messages').execute();
  await database.owner.deleteFrom('workspaces').execute();
  for (const id of ['ours', 'theirs']) await install(id);
});

async function install(id: string): Promise<void> {
  const said = { id, name: id, region: 'US', timezone: 'UTC', source: 'install' as const };
  await database
    .within(id)
    .transaction()
    .execute((trx) => installWorkspace(trx, { ...said, actingAdminId: '1', sealedIntercomToken: 's' }, at(0)));
}

async function keep(workspaceId: string, minute: number, body: string): Promise<string> {
  const id = v7({ msecs: at(minute).getTime() });
  await sql`
    INSERT INTO messages (workspace_id, id, direction, address, sender, body, state, state_at, written_at, created_at)
    VALUES (${workspaceId}, ${id}, 'in', '+14155550132', '+14155550100', ${body}, 'received', now(), now(), now())`.execute(
    database.owner,
  );
  return id;
}

async function indexed(word: string): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    SELECT message_id AS id FROM message_words WHERE words @@ ${`'ours:${word}'`}::tsquery ORDER BY 1`.execute(
    database.owner,
  );
  return rows.map(({ id }) => id);
}

const index = (workspaceId: string, before: Date, { atMost = 10, isFirst = true } = {}) =>
  database.owner.transaction().execute((trx) => indexWords(trx, workspaceId, { before, atMost, isFirst }));

test('the oldest texts come first, and none comes twice', async () => {
  const ids = [await keep('ours', 1, 'red boat'), await keep('ours', 2, 'red car'), await keep('ours', 9, 'red bus')];
  expect(await listUnindexed(database.owner, at(5))).toEqual(['ours']);
  expect(await index('ours', at(5), { atMost: 1 })).toBe(1);
  expect(await indexed('red')).toEqual([ids[0]]);
  expect(await index('ours', at(5))).toBe(1);
  expect(await index('ours', at(5))).toBe(0);
  expect(await indexed('red')).toEqual([ids[0], ids[1]]);
  expect(await listUnindexed(database.owner, at(5))).toEqual([]);
  expect(await listUnindexed(database.owner, at(10))).toEqual(['ours']);
});

test('the next run indexes a text stored behind the others', async () => {
  await keep('ours', 5, 'red boat');
  await index('ours', at(6));
  const late = await keep('ours', 3, 'red car');
  expect(await index('ours', at(6), { isFirst: false })).toBe(0);
  expect(await index('ours', at(6))).toBe(1);
  expect(await indexed('car')).toEqual([late]);
  expect(await index('ours', at(6))).toBe(0);
});

test('new words replace the old ones, also before the text is indexed', async () => {
  const id = await keep('ours', 1, 'red boat');
  await sql`UPDATE messages SET body = 'green boat' WHERE id = ${id}`.execute(database.owner);
  await index('ours', at(5));
  expect([await indexed('red'), await indexed('green')]).toEqual([[], [id]]);
});

test('words go with their text and their workspace', async () => {
  const ids = [await keep('ours', 1, 'red boat'), await keep('ours', 2, 'red car')];
  await index('ours', at(5));
  await database.owner.deleteFrom('messages').where('id', '=', String(ids[0])).execute();
  expect(await indexed('red')).toEqual([ids[1]]);
  await database.owner.deleteFrom('workspaces').where('id', '=', 'ours').execute();
  expect(await indexed('red')).toEqual([]);
  expect(await listUnindexed(database.owner, at(5))).toEqual([]);
});

test('a deletion under way delays the indexing and leaves no words', async () => {
  const id = await keep('ours', 1, 'red boat');
  await keep('theirs', 1, 'red boat');
  await database.owner.transaction().execute(async (trx) => {
    await trx.deleteFrom('messages').where('id', '=', id).execute();
    expect(await index('theirs', at(5))).toBe(0);
  });
  expect([await index('ours', at(5)), await index('theirs', at(5))]).toEqual([0, 1]);
  expect(await indexed('red')).toEqual([]);
});
