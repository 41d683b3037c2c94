// Our own parts are told from an agent's by words and author, even where both are written in the same instant.
import { storedParts } from '../support/database/stored.ts';
import { describe, expect, test } from '../support/jest-globals.ts';
import { begin, type Cast, closeStages, lettersOf } from '../support/story.ts';

closeStages();

async function sendsFromPanel({ world, theo }: Cast, words: string): Promise<void> {
  const panel = await theo.isWriting(words);
  await panel.clicks('Send');
  await world.settle();
}

describe('an agent replies in the instant our own part is made', () => {
  test('beside the comment of a text from the panel', async () => {
    const cast = await begin();
    const { world, maya, theo } = cast;
    world.workspace.meanwhile(() => theo.replies('It left this morning.'));
    await sendsFromPanel(cast, 'Your order is out.');
    expect(maya.sees().toSorted()).toEqual(['It left this morning.', 'Your order is out.']);
  });

  test('in the name of somebody else, with the same words', async () => {
    const cast = await begin();
    const { world, maya, theo } = cast;
    const [, other] = world.workspace.admins;
    world.workspace.meanwhile(() => {
      world.workspace.reply(theo.conversation().id, { html: '<p>On its way.</p>', adminId: other?.id ?? '' });
    });
    await sendsFromPanel(cast, 'On its way.');
    expect(maya.sees()).toEqual(['On its way.', 'On its way.']);
  });

  test('beside a customer’s text and beside a note', async () => {
    const { world, maya, theo } = await begin();
    world.workspace.meanwhile(() => theo.replies('One moment.'));
    maya.texts('Hello?');
    await world.settle();
    expect(maya.sees()).toEqual(['One moment.']);
    maya.texts('STOP');
    await world.settle();
    world.workspace.meanwhile(() => theo.notes('Calling her.'));
    theo.replies('Sorry to hear that.');
    await world.settle();
    const { notes, texts } = await storedParts(world);
    expect(new Set(notes).size).toBe(notes.length);
    expect(new Set(texts).size).toBe(texts.length);
    expect(await lettersOf(world)).toEqual([]);
  });
});

describe('an agent has just written the words of a panel’s text', () => {
  test.each(['hang-up-after', 'hang-up-before', 'answer-after', 'status'] as const)(
    'and whether its comment was made is not known (%s)',
    async (kind) => {
      const { world, maya, theo } = await begin();
      world.intercom.faults.add({ method: 'POST', path: /\/reply$/, kind, status: 500, body: 'oops', times: 1 });
      const panel = await theo.isWriting('On its way.');
      await panel.clicks('Send');
      theo.replies('On its way.');
      await world.pass(600_000);
      expect(maya.sees()).toEqual(['On its way.', 'On its way.']);
      expect(theo.sees().filter((line) => line === 'admin: On its way.')).toHaveLength(2);
      expect(await lettersOf(world)).toEqual([]);
    },
  );
});

describe('a comment of ours that cannot be told in the answer', () => {
  test('is known by its words, and an agent’s reply is texted', async () => {
    const cast = await begin();
    const { world, maya, theo } = cast;
    // The answer has no parts: only the notification tells what was made.
    world.intercom.faults.add({
      method: 'POST',
      path: /\/reply$/,
      kind: 'answer-after',
      status: 200,
      body: { type: 'conversation', id: theo.conversation().id },
      times: 1,
    });
    await sendsFromPanel(cast, 'Your order is out.');
    theo.replies('Anything else?');
    await world.settle();
    expect(maya.sees()).toEqual(['Your order is out.', 'Anything else?']);
    theo.replies('Your order is out.');
    await world.settle();
    expect(maya.sees()).toEqual(['Your order is out.', 'Anything else?', 'Your order is out.']);
  });
});
