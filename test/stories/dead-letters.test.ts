// Work that fails for good is given up where everybody can see it, holds up nothing, and can still be done later.

import { dropDeadLetters, replayDeadLetters } from '../../src/services/operations/settle-dead-letters.ts';
import type { World } from '../../src/simulator/world.ts';
import { refusedWith } from '../support/intercom-refusals.ts';
import { describe, expect, test } from '../support/jest-globals.ts';
import { asOperator, begin, closeStages, lettersOf, notesOf } from '../support/story.ts';

closeStages();

const HOUR = 3_600_000;
const replying = { method: 'POST', path: /\/reply$/ } as const;

async function replayAll(world: World): Promise<string[]> {
  return replayDeadLetters(
    asOperator(world),
    (await lettersOf(world)).map((letter) => letter.id),
  );
}

/** The next job finds no workspace. */
function missOnce({ app: { ctx } }: World): void {
  const { workspaces } = ctx;
  const { get, find } = workspaces;
  workspaces.get = async (id) => {
    Object.assign(workspaces, { get, find: async () => undefined });
    return workspaces.get(id).finally(() => {
      workspaces.find = find;
    });
  };
}

describe('work that is refused for good', () => {
  test('a refused text keeps its reason; a replay threads it once', async () => {
    const { world, maya, theo } = await begin();
    world.intercom.faults.add({ ...replying, ...refusedWith(422, 'parameter_invalid', 'No'), times: 1 });
    maya.texts('It is number 7.');
    maya.texts('Hello?');
    await world.settle();
    expect(theo.sees()).toEqual(['customer: Is my order out?', 'customer: Hello?']);
    const [letter, ...more] = await lettersOf(world);
    expect(more).toEqual([]);
    expect(letter).toMatchObject({ queue: 'receive-text', attempts: 1, buriedAt: new Date(letter?.enqueuedAt ?? 0) });
    expect(letter?.reason).toBe('intercom POST /conversations/{id}/reply: 422 parameter_invalid');

    expect(await replayAll(world)).toEqual([letter?.id]);
    expect(await lettersOf(world)).toEqual([]);
    await world.settle();
    expect(await replayDeadLetters(asOperator(world), [letter?.id ?? ''])).toEqual([]);
    await world.pass(60_000);
    expect(theo.sees()).toEqual(['customer: Is my order out?', 'customer: Hello?', 'customer: It is number 7.']);

    // A process that has not heard yet that the workspace is here gives nothing up for that.
    missOnce(world);
    maya.texts('Bye.');
    await world.settle();
    expect([theo.sees().at(-1), await lettersOf(world)]).toEqual(['customer: Bye.', []]);
  });

  test('a failed replay makes a dead letter again, and repeats no text', async () => {
    const { world, maya, theo } = await begin();
    const repair = world.intercom.faults.add({ ...replying, kind: 'status', status: 422 });
    maya.texts('It is number 7.');
    await world.settle();
    await replayAll(world);
    await world.settle();
    expect(await lettersOf(world)).toHaveLength(1);
    repair();
    // Somebody put it there by hand, in her name, before the replay.
    const conversation = theo.conversation();
    const [contactId = ''] = conversation.contactIds;
    world.workspace.customerWritesInMessenger(conversation.id, contactId, 'It is number 7.');
    await world.settle();
    await replayAll(world);
    await world.settle();
    expect(theo.sees()).toEqual(['customer: Is my order out?', 'customer: It is number 7.']);
    expect(await lettersOf(world)).toEqual([]);
  });

  test('a drop forgets the named work alone', async () => {
    const { world, maya, theo } = await begin();
    const repair = world.intercom.faults.add({ ...replying, kind: 'status', status: 422 });
    maya.texts('One.');
    maya.texts('Two.');
    await world.settle();
    repair();
    const [first, second] = await lettersOf(world);
    expect(await dropDeadLetters(asOperator(world), [first?.id ?? '', '01900000-0000-7000-8000-000000000000'])).toEqual(
      [first?.id],
    );
    expect((await lettersOf(world)).map((letter) => letter.id)).toEqual([second?.id]);
    expect(await replayDeadLetters(asOperator(world), [first?.id ?? '', second?.id ?? ''])).toEqual([second?.id]);
    expect(await dropDeadLetters(asOperator(world), [])).toEqual([]);
    await world.settle();
    expect(theo.sees()).toEqual(['customer: Is my order out?', 'customer: Two.']);
    expect(await lettersOf(world)).toEqual([]);
  });

  test('an unreadable reply leaves a note, and its replay texts it', async () => {
    const cast = await begin({ webhookBodies: 'plain' });
    const { world, maya, theo } = cast;
    const read = { method: 'GET', path: /^\/conversations\//, kind: 'status', status: 422, times: 1 } as const;
    world.intercom.faults.add(read);
    theo.replies('Tomorrow.');
    await world.settle();
    expect(notesOf(cast)).toEqual([
      'note: Threadwire: This reply was not texted, because Threadwire could not read it in Intercom. ' +
        'Send it again if the customer still needs it.',
    ]);
    const { topic, body = '' } =
      world.workspace.webhookLog().findLast((one) => one.topic === 'conversation.admin.replied') ?? {};
    const { data }: { data: { item: object } } = JSON.parse(body);
    world.intercom.faults.add(read);
    world.workspace.postWebhook(topic ?? '', { ...data.item, conversation_parts: undefined });
    await world.settle();
    expect(notesOf(cast).slice(1)).toEqual([
      'note: Threadwire: A reply in this conversation may not have been texted, because Threadwire could not read it in Intercom. ' +
        'Send it again if the customer still needs it.',
    ]);
    expect((await lettersOf(world)).map((letter) => letter.queue)).toEqual(['relay-reply', 'relay-reply']);
    await replayAll(world);
    await world.settle();
    expect(maya.sees()).toEqual(['Tomorrow.']);
    expect(await lettersOf(world)).toEqual([]);
  });
});

// One database is enough for a whole day's retries.
test('after a day without Intercom, texts and replies wait as dead letters', async () => {
  const cast = await begin({ webhookBodies: 'plain' });
  const { world, maya, theo } = cast;
  const repair = world.intercom.faults.add({ kind: 'status', status: 503 });
  maya.texts('One.');
  theo.replies('I am looking.');
  await world.pass(23 * HOUR);
  expect(await lettersOf(world)).toEqual([]);
  await world.pass(2 * HOUR);
  expect((await lettersOf(world)).map((letter) => letter.queue).sort()).toEqual(['receive-text', 'relay-reply']);
  expect((await lettersOf(world)).map((letter) => letter.reason)).toEqual([
    expect.stringMatching(/503/),
    expect.stringMatching(/503/),
  ]);
  repair();
  await world.pass(10 * 60_000);
  expect(notesOf(cast)).toEqual([expect.stringMatching(/^note: Threadwire: .*not texted/)]);
  await replayAll(world);
  await world.settle();
  expect(theo.sees().filter((line) => line.startsWith('customer: '))).toEqual([
    'customer: Is my order out?',
    'customer: One.',
  ]);
  // The reply is a day old now, so it is held.
  expect(maya.sees()).toEqual([]);
  theo.replies('Still there?');
  await world.settle();
  expect(maya.sees()).toEqual(['Still there?']);
  expect(await lettersOf(world)).toEqual([]);
});
