// The log of texts: each condition finds its texts, newest first, and no other workspace's.
import { v7 } from 'uuid';
import { readSoughtNumber } from '../../src/domain/numbers/sought-number.ts';
import { anyText, type TextSearch } from '../../src/domain/texts/text-search.ts';
import type { Database } from '../../src/store/database/database.ts';
import { countTexts } from '../../src/store/texts/figures.ts';
import { countLog, listScheduled } from '../../src/store/texts/log-lists.ts';
import { updateMessage } from '../../src/store/texts/messages.ts';
import { findTexts } from '../../src/store/texts/text-log.ts';
import { installWorkspace } from '../../src/store/workspaces/workspace-changes.ts';
import { freshDatabase } from '../support/database/databases.ts';
import { afterAll, beforeAll, expect, test } from '../support/jest-globals.ts';

const OURS = '+14155550100';
const START = Date.UTC(2026, 0, 5, 9);
const HOUR = 3_600_000;

let database: Database;
let made = 0;

interface Kept {
  workspaceId?: string;
  address?: string;
  body: string;
  direction?: string;
  state?: string;
  author?: { kind: string; id: string | null };
  errorCode?: number;
  retryOf?: string;
}

/** Stores a text an hour after the one before, and returns its id. */
async function keep(text: Kept): Promise<string> {
  const { workspaceId = 'ours', address = '+14155550132', body, direction = 'out', state = 'delivered' } = text;
  const at = new Date(START + made * HOUR);
  made += 1;
  const id = v7({ msecs: at.getTime() });
  const { owner } = database;
  const threadId = v7();
  await owner
    .insertInto('threads')
    .values({
      ...{ workspace_id: workspaceId, id: threadId, address, sender: OURS, contact_id: null, conversation_id: null },
      ...{ last_inbound_at: null, creating_since: null, created_at: at },
    })
    .onConflict((conflict) => conflict.columns(['workspace_id', 'address', 'sender']).doNothing())
    .execute();
  const thread = await owner
    .selectFrom('threads')
    .select('id')
    .where('workspace_id', '=', workspaceId)
    .where('address', '=', address)
    .executeTakeFirstOrThrow();
  await owner
    .insertInto('messages')
    .values({
      ...{ workspace_id: workspaceId, id, direction, thread_id: thread.id, address, sender: OURS, body, state },
      ...{ state_at: at, error_code: text.errorCode ?? null, retry_of: text.retryOf ?? null, media: null },
      ...{ keyword: null, twilio_sid: null, conversation_id: null, part_id: null, reply_part_id: null, send_id: null },
      ...{ author_kind: text.author?.kind ?? null, author_id: text.author?.id ?? null, price: null, price_unit: null },
      ...{ written_at: at, attempted_at: null, created_at: at },
    })
    .execute();
  return id;
}

const find = async (search: Partial<TextSearch>, limit = 50) =>
  (await findTexts(database.within('ours'), 'ours', { ...anyText, ...search }, limit)).texts.map(
    ({ message }) => message.body,
  );

const ids: Record<string, string> = {};

beforeAll(async () => {
  database = await freshDatabase();
  for (const id of ['ours', 'theirs']) {
    const said = { id, name: id, region: 'US', timezone: 'UTC', source: 'install' as const, actingAdminId: '1' };
    await database
      .within(id)
      .transaction()
      .execute((trx) => installWorkspace(trx, { ...said, sealedIntercomToken: 'sealed' }, new Date()));
  }
  await database.owner
    .insertInto('admins')
    .values({ workspace_id: 'ours', id: '7', name: 'Theo', changed_at: new Date() })
    .execute();
  const theo = { kind: 'admin', id: '7' };
  ids.first = await keep({ body: 'Where is my ORDER A-1042?', direction: 'in', state: 'threaded' });
  ids.sent = await keep({ body: 'It left today, Élodie – see example.com/track', author: theo });
  ids.failed = await keep({ body: 'Your code is 55', author: theo, state: 'undelivered', errorCode: 30006 });
  ids.again = await keep({ body: 'Your code is 55 again', author: theo, retryOf: ids.failed ?? '' });
  ids.robot = await keep({ body: 'Reminder', author: { kind: 'automation', id: null }, address: '+447700900123' });
  ids.held = await keep({ body: 'Too late', author: theo, state: 'held', address: '+447700900123' });
  await keep({ workspaceId: 'theirs', body: 'Where is my order?', state: 'held' });
});

afterAll(() => database.close());

test.each([
  ['nothing', {}, ['Too late', 'Reminder', 'Your code is 55 again', 'Your code is 55', /left/, /ORDER/]],
  ['a word in any case', { words: 'order' }, [/ORDER/]],
  ['the beginning of a word', { words: 'remi' }, ['Reminder']],
  ['words in any order', { words: 'today LEFT élod' }, [/left/]],
  ['part of a code', { words: '1042' }, [/ORDER/]],
  ['a word that no text has', { words: 'parcel' }, []],
  ['signs without a word', { words: '%_?\\ \' "' }, []],
  ['a direction', { direction: 'in' }, [/ORDER/]],
  ['an agent', { agent: { kind: 'admin', id: '7' } }, ['Too late', 'Your code is 55 again', 'Your code is 55', /left/]],
  ['automation', { agent: { kind: 'automation' } }, ['Reminder']],
  ['several states', { states: ['held', 'failed', 'undelivered'] }, ['Too late', 'Your code is 55']],
  ['an error', { errorCode: 30006 }, ['Your code is 55']],
  ['a time', { since: new Date(START + HOUR), until: new Date(START + 3 * HOUR) }, ['Your code is 55', /left/]],
  ['what no text can be', { direction: 'in', agent: { kind: 'admin', id: '7' } }, []],
  ['all at once', { words: 'code', states: ['undelivered'], agent: { kind: 'admin', id: '7' } }, ['Your code is 55']],
] as [string, Partial<TextSearch>, (string | RegExp)[]][])('a search for %s', async (_name, search, expected) => {
  expect(await find(search)).toEqual(
    expected.map((one) => (typeof one === 'string' ? one : expect.stringMatching(one))),
  );
});

test.each([
  ['(415) 555-0132', 4],
  ['415 555 0132', 4],
  ['0132', 4],
  ['+44 7700 900123', 2],
  ['+44', 0],
  ['+447', 2],
  ['900123', 2],
  ['415', 4],
  ['99999', 0],
])('the number %s finds %i texts', async (typed, count) => {
  const number = readSoughtNumber(typed, 'US');
  expect(number === null ? [] : await find({ number })).toHaveLength(count);
});

test('digits find their number, or a text with them', async () => {
  const number = readSoughtNumber('1042', 'US');
  expect(await find({ number, words: '1042', match: 'either' })).toEqual([expect.stringMatching(/ORDER/)]);
  const ending = readSoughtNumber('0132', 'US');
  expect(await find({ number: ending, words: '0132', match: 'either' })).toHaveLength(4);
});

test('pages go on where the one before ended', async () => {
  const page = (before: string | null) =>
    findTexts(database.within('ours'), 'ours', { ...anyText, before }, 4).then(({ texts, older }) => ({
      bodies: texts.map(({ message }) => message.id),
      older,
    }));
  const first = await page(null);
  const second = await page(first.older);
  expect(new Set([...first.bodies, ...second.bodies]).size).toBe(6);
  expect(second.older).toBeNull();
});

test('changed words are found, and the old ones are not', async () => {
  const id = await keep({ body: 'Aubergine' });
  await updateMessage(database.within('ours'), { workspaceId: 'ours', id }, { body: 'Courgette' });
  expect(await find({ words: 'aubergine' })).toEqual([]);
  expect(await find({ words: 'courgette' })).toEqual(['Courgette']);
  await database.owner.deleteFrom('messages').where('id', '=', id).execute();
  expect(await find({ words: 'courgette' })).toEqual([]);
});

test('a word of any length hides no other', async () => {
  const long = await keep({ body: `${'ü'.repeat(1_590)} tailpiece` });
  const spaced = await keep({ body: '  \n\t Lantern   …  ' });
  const blank = await keep({ body: ' ' });
  expect(await find({ words: 'tailpiece' })).toHaveLength(1);
  expect(await find({ words: 'ü'.repeat(40) })).toHaveLength(1);
  expect(await find({ words: 'lantern' })).toHaveLength(1);
  expect(await find({ words: 'ours' })).toEqual([]);
  await database.owner.deleteFrom('messages').where('id', 'in', [long, spaced, blank]).execute();
});

test('a text tells its author, and that it was sent again', async () => {
  const { texts } = await findTexts(database.within('ours'), 'ours', { ...anyText, errorCode: 30006 }, 1);
  expect(texts).toMatchObject([{ authorName: 'Theo', retried: true, message: { state: 'undelivered' } }]);
});

test('counts leave out failures that were sent again', async () => {
  const counts = await countLog(database.within('ours'), 'ours', new Date(START));
  expect(counts).toEqual({ failed: 0, held: 1, waiting: 0, scheduled: 0, deadLetters: 0 });
  expect(await listScheduled(database.within('ours'), 'ours', { after: null, limit: 5 })).toEqual([]);
});

test('the texts of a day are counted by direction and state', async () => {
  const since = new Date(START + made * HOUR);
  await keep({ body: 'In', direction: 'in', state: 'threaded' });
  for (const state of ['pending', 'held', 'failed', 'undelivered', 'delivered']) await keep({ body: state, state });
  await keep({ body: 'Of another', workspaceId: 'theirs' });
  expect(await countTexts(database.within('ours'), 'ours', since)).toEqual({
    ...{ received: 1, outgoing: 5, failed: 2, waiting: 1, held: 1 },
  });
  expect(await countTexts(database.within('ours'), 'ours', new Date(START + made * HOUR))).toMatchObject({
    outgoing: 0,
  });
});
