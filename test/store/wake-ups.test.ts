// PostgreSQL wakes processes that listen, once for each committed transaction.
import { type Database, openDatabase } from '../../src/store/database/database.ts';
import { freshDatabase } from '../support/database/databases.ts';
import { startCluster } from '../support/database/postgres-cluster.ts';
import { afterEach, expect, test } from '../support/jest-globals.ts';
import { until } from '../support/until.ts';

const left: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const close of left.splice(0).reverse()) await close();
});

async function listenTo({ wakeUps }: Database): Promise<(string | null)[]> {
  const heard: (string | null)[] = [];
  const listener = await wakeUps.listen((words) => heard.push(words));
  left.push(async () => listener.close());
  return heard;
}

const send = ({ owner, wakeUps }: Database, ...words: string[]) =>
  owner.transaction().execute(async (trx) => {
    for (const one of words) await wakeUps.send(trx, one);
  });

test('a committed signal is heard once, another’s is not', async () => {
  const database = await freshDatabase();
  left.push(() => database.close());
  const heard = await listenTo(database);
  await send(database, 'receive-text', 'receive-text');
  const failed = database.owner.transaction().execute(async (trx) => {
    await database.wakeUps.send(trx, 'deliver-text');
    throw new Error('No');
  });
  await expect(failed).rejects.toThrow('No');
  await send(database, 'post-note');
  await until('the last is heard', () => heard.includes('post-note'));
  expect(heard).toEqual([null, 'receive-text', 'post-note']);
});

test('a listener begins again with the server, and knows the gap', async () => {
  const cluster = await startCluster();
  left.push(() => cluster.stop());
  const faults: Error[] = [];
  const onError = (error: Error) => faults.push(error);
  const database = await openDatabase({ url: cluster.url, dataDir: '', poolSize: 2, onError });
  left.push(() => database.close());
  const heard = await listenTo(database);
  expect(heard).toEqual([null]);
  await cluster.restart();
  await until('it listens again', () => heard.length === 2);
  expect(faults.length).toBeGreaterThan(0);
  await send(database, 'receive-text');
  await until('the next is heard', () => heard.length === 3);
  expect(heard).toEqual([null, null, 'receive-text']);
});
