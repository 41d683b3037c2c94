// A text joins the open conversation, one that closed a while ago, or a new one; texts keep their order.

import { Customer } from '../../src/simulator/people.ts';
import type { World } from '../../src/simulator/world.ts';
import { chooseSettings } from '../support/database/stored.ts';
import { describe, expect, test } from '../support/jest-globals.ts';
import { type Cast, closeStages, stage } from '../support/story.ts';

closeStages();

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

describe('a reaction', () => {
  const LIKED = 'Liked “Thanks, see you tomorrow”';

  async function answered(options: Parameters<typeof stage>[0] = {}) {
    const cast = await stage(options);
    cast.maya.texts('Is it on?');
    await cast.world.settle();
    cast.theo.replies('Thanks, see you tomorrow');
    await cast.world.settle();
    return cast;
  }

  test('stands in the conversation that is open', async () => {
    const { world, maya, theo } = await answered();
    maya.texts(LIKED);
    await world.settle();
    expect(theo.sees()).toEqual(['customer: Is it on?', 'admin: Thanks, see you tomorrow', `customer: ${LIKED}`]);
  });

  test.each([
    ['closed', LIKED],
    ['closed', 'Loved an image'],
    ['closed', 'Reacted 👍 to “Thanks, see you tomorrow”'],
    ['closed', '\u200a\u200b👍\u200b to “\u200aThanks, see you tomorrow\u200a”\u200a'],
    ['closed', 'Vond “Thanks, see you tomorrow” leuk'],
    ['long closed', LIKED],
  ])('leaves a %s conversation as it is, and the panel shows %j', async (state, words) => {
    const { world, maya, theo } = await answered();
    await closedFor(world, theo, state === 'closed' ? HOUR : 30 * DAY);
    await world.settle();
    const before = theo.conversation().state;
    maya.texts(words);
    await world.settle();
    expect(theo.conversations()).toHaveLength(1);
    expect(theo.conversation().state).toBe(before);
    expect(theo.sees()).toHaveLength(2);
    const panel = await theo.opensPanel();
    const shown = panel.reads().map((line) => line.replace(/[\s\u200b]+/gu, ' ').replace('“ ', '“'));
    const start = words.replace(/[\u200a\u200b]/gu, '').slice(0, 12);
    expect(shown).toContainEqual(expect.stringContaining(start));
    maya.texts('And at what time?');
    await world.settle();
    expect(theo.sees().at(-1)).toBe('customer: And at what time?');
  });

  test('of a stranger starts nothing and makes no contact', async () => {
    for (const threadPer of ['sender', 'contact'] as const) {
      const { world, maya, theo } = await stage();
      await chooseSettings(world, { threadPer });
      maya.texts(LIKED);
      await world.settle();
      expect([theo.conversations(), world.workspace.contacts()]).toEqual([[], []]);
    }
  });

  test('is an ordinary text by setting, or where a person wrote it', async () => {
    const { world, maya, theo } = await answered();
    await closedFor(world, theo, HOUR);
    maya.texts('Liked “your hat” and wants to return it');
    await world.settle();
    expect(theo.conversation().state).toBe('open');
    await closedFor(world, theo, HOUR);
    await chooseSettings(world, { reactionsStayAside: false });
    maya.texts(LIKED);
    await world.settle();
    expect(theo.conversation().state).toBe('open');
    expect(theo.sees().at(-1)).toBe(`customer: ${LIKED}`);
  });

  test('to a text that says how to stop stops nothing', async () => {
    const { world, maya, theo } = await answered();
    for (const words of ['Liked “Reply STOP to unsubscribe”', 'Emphasized “STOP”', '👍 to “STOP”', 'Liked “YES”'])
      maya.texts(words);
    await world.settle();
    theo.replies('Still there?');
    await world.settle();
    expect(maya.sees().at(-1)).toBe('Still there?');
    expect(theo.sees().filter((line) => line.startsWith('note: '))).toEqual([]);
  });
});

describe('a text of a customer who texted before', () => {
  test('joins the open conversation, also when it is snoozed', async () => {
    const { world, maya, theo } = await stage();
    maya.texts('one');
    await world.settle();
    await world.pass(30 * DAY);
    maya.texts('two');
    await world.settle();
    world.workspace.snooze(theo.conversation().id);
    await world.pass(30 * DAY);
    maya.texts('three');
    await world.settle();
    expect(theo.conversations()).toHaveLength(1);
    expect(theo.sees()).toEqual(['customer: one', 'customer: two', 'customer: three']);
    expect(theo.conversation().state).toBe('open');
  });

  test('reopens what closed four days ago, and starts anew six days after', async () => {
    const { world, maya, theo } = await stage();
    maya.texts('one');
    await world.settle();
    await closedFor(world, theo, 4 * DAY);
    world.traffic.clear();
    maya.texts('two');
    await world.settle();
    expect(theo.sees()).toEqual(['customer: one', 'customer: two']);
    expect(theo.conversation().state).toBe('open');
    expect(world.traffic.count('intercom', 'POST', /^\/conversations\/\d+/)).toBe(1);

    await closedFor(world, theo, 6 * DAY);
    maya.texts('three');
    await world.settle();
    expect(theo.conversations()).toHaveLength(2);
    expect(theo.sees()).toEqual(['customer: three']);
    expect(theo.conversation().tags).toHaveLength(1);

    // Nothing else that happens to it changes the time at which it closed.
    world.workspace.close(theo.conversation().id);
    await world.pass(3 * DAY);
    world.workspace.assign(theo.conversation().id, { to: theo.id });
    await world.pass(3 * DAY);
    maya.texts('four');
    await world.settle();
    expect(theo.sees()).toEqual(['customer: four']);
    expect(theo.conversations()).toHaveLength(3);
  });

  test('stays in a conversation that somebody reopened', async () => {
    const { world, maya, theo } = await stage();
    maya.texts('one');
    await world.settle();
    world.workspace.close(theo.conversation().id);
    await world.pass(HOUR);
    world.workspace.open(theo.conversation().id);
    await world.pass(6 * DAY);
    maya.texts('two');
    await world.settle();
    expect(theo.conversations()).toHaveLength(1);
    expect(theo.sees()).toEqual(['customer: one', 'customer: two']);
  });

  test('follows the setting of how long a closed conversation may be reopened', async () => {
    const { world, maya, theo } = await stage();
    const cases: [reopenDays: number, closedFor: number, joins: boolean][] = [
      [1, 23 * HOUR, true],
      [1, 25 * HOUR, false],
      [30, 29 * DAY, true],
      [0, HOUR, false],
    ];
    maya.texts('first');
    await world.settle();
    for (const [reopenDays, closed, joins] of cases) {
      await chooseSettings(world, { reopenDays });
      const before = theo.conversation().id;
      await closedFor(world, theo, closed);
      maya.texts(`${closed / HOUR} hours later`);
      await world.settle();
      expect(theo.sees().at(-1)).toBe(`customer: ${closed / HOUR} hours later`);
      expect([reopenDays, closed, theo.conversation().id === before]).toEqual([reopenDays, closed, joins]);
    }
  });

  test('has a conversation for each of our numbers', async () => {
    const { world, maya, theo } = await stage({ ourNumbers: ['+14155550100', '+14155550101'] });
    maya.texts('to sales');
    await world.settle();
    maya.texts('to support', { to: '+14155550101' });
    await world.settle();
    maya.texts('sales again');
    maya.texts('support again', { to: '+14155550101' });
    await world.settle();
    expect(theo.conversations().map((one) => theo.sees(one.id))).toEqual([
      ['customer: to sales', 'customer: sales again'],
      ['customer: to support', 'customer: support again'],
    ]);
    expect(world.workspace.contacts()).toHaveLength(1);
  });

  test('joins a conversation of whose closing no webhook told, at one call', async () => {
    const { world, maya, theo } = await stage();
    world.intercom.subscribedTopics = world.intercom.subscribedTopics.filter((topic) => !topic.endsWith('.closed'));
    maya.texts('one');
    await world.settle();
    await closedFor(world, theo, HOUR / 2);
    world.traffic.clear();
    maya.texts('two');
    await world.settle();
    expect(theo.sees()).toEqual(['customer: one', 'customer: two']);
    expect(world.traffic.count('intercom')).toBe(1);
  });

  test.each([
    ['the webhook tells', true],
    ['no webhook tells', false],
  ])('starts anew when the conversation was deleted (%s)', async (_, told) => {
    const { world, maya, theo } = await stage();
    maya.texts('one');
    await world.settle();
    if (!told) world.intercom.subscribedTopics = [];
    world.workspace.deleteConversation(theo.conversation().id);
    await world.settle();
    maya.texts('two');
    await world.settle();
    maya.texts('three');
    await world.settle();
    expect(theo.sees()).toEqual(['customer: two', 'customer: three']);
    expect(theo.conversations()).toHaveLength(1);
    expect(world.workspace.contacts()).toHaveLength(1);

    theo.replies('Got it');
    await world.settle();
    if (told) expect(maya.sees()).toEqual(['Got it']);
  });
});

describe('the order of texts', () => {
  test('is kept when the first of three has to be tried again', async () => {
    const { world, maya, theo } = await stage();
    world.intercom.faults.add({ method: 'POST', path: '/contacts/search', kind: 'hang-up-before', times: 2 });
    for (const body of ['one', 'two', 'three']) maya.texts(body);
    await world.settle();
    await world.pass(60_000);
    expect(theo.sees()).toEqual(['customer: one', 'customer: two', 'customer: three']);

    world.intercom.faults.add({ method: 'POST', path: /\/reply$/, kind: 'status', status: 503, times: 3 });
    for (const body of ['four', 'five', 'six']) {
      maya.texts(body);
      await world.settle(10);
    }
    await world.pass(60_000);
    expect(theo.sees().slice(3)).toEqual(['customer: four', 'customer: five', 'customer: six']);
    expect(theo.conversations()).toHaveLength(1);
  });

  test('one stuck thread delays no other', async () => {
    const { world, maya, theo } = await stage();
    const others = [1, 2, 3].map((digit) => new Customer(world, `+1415555014${digit}`));
    maya.texts('hello');
    await world.settle();
    const stuck = theo.conversation().id;
    for (const other of others) other.texts('hello');
    await world.settle();

    const repair = world.intercom.faults.add({
      path: new RegExp(`^/conversations/${stuck}/`),
      kind: 'status',
      status: 500,
    });
    for (let text = 1; text <= 5; text += 1) maya.texts(`stuck ${text}`);
    await world.settle(10);
    for (const other of others) other.texts('passing');
    await world.settle(10);
    const passed = theo.conversations().filter((one) => one.id !== stuck);
    expect(passed.map((one) => theo.sees(one.id).at(-1))).toEqual(others.map(() => 'customer: passing'));
    expect(theo.sees(stuck)).toEqual(['customer: hello']);

    repair();
    await world.pass(10 * 60_000);
    const texts = [1, 2, 3, 4, 5].map((text) => `customer: stuck ${text}`);
    expect(theo.sees(stuck)).toEqual(['customer: hello', ...texts]);
  });
});

/** Theo closes the newest conversation, and that much time passes. */
async function closedFor(world: World, theo: Cast['theo'], ms: number): Promise<void> {
  world.workspace.close(theo.conversation().id);
  await world.pass(ms);
}
