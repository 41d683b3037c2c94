// Every text tells why it went, was stopped, or stands where it does, and which words of the customer it rests on.

import type { Purpose } from '../../src/domain/texts/purpose.ts';
import { transact } from '../../src/services/context.ts';
import { queueText } from '../../src/services/texts/queue-text.ts';
import { WORKSPACE_ID, type World } from '../../src/simulator/world.ts';
import { expect, test } from '../support/jest-globals.ts';
import { signIn } from '../support/sign-in.ts';
import { begin, closeStages } from '../support/story.ts';

closeStages();

/** Queues a text of automation in the only thread, and tells how the gate answered. */
async function queue(world: World, purpose: Purpose): Promise<string> {
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
async function stored(world: World, body: string) {
  const { owner } = world.app.ctx.database;
  const row = await owner
    .selectFrom('messages')
    .select(['id', 'purpose', 'evidence_id', 'trace'])
    .where('body', '=', body)
    .orderBy('id', 'desc')
    .executeTakeFirstOrThrow();
  const of = row.evidence_id ?? '00000000-0000-0000-0000-000000000000';
  const event = await owner.selectFrom('consent_events').selectAll().where('id', '=', of).executeTakeFirst();
  const text = await owner.selectFrom('messages').select('body').where('id', '=', of).executeTakeFirst();
  return { ...row, words: event?.words ?? text?.body ?? null, answered: event?.answered ?? null };
}

test('a text tells on its page and in the panel why it went and where', async () => {
  const { world, maya, theo } = await begin();
  theo.replies('On its way');
  await world.settle();
  maya.texts('Thanks');
  await world.settle();
  const visitor = await signIn(world);
  const page = async (body: string) => visitor.goes(`${world.serviceUrl}/texts/${(await stored(world, body)).id}`);
  await page('Is my order out?');
  visitor.says(/Why it stands there Matched to .*nobody in Intercom had the number, so a new contact was made\./);
  visitor.says('Started a new conversation: there was none before.');
  await page('Thanks');
  visitor.says('Joined the conversation because it was open.').says(/we knew the number as theirs/);
  await page('On its way');
  visitor.says('Allowed: the customer has not opted out.');
  visitor.says(/Sent from \(415\) 555-0100, the number of this conversation\. Cost: .* 1 SMS\./);
  const panel = await theo.opensPanel();
  await panel.clicks(/On its way/);
  expect(panel.words()).toMatch(/Why it went this way\W+Allowed: the customer has not opted out\./);

  maya.texts('Stop.');
  await world.settle();
  theo.replies('Still there?');
  await world.settle();
  expect(await stored(world, 'Still there?')).toMatchObject({ words: 'Stop.', answered: 'On its way' });
  await page('Still there?');
  visitor.says(/Not sent: \(415\) 555-0132 has opted out .* Texted a stop word that Twilio does not know .*“Stop\.”/);
});

test('marketing waits for an opt-in, and automation rests on a late text', async () => {
  const { world, maya } = await begin();
  expect(await queue(world, 'marketing')).toBe('not-opted-in');
  expect(await stored(world, 'Some marketing')).toMatchObject({
    purpose: 'marketing',
    evidence_id: null,
    trace: [{ kind: 'refused', reason: 'not-opted-in', by: 'no-opt-in', at: null }],
  });
  expect(await queue(world, 'transactional')).toBe('queued');
  expect((await stored(world, 'Some transactional')).words).toBe('Is my order out?');
  await world.pass(31 * 86_400_000);
  expect(await queue(world, 'transactional')).toBe('queued');
  expect((await stored(world, 'Some transactional')).words).toBeNull();
  maya.texts('Comenzar');
  await world.settle();
  expect(await queue(world, 'marketing')).toBe('queued');
  expect((await stored(world, 'Some marketing')).words).toBe('Comenzar');
  const visitor = await signIn(world);
  await visitor.goes(`${world.serviceUrl}/consents?state=opted-in`);
  visitor.says(/\(415\) 555-0132 Opted in Texted a start word/);
  maya.texts('ARRET');
  await world.settle();
  for (const purpose of ['conversation', 'transactional', 'marketing'] as const)
    expect(await queue(world, purpose)).toBe('opted-out');
});
