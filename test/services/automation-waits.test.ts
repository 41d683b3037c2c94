// Automation's texts wait for the customer's morning whatever agents' texts do, and say once how to opt out.

import type { NewJob } from '../../src/domain/jobs/jobs.ts';
import type { Purpose } from '../../src/domain/texts/purpose.ts';
import type { Step } from '../../src/domain/texts/trace.ts';
import { nowOf, transact, within } from '../../src/services/context.ts';
import { queueText } from '../../src/services/texts/queue-text.ts';
import { WORKSPACE_ID, type World } from '../../src/simulator/world.ts';
import { ensureThread } from '../../src/store/conversations/threads.ts';
import { findMessage } from '../../src/store/texts/messages.ts';
import { chooseSettings } from '../support/database/stored.ts';
import { expect, test } from '../support/jest-globals.ts';
import { closeStages, notesOf, sentTo, stage } from '../support/story.ts';

closeStages();

const HOUR = 3_600_000;
const stopLine = 'Reply STOP to opt out.';

/** As a later automation would; returns the steps of its trace now. */
async function automate(world: World, address: string, body: string): Promise<() => Promise<readonly Step[]>> {
  const ctx = within(world.app.ctx, WORKSPACE_ID);
  const workspace = await ctx.workspaces.get(WORKSPACE_ID);
  const pair = { workspaceId: WORKSPACE_ID, id: ctx.newId(), address, sender: world.ourNumber };
  const thread = await ensureThread(ctx.db, pair, nowOf(ctx));
  const queued = await transact(ctx, (unit) =>
    queueText(ctx, unit, workspace, {
      ...{ thread, body, conversationId: null, replyPartId: null, sendId: null, retryOf: null },
      author: { kind: 'automation', id: null },
      purpose: 'transactional',
      writtenAt: nowOf(ctx),
      ifRefused: 'drop',
    }),
  );
  const [id = ''] = queued.kind === 'queued' ? queued.messageIds : [];
  return async () => (await findMessage(ctx.db, WORKSPACE_ID, id))?.trace ?? [];
}

test('automation waits for the morning, and says once how to opt out', async () => {
  const { world, maya, theo } = await stage();
  // January 8 begins at 5:05AM for Maya, who has just written.
  await chooseSettings(world, { quietHours: true, daysOff: '2026-01-08' });
  maya.texts('Is my order out?');
  await world.settle();
  const first = await automate(world, maya.number, 'Your order is out.');
  await automate(world, maya.number, 'It arrives tomorrow.');
  await world.settle();
  expect(sentTo(world, maya)).toEqual([]);
  expect(notesOf({ theo })).toEqual([]);
  const waits = (await first()).find(({ kind }) => kind === 'waits');
  expect(waits).toMatchObject({ zone: 'America/Los_Angeles', by: 'customer' });
  expect(waits?.kind === 'waits' && waits.until).toMatch(/^2026-01-09T16:0/);
  await world.pass(27 * HOUR);
  expect(sentTo(world, maya)).toEqual([`Your order is out.\n${stopLine}`, 'It arrives tomorrow.']);
});

test('the jobs of automation’s texts stand behind people’s', async () => {
  const { world } = await stage();
  const ctx = within(world.app.ctx, WORKSPACE_ID);
  const workspace = await ctx.workspaces.get(WORKSPACE_ID);
  const ranksOf = (kind: 'admin' | 'automation', purpose: Purpose) =>
    transact(ctx, async (unit) => {
      const jobs: NewJob[] = [];
      const collecting = { ...unit, enqueue: async (added: readonly NewJob[]) => void jobs.push(...added) };
      const pair = { workspaceId: WORKSPACE_ID, id: ctx.newId(), address: '+14155550190', sender: world.ourNumber };
      const thread = await ensureThread(unit.trx, pair, nowOf(ctx));
      const text = { thread, body: 'Hello', conversationId: null, replyPartId: null, sendId: null, retryOf: null };
      const author = { kind, id: null };
      await queueText(ctx, collecting, workspace, {
        ...text,
        author,
        purpose,
        writtenAt: nowOf(ctx),
        ifRefused: 'drop',
      });
      return jobs.map(({ rank }) => rank);
    });
  expect(await ranksOf('automation', 'transactional')).toEqual(['automation']);
  expect(await ranksOf('automation', 'conversation')).toEqual(['person']);
  expect(await ranksOf('admin', 'conversation')).toEqual(['person']);
});

test('the workspace’s clocks decide where a number’s zones never agree', async () => {
  const { world } = await stage();
  await chooseSettings(world, { quietHours: true, textsFrom: '12:00', textsUntil: '12:30' });
  // Its first digits tell no more than North America.
  const trace = await automate(world, '+15005550177', 'Your order is out.');
  await world.settle();
  const waits = (await trace()).find(({ kind }) => kind === 'waits');
  expect(waits).toMatchObject({ zone: 'America/New_York', by: 'no-common-hour' });
});
