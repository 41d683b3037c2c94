// Recurring work has its turns once among all processes, and a workspace its own by its own clock.
import { sql } from 'kysely';
import type { Recurring } from '../../src/domain/jobs/recurring.ts';
import type { World } from '../../src/simulator/world.ts';
import { RecurringTurns, runRecurring, type Work } from '../../src/worker/recurring.ts';
import { describe, expect, test } from '../support/jest-globals.ts';
import { installSecond } from '../support/second-workspace.ts';
import { closeStages, stage } from '../support/story.ts';

closeStages();

const MINUTE = 60_000;

/** Two processes on one database, and the work that each did. */
function twoProcesses({ app }: World, recurring: Recurring, fails = false) {
  const done: string[] = [];
  const work: Record<string, Work> = {
    'a test': {
      ...recurring,
      async run(_, { workspaceId }) {
        done.push(workspaceId);
        if (fails) throw new Error('It failed.');
      },
    },
  };
  const both = [new RecurringTurns(app.ctx, work), new RecurringTurns(app.ctx, work)];
  const look = async () => {
    await Promise.all(both.map((one) => one.runDue()));
  };
  return { done, work, look };
}

describe('the service’s own work', () => {
  test('is done once by all processes, each time it is due', async () => {
    const { world } = await stage();
    const { done, look } = twoProcesses(world, { schedule: { everyMinutes: 5 }, of: 'service' });
    await look();
    expect(done).toEqual([]);
    for (let minute = 1; minute <= 11; minute += 1) {
      await world.pass(MINUTE);
      await look();
    }
    expect(done).toEqual(['', '']);
  });

  test('has its next turn after a failure', async () => {
    const { world } = await stage();
    const { done, look } = twoProcesses(world, { schedule: { everyMinutes: 5 }, of: 'service' }, true);
    for (let round = 0; round < 3; round += 1) {
      await look();
      await world.pass(5 * MINUTE);
    }
    expect(done).toEqual(['', '']);
  });
});

describe('work of each workspace', () => {
  test('is a job of each, once a day at its own hour', async () => {
    const { world } = await stage();
    await installSecond(world);
    const { look } = twoProcesses(world, { schedule: { dailyAtHour: 8 }, of: 'workspace' });
    const turns = new Map<string, string>();
    for (let hour = 0; hour < 25; hour += 1) {
      await look();
      const { rows } = await sql<{ id: string; of: string }>`
        SELECT id, data->>'workspaceId' AS of FROM pgboss.job
        WHERE name = 'recurring-work' AND data->>'name' = 'a test'`.execute(world.app.ctx.database.owner);
      for (const row of rows) turns.set(row.id, row.of);
      await world.pass(60 * MINUTE);
    }
    const { rows } = await sql<{ id: string }>`SELECT id FROM workspaces ORDER BY id`.execute(
      world.app.ctx.database.owner,
    );
    expect(rows).toHaveLength(2);
    expect([...turns.values()].sort()).toEqual(rows.map(({ id }) => id));
  });

  test('runs for the workspace that the job names', async () => {
    const { world } = await stage();
    const { done, work } = twoProcesses(world, { schedule: { everyMinutes: 5 }, of: 'workspace' });
    await runRecurring(world.app.ctx, { workspaceId: 'w', name: 'a test' }, work);
    await runRecurring(world.app.ctx, { workspaceId: 'w', name: 'no longer done' }, work);
    expect(done).toEqual(['w']);
  });
});
