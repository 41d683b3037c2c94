// Words that stood before stops had a reach are read anew: Twilio's blocks apart from ours.
import { sql } from 'kysely';
import { up } from '../../migrations/20261130T1803-consent-scope.ts';
import { WORKSPACE_ID } from '../../src/simulator/world.ts';
import { describe, expect, test } from '../support/jest-globals.ts';
import { closeStages, stage } from '../support/story.ts';

closeStages();

describe('consents of before', () => {
  test('end at the person’s later START, and Twilio’s block stays', async () => {
    const { world } = await stage();
    const { owner } = world.app.ctx.database;
    await sql`ALTER TABLE consents DROP COLUMN blocked_since`.execute(owner);
    const [maya, ines] = ['+14155550132', '+14155550133'];
    const row = (address: string, sender: string, optedOut: boolean, source: string, minute: number) =>
      sql`(${WORKSPACE_ID}, ${address}, ${sender}, ${optedOut}, ${source}, ${new Date(Date.UTC(2026, 0, 1, 9, minute))})`;
    const rows = [
      row(maya, '+14155550100', true, 'keyword', 1),
      row(maya, '+14155550101', true, 'error-21610', 2),
      row(maya, '+14155550102', false, 'keyword', 3),
      row(maya, '+14155550103', true, 'reading', 4),
      row(ines, '*', true, 'manual', 5),
      row(ines, '+14155550100', false, 'keyword', 6),
    ];
    await sql`
      INSERT INTO consents (workspace_id, address, sender, opted_out, source, at) VALUES ${sql.join(rows)}`.execute(
      owner,
    );
    await up(owner as never);
    const kept = await owner
      .selectFrom('consents')
      .select(['address', 'sender', 'opted_out', 'blocked_since'])
      .orderBy('address')
      .orderBy('sender')
      .execute();
    const at = (minute: number) => new Date(Date.UTC(2026, 0, 1, 9, minute));
    expect(kept).toEqual([
      { address: maya, sender: '+14155550100', opted_out: false, blocked_since: at(1) },
      { address: maya, sender: '+14155550101', opted_out: false, blocked_since: at(2) },
      { address: maya, sender: '+14155550102', opted_out: false, blocked_since: null },
      { address: maya, sender: '+14155550103', opted_out: true, blocked_since: null },
      { address: ines, sender: '*', opted_out: true, blocked_since: null },
      { address: ines, sender: '+14155550100', opted_out: false, blocked_since: null },
    ]);
  });
});
