// Replies and moves from a time in which the service was away for longer than Intercom tries again: none is lost, doubled or overtaken.
import type { Settings } from '../../../src/domain/settings/settings.ts';
import type { World } from '../../../src/simulator/world.ts';
import { chooseSettings, storedConversation } from '../../support/database/stored.ts';
import { troublesOf } from '../../support/findings.ts';
import { describe, expect, test } from '../../support/jest-globals.ts';
import { foundItems, restart } from '../../support/outages.ts';
import { begin, closeStages, lettersOf, notesOf, stage } from '../../support/story.ts';
import { withoutWebhooks } from '../../support/webhooks.ts';

closeStages();

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;

const titles = async (world: World) => (await troublesOf(world)).map(({ title }) => title);

describe('after an outage of the service', () => {
  test('a reply is texted once, and the doctor tells of it', async () => {
    const { world, maya, theo } = await begin();
    let partId = '';
    await withoutWebhooks(world, async () => {
      await world.pass(MINUTE);
      partId = theo.replies('It is on its way.');
      await world.pass(2 * MINUTE);
    });
    await restart(world);
    await world.settle();
    expect(maya.sees()).toEqual(['It is on its way.']);
    // Its webhook comes late.
    const item = { type: 'conversation', id: theo.conversation().id };
    const author = { type: 'admin', id: theo.id };
    const part = { id: partId, part_type: 'comment', body: '<p>It is on its way.</p>', author, created_at: 1 };
    world.workspace.postWebhook('conversation.admin.replied', {
      ...item,
      conversation_parts: { conversation_parts: [part] },
    });
    await world.pass(20 * MINUTE);
    expect(maya.sees()).toEqual(['It is on its way.']);
    expect(await foundItems(world)).toEqual([['reply', 'outage', 1]]);
    expect(await titles(world)).toEqual([
      expect.stringMatching(/^1 reply was found after an outage from .* 8:05AM to .* 8:08AM$/),
    ]);
    expect(await lettersOf(world)).toEqual([]);
  });

  test('missed replies go before those that are written once it is over', async () => {
    const { world, maya, theo } = await begin();
    await withoutWebhooks(world, () => {
      theo.replies('One');
      theo.replies('Two');
      world.workspace.close(theo.conversation().id, { html: '<p>Three</p>' });
    });
    await world.pass(3 * MINUTE);
    await restart(world);
    theo.replies('Four');
    await world.intercom.postOffice.deliverDue();
    await world.settle();
    theo.replies('Five');
    await world.pass(10 * MINUTE);
    expect(maya.sees()).toEqual(['One', 'Two', 'Three', 'Four', 'Five']);
  });

  test('the same where the newer reply’s job is first', async () => {
    const { world, maya, theo } = await begin();
    await withoutWebhooks(world, () => theo.replies('One'));
    await world.pass(3 * MINUTE);
    await restart(world);
    // Nothing can be searched for a while.
    world.intercom.faults.add({ method: 'POST', path: /search$/, kind: 'status', status: 503, times: 2 });
    theo.replies('Two');
    await world.settle();
    expect(maya.sees()).toEqual(['One', 'Two']);
    await world.pass(HOUR);
    expect(maya.sees()).toEqual(['One', 'Two']);
    expect(await foundItems(world)).toEqual([['reply', 'outage', 1]]);
  });

  test('a reply that is too old gets a note instead', async () => {
    const { world, maya, theo } = await begin();
    await withoutWebhooks(world, async () => {
      theo.replies('Early');
      await world.pass(5 * HOUR);
      theo.replies('Late');
      await world.pass(HOUR);
    });
    await restart(world);
    await world.pass(10 * MINUTE);
    expect(maya.sees()).toEqual(['Late']);
    expect(notesOf({ theo })).toEqual([expect.stringContaining('was not texted')]);
  });

  test.each<[Settings['botReplies'], string[]]>([
    ['always', ['A bot says this.']],
    ['never', []],
  ])('a bot’s reply goes as the workspace wants: %s', async (botReplies, expected) => {
    const { world, maya, theo } = await begin();
    await chooseSettings(world, { botReplies });
    await withoutWebhooks(world, () =>
      world.workspace.botReply(theo.conversation().id, { html: '<p>A bot says this.</p>' }),
    );
    await world.pass(3 * MINUTE);
    await restart(world);
    await world.pass(10 * MINUTE);
    expect(maya.sees()).toEqual(expected);
  });

  test('closed, opened and snoozed conversations are known to be', async () => {
    const { world, theo } = await begin();
    const { id } = theo.conversation();
    await world.pass(SECOND);
    await withoutWebhooks(world, () => world.workspace.close(id));
    await world.pass(MINUTE);
    await restart(world);
    await world.pass(10 * MINUTE);
    expect(await storedConversation(world, id)).toMatchObject({ state: 'closed' });
    await withoutWebhooks(world, () => world.workspace.open(id));
    await restart(world);
    await world.pass(10 * MINUTE);
    expect(await storedConversation(world, id)).toMatchObject({ state: 'open' });
    expect(await foundItems(world)).toEqual([['move', 'outage', 2]]);
  });

  test('notes, our comments, customers’ words and wordless moves are no finds', async () => {
    const { world, maya, theo } = await begin();
    const panel = await theo.isWriting('From the panel');
    await panel.clicks('Send');
    await withoutWebhooks(world, async () => {
      await world.settle();
      theo.notes('He is angry.');
      world.workspace.assign(theo.conversation().id, { to: theo.id });
      maya.texts('Hello?');
      await world.settle();
    });
    await world.pass(3 * MINUTE);
    await restart(world);
    await world.pass(10 * MINUTE);
    expect(maya.sees()).toEqual(['From the panel']);
    expect(await foundItems(world)).toEqual([]);
  });

  test('an agent’s conversation becomes a thread where the workspace wants it', async () => {
    const { world, maya } = await stage();
    await chooseSettings(world, { outboundFirst: true });
    const contact = world.workspace.addContact({ role: 'user', phone: maya.number });
    await world.settle();
    await withoutWebhooks(world, async () => {
      await world.pass(MINUTE);
      world.workspace.startConversation(contact.id, { html: '<p>Your parcel is here.</p>' });
      await world.pass(2 * MINUTE);
    });
    await restart(world);
    await world.pass(10 * MINUTE);
    expect(maya.sees()).toEqual(['Your parcel is here.']);
    await world.pass(10 * MINUTE);
    expect(maya.sees()).toEqual(['Your parcel is here.']);
  });

  test('nothing older than a week is texted', async () => {
    const { world, maya, theo } = await begin();
    await withoutWebhooks(world, () => theo.replies('Eight days ago'));
    await world.pass(8 * 24 * HOUR);
    await restart(world);
    await world.pass(10 * MINUTE);
    expect(maya.sees()).toEqual([]);
  });
});

describe('a reply that was written during an outage', () => {
  test.each([undefined, 403, 404] as const)('in a ticket, answered with %j among conversations', async (hidden) => {
    const { world, maya, theo } = await begin();
    await withoutWebhooks(world, () => {
      world.workspace.convertToTicket(theo.conversation().id, hidden === undefined ? {} : { hidden });
      theo.replies('We have opened a ticket for you.');
    });
    await world.pass(3 * MINUTE);
    await restart(world);
    await world.pass(10 * MINUTE);
    expect(maya.sees()).toEqual(['We have opened a ticket for you.']);
    expect(await lettersOf(world)).toEqual([]);
  });

  test('in a chat that a text joined, earlier words are not texted', async () => {
    const { world, maya, theo } = await stage();
    const contact = world.workspace.addContact({ role: 'user', phone: maya.number });
    const conversationId = world.workspace.customerWritesInMessenger(null, contact.id, 'Hello');
    await world.settle();
    await withoutWebhooks(world, () => theo.replies('In the chat'));
    await world.pass(MINUTE);
    const panel = await theo.isWriting('Shall we text?');
    await panel.clicks('Send');
    await world.pass(MINUTE);
    await withoutWebhooks(world, () => theo.replies('By text', { in: conversationId }));
    await world.pass(3 * MINUTE);
    await restart(world);
    await world.pass(10 * MINUTE);
    expect(maya.sees()).toEqual(['Shall we text?', 'By text']);
    // The customer goes back to the chat while nobody hears of it.
    await withoutWebhooks(world, async () => {
      await world.pass(MINUTE);
      world.workspace.customerWritesInMessenger(conversationId, contact.id, 'Rather here');
      await world.pass(MINUTE);
      theo.replies('As you like.');
    });
    await restart(world);
    await world.pass(10 * MINUTE);
    expect(maya.sees()).toEqual(['Shall we text?', 'By text']);
  });

  test('beside a comment of ours that was being made', async () => {
    const { world, maya, theo } = await begin();
    const panel = await theo.opensPanel();
    await panel.clicks(/^Write a text/);
    world.intercom.faults.add({ method: 'POST', path: /reply$/, kind: 'hang-up-after', times: 1 });
    await withoutWebhooks(world, async () => {
      await panel.types('Text', 'From the panel').clicks('Send');
      await world.settle(0);
      theo.replies('By hand');
    });
    await restart(world);
    await world.pass(20 * MINUTE);
    expect(maya.sees()).toEqual(['From the panel', 'By hand']);
    expect(await foundItems(world)).toEqual([['reply', 'outage', 1]]);
  });
});
