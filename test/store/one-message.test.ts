// Several statements sent at once are one transaction, however they fare.
import { sql } from 'kysely';
import type { Database } from '../../src/store/database/database.ts';
import { sendTogether } from '../../src/store/database/one-message.ts';
import { openPool } from '../../src/store/database/postgres.ts';
import { freshDatabase } from '../support/database/databases.ts';
import { afterEach, beforeEach, describe, expect, test } from '../support/jest-globals.ts';

let database: Database & { url: string | undefined };

beforeEach(async () => {
  database = await freshDatabase(1);
  await sql`CREATE TABLE things (name text PRIMARY KEY)`.execute(database.owner);
  await sql`GRANT SELECT, INSERT ON things TO threadwire_workspace, threadwire_accept`.execute(database.owner);
});
afterEach(() => database.close());

const insert = (name: unknown) => ({ text: 'INSERT INTO things (name) VALUES ($1)', values: [name] });

async function things(): Promise<string[]> {
  const { rows } = await sql<{ name: string }>`SELECT name FROM things ORDER BY name`.execute(database.owner);
  return rows.map(({ name }) => name);
}

describe('statements sent at once', () => {
  test('all take effect', async () => {
    await database.acceptAtOnce([insert('a'), insert('b')]);
    expect(await things()).toEqual(['a', 'b']);
  });

  test('none takes effect when one fails, and the connection goes on', async () => {
    await database.acceptAtOnce([insert('a')]);
    await expect(database.acceptAtOnce([insert('b'), insert('a'), insert('c')])).rejects.toMatchObject({
      code: '23505',
      detail: 'Key (name)=(a) already exists.',
    });
    await database.acceptAtOnce([insert('d')]);
    expect(await things()).toEqual(['a', 'd']);
  });

  test('a statement that cannot be read spoils no later one', async () => {
    const unreadable = { text: 'INSERT INTO nothing VALUES ($1)', values: ['a'] };
    for (const _ of [1, 2])
      await expect(database.acceptAtOnce([insert('a'), unreadable, insert('b')])).rejects.toMatchObject({
        code: '42P01',
      });
    await database.acceptAtOnce([insert('c'), insert('d')]);
    expect(await things()).toEqual(['c', 'd']);
  });

  test('an unsendable value is refused, and the connection goes on', async () => {
    const endless: { self?: object } = {};
    endless.self = endless;
    await expect(database.acceptAtOnce([insert('a'), insert(endless)])).rejects.toThrow(/circular/);
    await database.acceptAtOnce([insert('b')]);
    expect(await things()).toEqual(['b']);
  });

  test('the answer is the last statement’s', async () => {
    const pool = openPool({ url: database.url ?? '', poolSize: 1, sessionStatements: () => [], onError: () => {} });
    const client = await pool.connect();
    try {
      const rows = await sendTogether(client, [
        { text: 'SELECT generate_series(1, 3) AS first', values: [] },
        { text: 'SELECT $1::text AS second', values: ['b'] },
      ]);
      expect(rows.rows).toEqual([{ second: 'b' }]);
    } finally {
      client.release();
      await pool.end();
    }
  });
});

describe('a transaction', () => {
  test('failing at its first statement leaves nothing but a good connection', async () => {
    const db = database.within('ours');
    const failing = db.transaction().execute(async (trx) => {
      await sql`INSERT INTO things (name) VALUES (${'a'}), (${'a'})`.execute(trx);
    });
    await expect(failing).rejects.toMatchObject({ code: '23505' });
    await db.transaction().execute((trx) => sql`INSERT INTO things (name) VALUES (${'b'})`.execute(trx));
    expect(await things()).toEqual(['b']);
  });

  test('throwing after its first statement leaves nothing', async () => {
    const throwing = database
      .within('ours')
      .transaction()
      .execute(async (trx) => {
        await sql`INSERT INTO things (name) VALUES (${'a'})`.execute(trx);
        throw new Error('no');
      });
    await expect(throwing).rejects.toThrow('no');
    expect(await things()).toEqual([]);
  });

  test('without a statement is none', async () => {
    expect(
      await database
        .within('ours')
        .transaction()
        .execute(async () => 'nothing'),
    ).toBe('nothing');
    expect(await things()).toEqual([]);
  });
});
