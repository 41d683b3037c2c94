// Texts of automation through the gate, and what each text keeps about the decisions on it.
import type { Purpose } from '../../../src/domain/texts/purpose.ts';
import { transact } from '../../../src/services/context.ts';
import { queueText } from '../../../src/services/texts/queue-text.ts';
import { WORKSPACE_ID, type World } from '../../../src/simulator/world.ts';

/** Queues a text of automation in the only thread, and tells how the gate answered. */
export async function queue(world: World, purpose: Purpose): Promise<string> {
  const { ctx } = world.app;
  const within = { ...ctx, db: ctx.database.within(WORKSPACE_ID) };
  const workspace = await ctx.workspaces.get(WORKSPACE_ID);
  const thread = await within.db.selectFrom('threads').select(['id', 'address', 'sender']).executeTakeFirstOrThrow();
  const queued = await transact(within, (unit) =>
    queueText(ctx, unit, workspace, {
      ...{ thread: { workspaceId: WORKSPACE_ID, ...thread }, body: `Some ${purpose}`, purpose, ifRefused: 'keep' },
      ...{ conversationId: null, replyPartId: null, sendId: null, retryOf: null },
      ...{ author: { kind: 'automation', id: null }, writtenAt: new Date(ctx.clock.now()) },
    }),
  );
  await world.settle();
  return queued.kind === 'queued' ? 'queued' : queued.reason;
}

/** The newest text with these words, with the event or text that it rests on. */
export async function stored(world: World, body: string) {
  const { owner } = world.app.ctx.database;
  const row = await owner
    .selectFrom('messages')
    .select(['id', 'purpose', 'evidence_id', 'trace'])
    .where('body', 'like', `${body}%`)
    .orderBy('id', 'desc')
    .executeTakeFirstOrThrow();
  const of = row.evidence_id ?? '00000000-0000-0000-0000-000000000000';
  const event = await owner.selectFrom('consent_events').selectAll().where('id', '=', of).executeTakeFirst();
  const text = await owner.selectFrom('messages').select('body').where('id', '=', of).executeTakeFirst();
  return { ...row, words: event?.words ?? text?.body ?? null, answered: event?.answered ?? null };
}
