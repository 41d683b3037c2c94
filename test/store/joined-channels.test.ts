// Wishes on RCS from before it shared opt-outs with SMS move to the number, where the newest wish stays.
import { up } from '../../migrations/20261130T1143-join-channels.ts';
import { WORKSPACE_ID } from '../../src/simulator/world.ts';
import { describe, expect, test } from '../support/jest-globals.ts';
import { closeStages, stage } from '../support/story.ts';

closeStages();

describe('consents of before', () => {
  test('become one for each person and number: the newest', async () => {
    const { world } = await stage();
    const { owner } = world.app.ctx.database;
    const row = (address: string, sender: string, opted_out: boolean, minute: number) => ({
      workspace_id: WORKSPACE_ID,
      address,
      sender,
      opted_out,
      source: 'keyword',
      reason: null,
      by_admin: null,
      at: new Date(Date.UTC(2026, 0, 1, 9, minute)),
    });
    const [maya, ours, theirs] = ['+14155550132', '+14155550100', '+14155550199'];
    await owner
      .insertInto('consents')
      .values([
        row(maya, ours, true, 1),
        row(`rcs:${maya}`, ours, false, 2),
        row(`rcs:${maya}`, `rcs:${ours}`, true, 3),
        row(`rcs:${maya}`, 'rcs:agent', true, 4),
        row(theirs, ours, true, 5),
        row(`whatsapp:${maya}`, ours, true, 6),
      ])
      .execute();
    await up(owner as never);
    const kept = await owner.selectFrom('consents').select(['address', 'sender', 'opted_out']).orderBy('at').execute();
    expect(kept).toEqual([
      { address: maya, sender: ours, opted_out: true },
      { address: maya, sender: 'rcs:agent', opted_out: true },
      { address: theirs, sender: ours, opted_out: true },
      { address: `whatsapp:${maya}`, sender: ours, opted_out: true },
    ]);
  });
});
