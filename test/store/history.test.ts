// The history as it is stored: values of this version beside the sentences of earlier ones.
import { newId } from '../../src/lib/ids.ts';
import { findClick, insertAudit, listAudit } from '../../src/store/workspaces/audit.ts';
import { installWorkspace } from '../../src/store/workspaces/workspace-changes.ts';
import { tellLine } from '../../src/words/settings/history.ts';
import { type FreshDatabase, freshDatabase } from '../support/database/databases.ts';
import { afterEach, beforeEach, expect, test } from '../support/jest-globals.ts';

const workspaceId = 'acme';
const at = new Date('2026-01-08T13:05:00Z');
let database: FreshDatabase;

beforeEach(async () => {
  database = await freshDatabase(2);
  const said = { id: workspaceId, name: 'Acme', region: 'US', timezone: 'UTC', actingAdminId: '1' } as const;
  await database.owner
    .transaction()
    .execute((trx) => installWorkspace(trx, { ...said, source: 'install', sealedIntercomToken: 'sealed' }, at));
});
afterEach(() => database.close());

test('lines of an earlier version are read beside the present ones', async () => {
  const { owner } = database;
  // As the version before writes it.
  const row = { workspace_id: workspaceId, admin: null, form: null, at };
  await owner
    .insertInto('audit')
    .values({ ...row, id: newId(), what: 'Chose +14155550100.', click: 'then', entry: null })
    .execute();
  const entry = { kind: 'shared-key-added', keyId: 'webhooks_sharedkey_1' } as const;
  await insertAudit(owner, { workspaceId, id: newId(), adminId: null, entry, click: 'now', at });

  const lines = (await listAudit(owner, workspaceId, { limit: 10 })).map(({ line }) => tellLine(line));
  expect(lines).toEqual(['Added the signing key webhooks_sharedkey_1.', 'Chose +14155550100.']);
  expect(await findClick(owner, workspaceId, 'then')).toEqual({ kind: 'told', words: 'Chose +14155550100.' });
  expect(await findClick(owner, workspaceId, 'now')).toEqual(entry);
  expect(await findClick(owner, workspaceId, 'never')).toBeUndefined();
});

test('the version before reads this one’s lines as empty sentences', async () => {
  const { owner } = database;
  await insertAudit(owner, { workspaceId, id: newId(), adminId: null, entry: { kind: 'test-sent' }, at });
  expect(await owner.selectFrom('audit').select('what').execute()).toEqual([{ what: '' }]);
});
