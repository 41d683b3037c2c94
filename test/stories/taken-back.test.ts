// Words that an agent takes back before they have gone are not texted, and words that were changed go as they are now.
import type { World } from '../../src/simulator/world.ts';
import { chooseSettings } from '../support/database/stored.ts';
import { describe, expect, test } from '../support/jest-globals.ts';
import { begin, type Cast, closeStages, lettersOf, notesOf } from '../support/story.ts';
import { repliedTopic, unannounced } from '../support/webhooks.ts';

closeStages();

const MINUTE = 60_000;
const redacted = 'conversation_part.redacted';

/** The ways in which an agent takes words back, told of by Intercom or not. */
const ways: readonly (readonly [how: string, act: (world: World, id: string, partId: string) => void])[] = [
  ['are deleted', (world, id, partId) => world.workspace.redact(id, partId)],
  [
    'are deleted without word of it',
    (world, id, partId) => unannounced(world, () => world.workspace.redact(id, partId)),
  ],
  ['are gone from the conversation', (world, id, partId) => world.workspace.removePart(id, partId)],
  ['are emptied', (world, id, partId) => world.workspace.edit(id, partId, '<p></p>')],
  ['say that they were deleted', (world, id, partId) => world.workspace.edit(id, partId, 'This message was deleted.')],
  ['go with their conversation', (world, id) => unannounced(world, () => world.workspace.deleteConversation(id))],
];

function twilioAway(world: World): () => void {
  return world.twilio.faults.add({
    method: 'POST',
    path: /Messages\.json$/,
    kind: 'status',
    status: 429,
    body: { code: 20429 },
  });
}

/** The notification of a reply, kept back; `comes` lets it arrive. */
function repliesLate({ world, theo }: Cast, words: string): { partId: string; comes: () => void } {
  let partId = '';
  const item = unannounced(world, () => {
    partId = theo.replies(words);
  });
  return { partId, comes: () => world.workspace.postWebhook(repliedTopic, item) };
}

describe.each(ways)('words that %s', (_, takeBack) => {
  test('before we hear of them are not texted', async () => {
    const cast = await begin();
    const { world, maya, theo } = cast;
    const { id } = theo.conversation();
    const { partId, comes } = repliesLate(cast, 'Your password is hunter2.');
    await world.pass(2 * MINUTE);
    takeBack(world, id, partId);
    comes();
    await world.settle();
    expect(maya.sees()).toEqual([]);
    expect(await lettersOf(world)).toEqual([]);
  });

  test('while the text waits for Twilio are not texted', async () => {
    const { world, maya, theo } = await begin();
    const { id } = theo.conversation();
    const back = twilioAway(world);
    const partId = theo.replies('Your password is hunter2.');
    await world.settle();
    await world.pass(MINUTE);
    takeBack(world, id, partId);
    await world.settle();
    back();
    await world.pass(10 * MINUTE);
    expect(maya.sees()).toEqual([]);
    expect(await lettersOf(world)).toEqual([]);
    if (theo.conversations().length > 0)
      expect(notesOf({ theo })).toEqual([
        'note: Threadwire: A message that was deleted here was not texted to (415) 555-0132.',
      ]);
  });

  test('while the workspace has paused its texts are not texted', async () => {
    const { world, maya, theo } = await begin();
    const { id } = theo.conversation();
    await chooseSettings(world, { isPaused: true });
    const partId = theo.replies('Your password is hunter2.');
    await world.pass(MINUTE);
    takeBack(world, id, partId);
    await chooseSettings(world, {});
    await world.pass(2 * MINUTE);
    expect(maya.sees()).toEqual([]);
  });
});

describe('words of a text from the panel', () => {
  test.each(ways)('that %s while it waits are not texted', async (_, takeBack) => {
    const { world, maya, theo } = await begin();
    const { id } = theo.conversation();
    const back = twilioAway(world);
    const panel = await theo.isWriting('Your password is hunter2.');
    await panel.clicks('Send');
    await world.pass(MINUTE);
    const comment = theo.conversation().parts.find(({ body }) => body?.includes('hunter2'));
    takeBack(world, id, comment?.id ?? '');
    await world.settle();
    back();
    await world.pass(10 * MINUTE);
    expect(maya.sees()).toEqual([]);
  });
});

describe('words that are sent again', () => {
  test.each(ways.filter(([how]) => !how.includes('conversation')))(
    'and %s while that waits are not texted',
    async (_, takeBack) => {
      const { world, maya, theo } = await begin();
      const { id } = theo.conversation();
      world.twilio.fare(maya.number, { errorCode: 30008 });
      const partId = theo.replies('Your password is hunter2.');
      await world.pass(2 * MINUTE);
      const back = twilioAway(world);
      await (await theo.opensPanel()).clicks(/again/);
      const before = world.twilio.messages().length;
      await world.pass(MINUTE);
      takeBack(world, id, partId);
      await world.settle();
      back();
      await world.pass(10 * MINUTE);
      expect(world.twilio.messages()).toHaveLength(before);
      expect(await lettersOf(world)).toEqual([]);
    },
  );

  test('and stand, go once more', async () => {
    const { world, maya, theo } = await begin();
    world.twilio.fare(maya.number, { errorCode: 30008 });
    theo.replies('See you at nine.');
    await world.pass(2 * MINUTE);
    const back = twilioAway(world);
    await (await theo.opensPanel()).clicks(/again/);
    const before = world.twilio.messages().length;
    await world.pass(MINUTE);
    back();
    await world.pass(10 * MINUTE);
    expect(
      world.twilio
        .messages()
        .slice(before)
        .map(({ body }) => body),
    ).toEqual(['See you at nine.']);
    expect(notesOf({ theo }).join()).not.toContain('deleted');
  });
});

describe('words that are changed', () => {
  test('before we hear of them go as they are now', async () => {
    const cast = await begin();
    const { world, maya, theo } = cast;
    const { partId, comes } = repliesLate(cast, 'See you at nine.');
    await world.pass(2 * MINUTE);
    world.workspace.edit(theo.conversation().id, partId, '<p>See you at ten.</p>');
    comes();
    await world.settle();
    expect(maya.sees()).toEqual(['See you at ten.']);
  });

  test('while the text waits go as they are now', async () => {
    const { world, maya, theo } = await begin();
    const back = twilioAway(world);
    const partId = theo.replies('See you at nine.');
    await world.pass(MINUTE);
    world.workspace.edit(theo.conversation().id, partId, '<p>See you at ten.</p>');
    back();
    await world.pass(10 * MINUTE);
    expect(maya.sees()).toEqual(['See you at ten.']);
  });
});

describe('the news that words were deleted', () => {
  test('comes before the words themselves', async () => {
    const cast = await begin();
    const { world, maya, theo } = cast;
    const { partId, comes } = repliesLate(cast, 'Your password is hunter2.');
    world.workspace.redact(theo.conversation().id, partId);
    await world.settle();
    comes();
    await world.settle();
    expect(maya.sees()).toEqual([]);
  });

  test('comes twice and too late: the customer has them', async () => {
    const { world, maya, theo } = await begin();
    const partId = theo.replies('Your password is hunter2.');
    await world.settle();
    world.intercom.postOffice.duplicate(2);
    world.workspace.redact(theo.conversation().id, partId);
    await world.settle();
    expect(maya.sees()).toEqual(['Your password is hunter2.']);
    expect(notesOf({ theo })).toEqual([
      'note: Threadwire: A message that was deleted here had already been texted to (415) 555-0132. The customer has it.',
    ]);
  });

  test('is of a note, of a customer’s words or of another conversation', async () => {
    const { world, maya, theo } = await begin();
    const { id, source } = theo.conversation();
    const note = theo.notes('Internal.');
    world.workspace.redact(id, note);
    world.workspace.redact(id, source.id);
    world.workspace.postWebhook(redacted, { type: 'conversation_part', id: '1', conversation_id: '5' });
    await world.settle();
    theo.replies('Hello.');
    await world.settle();
    expect(maya.sees()).toEqual(['Hello.']);
    expect(notesOf({ theo }).join()).not.toContain('already been texted');
  });
});

describe('a text that waited, while Intercom cannot be asked', () => {
  test('waits for it a while, and then goes', async () => {
    const { world, maya, theo } = await begin();
    const back = twilioAway(world);
    theo.replies('Tomorrow.');
    await world.pass(MINUTE);
    world.intercom.faults.add({ method: 'GET', path: /conversations/, kind: 'status', status: 503 });
    back();
    await world.pass(2 * MINUTE);
    expect(maya.sees()).toEqual([]);
    await world.pass(20 * MINUTE);
    expect(maya.sees()).toEqual(['Tomorrow.']);
  });

  test('goes once it answers again', async () => {
    const { world, maya, theo } = await begin();
    const back = twilioAway(world);
    theo.replies('Tomorrow.');
    await world.pass(MINUTE);
    const answers = world.intercom.faults.add({ method: 'GET', path: /conversations/, kind: 'status', status: 503 });
    back();
    await world.pass(MINUTE);
    answers();
    await world.pass(5 * MINUTE);
    expect(maya.sees()).toEqual(['Tomorrow.']);
  });
});

test('a reply that is texted at once costs no reading', async () => {
  const { world, maya, theo } = await begin();
  const before = world.traffic.exchanges.length;
  theo.replies('Tomorrow.');
  await world.settle();
  expect(maya.sees()).toEqual(['Tomorrow.']);
  const reads = world.traffic.exchanges
    .slice(before)
    .filter(({ method, path }) => method === 'GET' && /conversations\/\d+$/.test(path));
  expect(reads).toEqual([]);
});
