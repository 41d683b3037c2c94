// Changes the store behind the service, as an accident, an earlier version or another process would.
import { sql } from 'kysely';
import { Sealer, Secret } from '../../../src/lib/sealed.ts';
import { within } from '../../../src/services/context.ts';
import { WORKSPACE_ID, type World } from '../../../src/simulator/world.ts';
import { recordForbidden } from '../../../src/store/evidence/forbidden-calls.ts';
import { insertQuarantined } from '../../../src/store/evidence/quarantine.ts';
import { insertTemplate } from '../../../src/store/texts/templates.ts';

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

/** A number of ours is another one from now on, or another workspace's, as it could be in earlier versions. */
export async function changeSender(
  world: World,
  address: string,
  changes: { address?: string; workspace_id?: string },
): Promise<void> {
  await world.app.ctx.database.owner.updateTable('senders').set(changes).where('address', '=', address).execute();
}

/** Seals the secrets of the second workspace with a key that the service does not have; returns how to put them back. */
export async function loseKey(world: World, keyId = 'lost'): Promise<() => Promise<void>> {
  const { owner } = world.app.ctx.database;
  const columns = ['intercom_token', 'twilio_auth_token'] as const;
  const before = await owner
    .selectFrom('workspaces')
    .select(columns)
    .where('id', '=', 'second')
    .executeTakeFirstOrThrow();
  const other = new Sealer([{ id: keyId, key: Buffer.alloc(32, 9) }]);
  const sealed = other.seal(new Secret('whatever'), 'second');
  const set = async (values: typeof before) => {
    await owner.updateTable('workspaces').set(values).where('id', '=', 'second').execute();
    world.app.ctx.workspaces.forget('second');
  };
  await set({ intercom_token: sealed, twilio_auth_token: sealed });
  return () => set(before);
}

/** The second workspace has this many refused requests from one network. */
export async function fillRefusals(world: World, source: string, upTo: number): Promise<void> {
  const { db } = within(world.app.ctx, 'second');
  const limits = { since: new Date(0), most: upTo };
  const at = new Date(world.now());
  const request = { workspaceId: 'second', sealed: '', source, checkedWith: 'x', at };
  for (let index = 2; index <= upTo; index += 1)
    await insertQuarantined(db, { ...request, id: world.app.ctx.newId(), digest: `${index}` }, limits);
}

/** Has every refused request looked at again, as after a change of the tokens. */
export async function forgetStandings(world: World): Promise<void> {
  const { owner } = world.app.ctx.database;
  await owner.updateTable('quarantine').set({ standing: 'unasked', checked_with: null }).execute();
}

/** Forgets everything that was seen to happen, such as a signature that was right. */
export async function forgetSightings(world: World): Promise<void> {
  await world.app.ctx.database.owner.deleteFrom('sightings').execute();
}

/** Our number gives its conversations to a team, as an admin of an installed workspace has it do. */
export async function assignNumber(world: World, teamId: string): Promise<void> {
  await world.app.ctx.database.owner
    .updateTable('senders')
    .set({ team_id: teamId })
    .where('address', '=', world.ourNumber)
    .execute();
  world.app.ctx.workspaces.forget(world.workspace.id);
}

/** Another process was forbidden a call to Intercom. */
export async function forbidCall({ app }: World, operation: string): Promise<void> {
  const call = { vendor: 'intercom', operation, code: 'forbidden', at: new Date() } as const;
  await recordForbidden(app.ctx.database.owner, WORKSPACE_ID, call);
}

/** The second workspace is one of Europe. */
export async function moveToEurope({ app }: World): Promise<void> {
  await app.ctx.database.owner.updateTable('workspaces').set({ region: 'EU' }).where('id', '=', 'second').execute();
  app.ctx.workspaces.forget('second');
}

/** The version before examined the workspace and kept its finding as words. */
export async function keepWordsOfFinding({ app }: World, title: string): Promise<void> {
  const at = new Date(app.ctx.clock.now());
  const findings = JSON.stringify([{ title, stops: ['sending'], at: at.toISOString() }]);
  await app.ctx.database.owner
    .insertInto('examinations')
    .values({ workspace_id: WORKSPACE_ID, findings, at })
    .execute();
}

/** Texts of ours have stood in the queue for this long. */
export async function makeLate({ app }: World, ms: number): Promise<void> {
  await app.ctx.database.owner
    .updateTable('messages')
    .set({ created_at: new Date(app.ctx.clock.now() - ms) })
    .where('direction', '=', 'out')
    .execute();
}

/** An admin has saved a template. */
export async function addTemplate({ app }: World, template: { name: string; body: string }): Promise<void> {
  const { database, clock, newId } = app.ctx;
  const row = { ...template, id: newId(), workspaceId: WORKSPACE_ID };
  await insertTemplate(database.owner, row, new Date(clock.now()));
}
