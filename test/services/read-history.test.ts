// The history page by page, of everybody and of one person.
import { historyPageSize, serviceItself } from '../../src/domain/settings/history-page.ts';
import { newId } from '../../src/lib/ids.ts';
import { type HistoryQuery, readHistory } from '../../src/services/settings/read-history.ts';
import { insertAudit } from '../../src/store/workspaces/audit.ts';
import { upsertMember } from '../../src/store/workspaces/sessions.ts';
import { installWorkspace } from '../../src/store/workspaces/workspace-changes.ts';
import { type FreshDatabase, freshDatabase } from '../support/database/databases.ts';
import { afterEach, beforeEach, expect, test } from '../support/jest-globals.ts';

const at = new Date('2026-01-08T13:05:00Z');
const lines = 2 * historyPageSize + 20;
let database: FreshDatabase;

/** Theo saved every line but each tenth, which the service made; the other workspace has a line of its own. */
beforeEach(async () => {
  database = await freshDatabase(2);
  await database.owner.transaction().execute(async (trx) => {
    for (const id of ['acme', 'other']) {
      const said = { id, name: id, region: 'US', timezone: 'UTC', actingAdminId: '1' } as const;
      await installWorkspace(trx, { ...said, source: 'install', sealedIntercomToken: 'sealed' }, at);
    }
    for (const [adminId, name] of [
      ['1', 'Theo'],
      ['2', 'Ines'],
    ] as const)
      await upsertMember(trx, { workspaceId: 'acme', adminId, name, role: 'editor', at });
    for (let index = 0; index < lines; index += 1)
      await insertAudit(trx, { ...lineOf(index), workspaceId: 'acme', id: newId() });
    await insertAudit(trx, { ...lineOf(0), workspaceId: 'other', id: newId() });
  });
});
afterEach(() => database.close());

function lineOf(index: number) {
  const entry = { kind: 'template-saved', name: String(index) } as const;
  return { adminId: index % 10 === 0 ? null : '1', entry, at };
}

const read = (query: Partial<HistoryQuery>) =>
  readHistory({ db: database.owner }, 'acme', { before: '', by: '', ...query });

/** The names that the lines carry, from the page that is asked for to the last one. */
async function namesFrom(query: Partial<HistoryQuery>): Promise<number[][]> {
  const page = await read(query);
  const names = page.lines.map(({ line }) => Number('name' in line ? line.name : ''));
  return page.older === null ? [names] : [names, ...(await namesFrom({ ...query, before: page.older }))];
}

const countdown = Array.from({ length: lines }, (_, index) => lines - 1 - index);

test('every line stands on one page, the newest first', async () => {
  const pages = await namesFrom({});
  expect(pages.flat()).toEqual(countdown);
  expect(pages.map(({ length }) => length)).toEqual([50, 50, 20]);
  expect((await read({})).isNewest).toBe(true);
});

test('one person’s lines have pages of their own', async () => {
  expect((await namesFrom({ by: '1' })).flat()).toEqual(countdown.filter((index) => index % 10 !== 0));
  expect((await namesFrom({ by: serviceItself })).flat()).toEqual(countdown.filter((index) => index % 10 === 0));
  const none = await read({ by: '2' });
  expect(none).toMatchObject({ lines: [], older: null, by: '2' });
  expect(none.people.map(({ name }) => name)).toEqual(['Ines', 'Theo']);
});

test('a cursor or a person that does not exist asks for nothing', async () => {
  const plain = await read({});
  for (const query of [{ before: '../1' }, { before: "' OR 1=1" }, { by: '3' }, { by: '\0' }])
    expect(await read(query)).toEqual(plain);
});
