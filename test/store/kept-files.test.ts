// Files in the database or in a bucket: the same bytes come back, and all of them go by age, for room and with the workspace.
import fs from 'node:fs';
import { Readable } from 'node:stream';
import { v7 } from 'uuid';
import { MOST_BYTES } from '../../src/domain/media/file.ts';
import type { OpenWorkspace } from '../../src/services/context.ts';
import { mediaFindings } from '../../src/services/doctor/find-media.ts';
import { expireOverdue, removeFilesOf } from '../../src/services/media/expire.ts';
import { keepFile } from '../../src/services/media/keep-file.ts';
import type { Database } from '../../src/store/database/database.ts';
import { openBucket } from '../../src/store/media/bucket.ts';
import { createBucketStore, PIECE_BYTES } from '../../src/store/media/bucket-store.ts';
import { createDatabaseStore } from '../../src/store/media/database-store.ts';
import { addFiles, type FileChanges, findFile, updateFiles } from '../../src/store/media/files.ts';
import type { MediaStore } from '../../src/store/media/media-store.ts';
import { insertInbound } from '../../src/store/texts/new-messages.ts';
import { installWorkspace } from '../../src/store/workspaces/workspace-changes.ts';
import { tellFinding } from '../../src/words/doctor/findings.ts';
import { type BucketServer, startBucketServer } from '../support/bucket-server.ts';
import { freshDatabase } from '../support/database/databases.ts';
import { afterAll, beforeAll, describe, expect, test } from '../support/jest-globals.ts';

const DAY = 86_400_000;
const now = new Date('2026-11-30T09:00:00Z');

let database: Database;
let server: BucketServer;
const stores: Record<string, MediaStore> = {};

beforeAll(async () => {
  [database, server] = await Promise.all([freshDatabase(), startBucketServer()]);
  stores['the database'] = createDatabaseStore(database);
  stores['a bucket'] = createBucketStore(openBucket(server.address), createDatabaseStore(database));
});

afterAll(() => Promise.all([database.close(), server.close()]));

async function newWorkspace(settings: { keepFilesDays?: number } = {}): Promise<string> {
  const id = v7();
  const said = { id, name: id, region: 'US', timezone: 'UTC', source: 'install' as const, actingAdminId: '1' };
  await database
    .within(id)
    .transaction()
    .execute((trx) => installWorkspace(trx, { ...said, sealedIntercomToken: 'sealed' }, new Date()));
  await database.owner
    .updateTable('workspaces')
    .set({ settings: JSON.stringify(settings) })
    .where('id', '=', id)
    .execute();
  return id;
}

/** A file of a text, or of none yet, with its bytes kept at that time. */
async function newFile(
  workspaceId: string,
  media: MediaStore,
  changes: { bytes?: Buffer; at?: Date; size?: number; isOfText?: boolean } = {},
) {
  const { bytes = Buffer.from('a picture'), at = now, size = bytes.length, isOfText = true } = changes;
  const db = database.within(workspaceId);
  const messageId = v7();
  if (isOfText) {
    const text = { workspaceId, id: messageId, sid: messageId, address: '+1', wroteAs: null, sender: '+2', body: 'Hi' };
    await db
      .transaction()
      .execute((trx) => insertInbound(trx, [{ ...text, media: [], keyword: null, receivedAt: now }]));
  }
  const found = { direction: 'in', source: 'ME1', claimedType: 'image/png', name: null } as const;
  const file = {
    workspaceId,
    id: v7(),
    subject: messageId,
    position: 0,
    messageId: isOfText ? messageId : null,
    ...found,
  };
  await addFiles(db, [file], at);
  await media.write(file, Readable.from([bytes]));
  await updateFiles(db, workspaceId, [file.id], { state: 'kept', type: 'image/png', size, stateAt: at });
  return file;
}

async function read(media: MediaStore, file: { workspaceId: string; id: string }, start: number, end: number) {
  const chunks: Uint8Array[] = [];
  for await (const chunk of media.read(file, { start, end })) chunks.push(chunk);
  return Buffer.concat(chunks);
}

const clock = { now: () => now.getTime() };
const contextOf = (workspaceId: string, media: MediaStore) => ({ db: database.within(workspaceId), clock, media });
const stateOf = async ({ workspaceId, id }: { workspaceId: string; id: string }) => {
  const file = await findFile(database.within(workspaceId), workspaceId, id);
  return file && [file.state, file.problem];
};

describe.each(['the database', 'a bucket'])('in %s', (name) => {
  const storeOf = () => stores[name] as MediaStore;

  test('bytes come back by range, those of the last try', async () => {
    const [media, workspaceId] = [storeOf(), await newWorkspace()];
    const bytes = Buffer.alloc(PIECE_BYTES + 1_000, 'a picture of a parcel');
    const file = await newFile(workspaceId, media, { bytes });
    expect(bytes.equals(await read(media, file, 0, bytes.length))).toBe(true);
    expect(await read(media, file, PIECE_BYTES - 5, PIECE_BYTES + 5)).toEqual(
      bytes.subarray(PIECE_BYTES - 5, PIECE_BYTES + 5),
    );
    await media.write(file, Readable.from([Buffer.from('short')]));
    expect(String(await read(media, file, 0, 5))).toBe('short');
    await media.remove([file]);
    await expect(read(media, file, 0, 5)).rejects.toThrow('missing-bytes');
  });

  test('files go when they are older than their workspace wants', async () => {
    const media = storeOf();
    const [usual, brief] = [await newWorkspace(), await newWorkspace({ keepFilesDays: 2 })];
    const at = (days: number) => ({ at: new Date(now.getTime() - days * DAY - 1) });
    const [old, young] = [await newFile(usual, media, at(30)), await newFile(usual, media, at(29))];
    const [shortlived, unsent] = [await newFile(brief, media, at(2)), await newFile(brief, media, at(2))];
    await database.owner
      .updateTable('messages')
      .set({ state: 'pending', direction: 'out' })
      .where('id', '=', unsent.messageId)
      .execute();
    const draft = await newFile(brief, media, { ...at(2), isOfText: false });
    expect(await expireOverdue({ clock, media }, database.owner)).toBe(3);
    expect(await Promise.all([old, young, shortlived, unsent, draft].map(stateOf))).toEqual([
      ['expired', null],
      ['kept', null],
      ['expired', null],
      ['kept', null],
      undefined,
    ]);
    await expect(read(media, old, 0, 9)).rejects.toThrow('missing-bytes');
    expect(String(await read(media, young, 0, 9))).toBe('a picture');
    expect(await expireOverdue({ clock, media }, database.owner)).toBe(0);
  });

  test('the oldest files make room for a new one', async () => {
    const [media, workspaceId] = [storeOf(), await newWorkspace()];
    const size = MOST_BYTES;
    const first = await newFile(workspaceId, media, { at: new Date(now.getTime() - DAY), size });
    const second = await newFile(workspaceId, media, { size });
    const file = await newFile(workspaceId, media, { size: 1 });
    await keepFile(
      contextOf(workspaceId, { ...media, mostBytes: 2 * MOST_BYTES + 1 }),
      file,
      Readable.from([Buffer.from('new')]),
    );
    expect(await Promise.all([first, second, file].map(stateOf))).toEqual([
      ['expired', 'no-room'],
      ['kept', null],
      ['kept', null],
    ]);
    await expect(read(media, first, 0, 9)).rejects.toThrow('missing-bytes');
  });

  test('a source that breaks off leaves nothing', async () => {
    const [media, workspaceId] = [storeOf(), await newWorkspace()];
    const file = await newFile(workspaceId, media);
    const broken = (async function* () {
      yield Buffer.alloc(PIECE_BYTES, 'x');
      throw new Error('cut off');
    })();
    await expect(keepFile(contextOf(workspaceId, media), file, broken)).rejects.toThrow('cut off');
    await expect(read(media, file, 0, 9)).rejects.toThrow('missing-bytes');
  });

  test('a workspace’s files go before it is erased, alone', async () => {
    const [media, workspaceId, other] = [storeOf(), await newWorkspace(), await newWorkspace()];
    const [file, kept] = [await newFile(workspaceId, media), await newFile(other, media)];
    await removeFilesOf({ clock, media }, database.owner, workspaceId, now);
    expect(await stateOf(file)).toEqual(['kept', null]);
    await database.owner.updateTable('workspaces').set({ uninstalled_at: now }).where('id', '=', workspaceId).execute();
    await removeFilesOf({ clock, media }, database.owner, workspaceId, now);
    await expect(read(media, file, 0, 9)).rejects.toThrow('missing-bytes');
    expect(String(await read(media, kept, 0, 9))).toBe('a picture');
  });
});

test('the doctor tells of files that did not come or went early', async () => {
  const media = stores['the database'] as MediaStore;
  const workspaceId = await newWorkspace();
  const ctx = { ...contextOf(workspaceId, media), publicUrl: 'https://sms.example.com' };
  const tell = async (twilioApiKey: unknown) =>
    (await mediaFindings(ctx, { id: workspaceId, twilioApiKey } as OpenWorkspace)).map((finding) => {
      const { title, cause, fix } = tellFinding(finding, 'UTC');
      return [title, cause, fix?.label];
    });
  expect(await tell(null)).toEqual([]);
  const put = async (at: Date, changes: FileChanges) => {
    const file = await newFile(workspaceId, media, { at });
    await updateFiles(ctx.db, workspaceId, [file.id], { stateAt: at, ...changes });
    return file;
  };
  await put(now, { state: 'waiting', problem: 'refused' });
  await put(now, { state: 'waiting', problem: 'store-away' });
  await put(now, { state: 'expired', problem: 'no-room' });
  await put(new Date(now.getTime() - 8 * DAY), { state: 'expired', problem: 'no-room' });
  await put(now, { state: 'waiting', problem: 'not-there' });
  expect(await tell('SK1')).toEqual([
    ['Twilio keeps back customers’ files', expect.stringContaining('Give the API key the right'), 'Check the API key'],
    ['Pictures and files cannot be kept', expect.stringContaining('1 file waits for it'), 'Check again'],
    ['Pictures and files are erased early', expect.stringContaining('so that 1 file made room'), 'Choose fewer days'],
  ]);
  await put(now, { state: 'kept' });
  expect((await tell(null)).map(([title]) => title)).not.toContain('Twilio keeps back customers’ files');
});

describe('a bucket', () => {
  const bucket = () => stores['a bucket'] as MediaStore;

  test('leaves files of the database where they are until they are removed', async () => {
    const workspaceId = await newWorkspace();
    const earlier = await newFile(workspaceId, stores['the database'] as MediaStore);
    expect(String(await read(bucket(), earlier, 2, 9))).toBe('picture');
    await bucket().remove([earlier]);
    await expect(read(stores['the database'] as MediaStore, earlier, 0, 9)).rejects.toThrow('missing-bytes');
  });

  test('holds an object a piece, under the workspace and the file', async () => {
    const workspaceId = await newWorkspace();
    const file = await newFile(workspaceId, bucket());
    const objects = () => fs.readdirSync(server.folder).filter((name) => name.startsWith(workspaceId));
    expect(objects()).toContain(`${workspaceId}.${file.id}.0._S3rver_object`);
    await bucket().remove([file]);
    expect(objects()).toEqual([]);
  });
});
