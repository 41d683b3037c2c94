// Changes the store behind the service, as an accident, an earlier version or another process would.
import { sql } from 'kysely';
import type { World } from '../../../src/simulator/world.ts';

/** Somebody drops the jobs of a queue behind the service. */
export async function dropJobs(world: World, queue: string): Promise<void> {
  await sql`DELETE FROM pgboss.job WHERE name = ${queue}`.execute(world.app.ctx.database.owner);
}

/** Has the reading after an outage stand at this page already. */
export async function readUpToPage(world: World, pages: number): Promise<void> {
  await world.app.ctx.database.owner.updateTable('catch_ups').set({ pages }).execute();
}

/** The store cannot write replies meanwhile. */
export async function withoutReplies(world: World, meanwhile: () => Promise<unknown>): Promise<void> {
  const { schema } = world.app.ctx.database.owner;
  await schema.alterTable('replies').renameTo('replies_away').execute();
  await meanwhile();
  await schema.alterTable('replies_away').renameTo('replies').execute();
}
