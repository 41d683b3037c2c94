// Every connection of a database runs the queue's first statements, and a story's connections serve the next one alone.
import { sql } from 'kysely';
import type { Db } from '../../src/store/database/database.ts';
import { emptyDatabase, freshDatabase } from '../support/database/databases.ts';
import { expect, test } from '../support/jest-globals.ts';

const read = async (db: Db) =>
  (await sql<{ mark: string | null }>`SELECT current_setting('threadwire.mark', true) AS mark`.execute(db)).rows[0]
    ?.mark;

test('the first statements reach a connection that is in use', async () => {
  const database = await freshDatabase(2);
  let setting: Promise<unknown> | undefined;
  await database.owner.connection().execute(async (db) => {
    setting = database.queue.setSessionStatements?.(["SET threadwire.mark = 'set'"]);
    expect(await read(db)).toBeNull();
  });
  await setting;
  const both = await database.owner
    .connection()
    .execute((one) => database.owner.connection().execute(async (other) => [await read(one), await read(other)]));
  expect(both).toEqual(['set', 'set']);
  await database.close();
});

test('work left over from a story gets no connection of the next', async () => {
  const over = await emptyDatabase();
  await over.close();
  const next = await emptyDatabase();
  await expect(read(over.owner)).rejects.toThrow('destroyed');
  await expect(read(over.within('demo1234'))).rejects.toThrow('Cannot use a pool');
  expect(await read(next.owner)).toBeNull();
  await next.close();
});
