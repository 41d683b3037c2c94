// Twilio's prices as they are stored: of one account, and kept while Twilio is away.
import type { CountryPrices } from '../../src/domain/texts/prices.ts';
import { deleteOlder } from '../../src/store/evidence/expiry.ts';
import { findPrices, listPrices, savePrices, wantPrices } from '../../src/store/workspaces/country-prices.ts';
import { installWorkspace } from '../../src/store/workspaces/workspace-changes.ts';
import { type FreshDatabase, freshDatabase } from '../support/database/databases.ts';
import { afterEach, beforeEach, expect, test } from '../support/jest-globals.ts';

const workspaceId = 'acme';
const at = new Date('2026-01-08T13:05:00Z');
const later = new Date('2026-01-09T13:05:00Z');
const prices: CountryPrices = {
  currency: 'USD',
  outbound: [{ type: 'local', low: '0.01', high: '0.02' }],
  inbound: [],
};
let database: FreshDatabase;

beforeEach(async () => {
  database = await freshDatabase(2);
  const said = { id: workspaceId, name: 'Acme', region: 'US', timezone: 'UTC', actingAdminId: '1' } as const;
  await database.owner
    .transaction()
    .execute((trx) => installWorkspace(trx, { ...said, source: 'install', sealedIntercomToken: 'sealed' }, at));
  await wantPrices(database.within(workspaceId), workspaceId, ['US'], { at, isAsked: true });
});
afterEach(() => database.close());

const saved = (outcome: 'read' | 'none' | 'hidden' | 'away', accountSid = 'AC1', when = later) =>
  savePrices(
    database.within(workspaceId),
    workspaceId,
    { country: 'US', accountSid, outcome, prices: outcome === 'read' ? prices : null },
    when,
  );
const found = (accountSid = 'AC1') =>
  findPrices(database.within(workspaceId), workspaceId, { country: 'US', accountSid });

test('a country is wanted before its prices are read', async () => {
  expect(await found()).toMatchObject({ outcome: null, prices: null, readAt: null, askedAt: at });
});

test.each(['away', 'hidden'] as const)('prices stay as they were read while Twilio is %s', async (outcome) => {
  await saved('read', 'AC1', at);
  await saved(outcome);
  expect(await found()).toMatchObject({ outcome, prices, readAt: at, askedAt: later });
});

test('prices go where Twilio has none any more', async () => {
  await saved('read', 'AC1', at);
  await saved('none');
  expect(await found()).toMatchObject({ outcome: 'none', prices: null, readAt: null });
});

test('prices of another account count as unread, and are not kept', async () => {
  await saved('read');
  expect(await found('AC2')).toMatchObject({ outcome: null, prices: null, readAt: null });
  await saved('away', 'AC2');
  expect(await found('AC2')).toMatchObject({ outcome: 'away', prices: null, readAt: null });
});

test('a country that nobody needs any more is deleted', async () => {
  const db = database.within(workspaceId);
  await wantPrices(db, workspaceId, ['DE', 'US'], { at: later, isAsked: false });
  await wantPrices(db, workspaceId, ['GB'], { at, isAsked: true });
  expect(await deleteOlder(database.owner, 'country_prices', later, 10)).toBe(1);
  expect((await listPrices(db, workspaceId, 'AC1')).map(({ country }) => country)).toEqual(['DE', 'US']);
});
