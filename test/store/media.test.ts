// Files in the database: their bytes in pieces, read by range, and gone with their text.
import { Readable } from 'node:stream';
import { v7 } from 'uuid';
import type { Database } from '../../src/store/database/database.ts';
import { createDatabaseStore, PIECE_BYTES } from '../../src/store/media/database-store.ts';
import { addFiles, findFile, listFilesOf, listFilesOfTexts, updateFiles } from '../../src/store/media/files.ts';
import { insertInbound } from '../../src/store/texts/new-messages.ts';
import { installWorkspace } from '../../src/store/workspaces/workspace-changes.ts';
import { freshDatabase } from '../support/database/databases.ts';
import { afterAll, beforeAll, expect, test } from '../support/jest-globals.ts';

let database: Database;

beforeAll(async () => {
  database = await freshDatabase();
  for (const id of ['ours', 'theirs']) {
    const said = { id, name: id, region: 'US', timezone: 'UTC', source: 'install' as const, actingAdminId: '1' };
    await database
      .within(id)
      .transaction()
      .execute((trx) => installWorkspace(trx, { ...said, sealedIntercomToken: 'sealed' }, new Date()));
  }
});

afterAll(() => database.close());

const now = new Date('2026-11-30T09:00:00Z');

async function newFile(changes: { messageId?: string; subject?: string; position?: number } = {}) {
  const { messageId = null, subject = v7(), position = 0 } = changes;
  const found = { direction: 'in', source: 'ME1', claimedType: 'image/png', name: null } as const;
  const file = { workspaceId: 'ours', id: v7(), subject, position, messageId, ...found };
  await addFiles(database.within('ours'), [file], now);
  return file;
}

async function bytesOf(source: AsyncIterable<Uint8Array>): Promise<Buffer> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of source) chunks.push(chunk);
  return Buffer.concat(chunks);
}

const noise = (length: number) => Buffer.from(Array.from({ length }, (_, at) => (at * 31 + (at >> 8)) % 256));

test('bytes come back whole and by range, across pieces', async () => {
  const store = createDatabaseStore(database);
  const file = await newFile();
  const bytes = noise(2 * PIECE_BYTES + 1_000);
  const chunks = [bytes.subarray(0, 10), bytes.subarray(10, PIECE_BYTES + 77), bytes.subarray(PIECE_BYTES + 77)];
  await store.write(file, Readable.from(chunks));
  expect(bytes.equals(await bytesOf(store.read(file, { start: 0, end: bytes.length })))).toBe(true);
  const range = { start: PIECE_BYTES - 5, end: PIECE_BYTES + 5 };
  expect(await bytesOf(store.read(file, range))).toEqual(bytes.subarray(range.start, range.end));
  const { rows } = await database
    .within('ours')
    .selectFrom('file_pieces')
    .select('bytes')
    .execute()
    .then((all) => ({ rows: all }));
  expect(Math.max(...rows.map((row) => row.bytes.length))).toBe(PIECE_BYTES);
});

test('a later try replaces all bytes of an earlier one', async () => {
  const store = createDatabaseStore(database);
  const file = await newFile();
  await store.write(file, Readable.from([noise(2 * PIECE_BYTES)]));
  await store.write(file, Readable.from([Buffer.from('short')]));
  expect(String(await bytesOf(store.read(file, { start: 0, end: 5 })))).toBe('short');
  await expect(bytesOf(store.read(file, { start: 0, end: 6 }))).rejects.toThrow('missing');
  await store.remove([file]);
  await expect(bytesOf(store.read(file, { start: 0, end: 5 }))).rejects.toThrow('missing');
});

test('a write ends with the error of its source', async () => {
  const broken = (async function* () {
    yield Buffer.from('some');
    throw new Error('cut off');
  })();
  await expect(createDatabaseStore(database).write(await newFile(), broken)).rejects.toThrow('cut off');
});

test('a workspace can neither read nor replace another’s bytes', async () => {
  const store = createDatabaseStore(database);
  const file = await newFile();
  await store.write(file, Readable.from([Buffer.from('secret')]));
  const stranger = { workspaceId: 'theirs', id: file.id };
  await expect(bytesOf(store.read(stranger, { start: 0, end: 6 }))).rejects.toThrow('missing');
  await expect(store.write(stranger, Readable.from([Buffer.from('forged')]))).rejects.toThrow('violates foreign key');
  expect(await findFile(database.within('theirs'), 'ours', file.id)).toBeUndefined();
});

test('a file is known by subject and position before its text', async () => {
  const file = await newFile({ subject: 'reply 7' });
  await newFile({ subject: 'reply 7' });
  await newFile({ subject: 'reply 7', position: 1 });
  const files = await listFilesOf(database.within('ours'), 'ours', 'reply 7');
  expect(files.map(({ id, position, state }) => [id === file.id, position, state])).toEqual([
    [true, 0, 'waiting'],
    [false, 1, 'waiting'],
  ]);
});

test('a file goes with its text, and its bytes with it', async () => {
  const id = v7();
  const inbound = { workspaceId: 'ours', id, sid: 'MM1', address: '+1', wroteAs: null, sender: '+2', body: 'Hi' };
  const db = database.within('ours');
  await db
    .transaction()
    .execute((trx) => insertInbound(trx, [{ ...inbound, media: [], keyword: null, receivedAt: now }]));
  const file = await newFile({ messageId: id });
  await createDatabaseStore(database).write(file, Readable.from([Buffer.from('bytes')]));
  await updateFiles(db, 'ours', [file.id], { state: 'kept', type: 'image/png', size: 5, stateAt: now });
  expect(await listFilesOfTexts(db, 'ours', [id])).toMatchObject([{ state: 'kept', type: 'image/png', size: 5 }]);
  await db.deleteFrom('messages').where('id', '=', id).execute();
  expect(await findFile(db, 'ours', file.id)).toBeUndefined();
  expect(await db.selectFrom('file_pieces').select('no').where('file_id', '=', file.id).execute()).toEqual([]);
});
