// The count of a day: exact when many texts go at once, counted once each, and as the rule says.
import { v7 } from 'uuid';
import { type Limit, nothingSpent, reachedBy } from '../../src/domain/texts/spend.ts';
import { ensureThread } from '../../src/store/conversations/threads.ts';
import { insertOutbound } from '../../src/store/texts/new-messages.ts';
import {
  beginCounted,
  type Counting,
  findSpendDay,
  lockSpendDay,
  updateSpendDay,
} from '../../src/store/texts/spend-days.ts';
import { installWorkspace } from '../../src/store/workspaces/workspace-changes.ts';
import { type FreshDatabase, freshDatabase } from '../support/database/databases.ts';
import { afterEach, beforeEach, expect, test } from '../support/jest-globals.ts';

const workspaceId = 'acme';
const at = new Date('2026-01-08T13:05:00Z');
const of = { workspaceId, country: 'US', day: '2026-01-08' };
let database: FreshDatabase;
const db = () => database.within(workspaceId);

beforeEach(async () => {
  database = await freshDatabase(6);
  const said = { id: workspaceId, name: 'Acme', region: 'US', timezone: 'UTC', actingAdminId: '1' } as const;
  await database.owner
    .transaction()
    .execute((trx) => installWorkspace(trx, { ...said, source: 'install', sealedIntercomToken: 'sealed' }, at));
});
afterEach(() => database.close());

async function texts(count: number): Promise<string[]> {
  const pair = { workspaceId, id: v7(), address: '+14155550132', sender: '+14155550100' };
  const thread = await ensureThread(db(), pair, at);
  const nothing = { wroteAs: null, conversationId: null, replyPartId: null, sendId: null, retryOf: null, partOf: null };
  const common = { ...pair, ...nothing, threadId: thread.id, body: 'Hi', partNo: 1, refusedFor: null, writtenAt: at };
  const rows = Array.from({ length: count }, () => ({
    ...{ ...common, id: v7(), author: { kind: 'admin', id: null } as const },
    ...{ purpose: 'conversation' as const, trace: [], evidenceId: null, answers: null },
  }));
  await db()
    .transaction()
    .execute((trx) => insertOutbound(trx, rows, { at, limitedOn: null }));
  return rows.map(({ id }) => id);
}

const counting = (id: string, limit: Limit, amount = '0.01'): Counting & { changed: null } => ({
  ...of,
  ...{ id, limit, ignoresLimits: false, changed: null, cost: { segments: 1, money: { amount, currency: 'USD' } } },
});

test('texts at once do not pass the last place together', async () => {
  const limit = { segments: 10, money: null };
  const begun = await Promise.all((await texts(30)).map((id) => beginCounted(db(), counting(id, limit), at)));
  expect(begun.filter((one) => one === 'begun')).toHaveLength(10);
  expect(begun.filter((one) => one === 'over-limit')).toHaveLength(20);
  expect(await findSpendDay(db(), of)).toMatchObject({ segments: 10, money: '0.10', currency: 'USD' });
});

test('a text that is tried again is counted once', async () => {
  const [id = ''] = await texts(1);
  for (const _try of [1, 2, 3])
    expect(await beginCounted(db(), counting(id, { segments: 1, money: null }), at)).toBe('begun');
  expect(await findSpendDay(db(), of)).toMatchObject({ segments: 1 });
  await db().updateTable('messages').set({ state: 'refused' }).where('id', '=', id).execute();
  expect(await beginCounted(db(), counting(id, { segments: 1, money: null }), at)).toBe('settled');
});

test('the statement decides as the rule does', async () => {
  const limits: Limit[] = [
    { segments: null, money: null },
    { segments: 2, money: null },
    { segments: 5, money: { amount: '0.05', currency: 'USD' } },
    { segments: null, money: { amount: '0.05', currency: 'EUR' } },
  ];
  const ids = await texts(limits.length * 4);
  for (const [index, limit] of limits.entries()) {
    const country = ['US', 'GB', 'FR', 'DE'][index] ?? '';
    for (const [step, id] of ids.slice(index * 4, index * 4 + 4).entries()) {
      const asked = { ...counting(id, limit, '0.02'), country };
      if (step === 3)
        await database
          .within(workspaceId)
          .transaction()
          .execute(async (trx) => {
            await lockSpendDay(trx, asked, at);
            await updateSpendDay(trx, asked, { raised: 1 });
          });
      const before = await findSpendDay(db(), asked);
      const begun = await beginCounted(db(), asked, at);
      expect([country, step, begun]).toEqual([
        country,
        step,
        reachedBy(asked.cost, before ?? nothingSpent, limit) === null ? 'begun' : 'over-limit',
      ]);
    }
  }
});
