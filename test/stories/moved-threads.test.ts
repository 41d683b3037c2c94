// A text that goes after its conversation has closed belongs where the customer is talked to, and so does the answer.

import { chooseSettings } from '../support/database/stored.ts';
import { describe, expect, test } from '../support/jest-globals.ts';
import { type Cast, closeStages, stage } from '../support/story.ts';

closeStages();

const DAY = 24 * 3_600_000;

/** Maya has texted, Theo has worked in the conversation, and it is closed. */
async function first({ world, maya, theo }: Cast, work: () => Promise<unknown>): Promise<string> {
  maya.texts('Hello?');
  await world.settle();
  const { id } = theo.conversation();
  await work();
  await world.settle();
  world.workspace.close(id);
  return id;
}

const schedules =
  ({ theo }: Cast, words: string, when: string) =>
  async () => {
    const panel = await theo.isWriting(words);
    await panel.clicks('Send later');
    await panel.types('Another time', when).sends('schedule-typed');
    await panel.clicks(/^Schedule/);
    expect(panel.words()).toContain('✅ Scheduled');
  };

/** So late that a text begins a new conversation. */
async function second({ world, maya, theo }: Cast, words = 'A new question'): Promise<string> {
  await world.pass(6 * DAY);
  maya.texts(words);
  await world.settle();
  expect(theo.conversations()).toHaveLength(2);
  return theo.conversation().id;
}

describe('a scheduled text', () => {
  test('belongs to the open conversation: panel, comment and answer', async () => {
    const cast = await stage();
    const { world, maya, theo } = cast;
    const a = await first(cast, schedules(cast, 'Still interested?', 'in 8 days'));
    const b = await second(cast);
    expect(await theo.readsPanel({ in: b })).toContain('Still interested?');
    await world.pass(3 * DAY);
    expect(maya.sees()).toEqual(['Still interested?']);
    expect(theo.sees(b)).toEqual(['customer: A new question', 'admin: Still interested?']);
    expect(theo.sees(a)).toEqual(['customer: Hello?']);
    maya.texts('Yes!');
    await world.settle();
    expect(theo.sees(b).at(-1)).toBe('customer: Yes!');
    expect(theo.conversations()).toHaveLength(2);
    expect(await theo.readsPanel({ in: b })).toContain('Still interested?');
  });

  test('goes where it was written when nothing else was begun', async () => {
    const cast = await stage();
    const { world, maya, theo } = cast;
    const a = await first(cast, schedules(cast, 'Still interested?', 'in 30 days'));
    await world.pass(32 * DAY);
    expect(theo.sees(a).at(-1)).toBe('admin: Still interested?');
    maya.texts('Yes!');
    await world.settle();
    expect([theo.conversations().length, theo.sees(a).at(-1)]).toEqual([1, 'customer: Yes!']);
  });

  test('goes to the later conversation also when that one has closed meanwhile', async () => {
    const cast = await stage();
    const { world, maya, theo } = cast;
    await first(cast, schedules(cast, 'Still interested?', 'in 8 days'));
    const b = await second(cast);
    world.workspace.close(b);
    await world.pass(3 * DAY);
    expect(theo.sees(b).at(-1)).toBe('admin: Still interested?');
    maya.texts('Yes!');
    await world.settle();
    expect([theo.conversations().length, theo.sees(b).at(-1)]).toEqual([2, 'customer: Yes!']);
  });

  test('is refused in the conversation that is open, where people see it', async () => {
    const cast = await stage();
    const { world, maya, theo } = cast;
    await first(cast, schedules(cast, 'Still interested?', 'in 8 days'));
    const b = await second(cast, 'STOP');
    await world.pass(3 * DAY);
    expect(maya.sees()).not.toContain('Still interested?');
    expect(theo.sees(b).at(-1)).toMatch(/The text that was scheduled for .* was not sent\./);
  });

  test('of a deleted conversation goes to the later one', async () => {
    const cast = await stage();
    const { world, maya, theo } = cast;
    const a = await first(cast, schedules(cast, 'Still interested?', 'in 8 days'));
    world.workspace.deleteConversation(a);
    await world.settle();
    maya.texts('A new question');
    await world.settle();
    const b = theo.conversation().id;
    await world.pass(9 * DAY);
    expect([maya.sees(), theo.sees(b).at(-1)]).toEqual([['Still interested?'], 'admin: Still interested?']);
  });

  test('from another number joins the conversation that all numbers share', async () => {
    const cast = await stage({ ourNumbers: ['+14155550100', '+14155550101'] });
    const { world, maya, theo } = cast;
    await chooseSettings(world, { threadPer: 'contact' });
    await first(cast, schedules(cast, 'Still interested?', 'in 8 days'));
    await world.pass(6 * DAY);
    maya.texts('A new question', { to: '+14155550101' });
    await world.settle();
    const b = theo.conversation().id;
    await world.pass(3 * DAY);
    expect(theo.conversations()).toHaveLength(2);
    expect(theo.sees(b).at(-1)).toBe('admin: Still interested?');
  });
});

describe('a failed text of a closed conversation', () => {
  const fails = async (cast: Cast): Promise<string> => {
    cast.world.twilio.fare(cast.maya.number, { end: 'undelivered', errorCode: 30003 });
    const a = await first(cast, async () => {
      cast.theo.replies('Your parcel is here.');
      await cast.world.pass(60_000);
    });
    await cast.world.settle();
    cast.world.twilio.fare(cast.maya.number, {});
    return a;
  };

  test('is sent again from the later one, and both tell', async () => {
    const cast = await stage();
    const { world, maya, theo } = cast;
    await chooseSettings(world, { reopenFailed: false });
    const a = await fails(cast);
    const b = await second(cast);
    const panel = await theo.opensPanel({ in: b });
    await panel.clicks('Try again');
    await world.pass(60_000);
    expect(maya.sees()).toEqual(['Your parcel is here.']);
    expect(theo.sees(b)).toEqual(['customer: A new question', 'admin: Your parcel is here.']);
    expect(theo.sees(a).at(-1)).toMatch(
      /^note: Threadwire: The text that did not reach .* was sent again from another conversation/,
    );
    const words = await theo.readsPanel({ in: a });
    expect(words).not.toContain('Try again');
    expect(words).toContain('Delivered');
    maya.texts('Thanks!');
    await world.settle();
    expect(theo.sees(b).at(-1)).toBe('customer: Thanks!');
    expect(theo.conversations()).toHaveLength(2);
  });

  test('is sent again from its own with a note alone', async () => {
    const cast = await stage();
    const { world, maya, theo } = cast;
    await chooseSettings(world, { reopenFailed: false });
    const a = await fails(cast);
    const b = await second(cast);
    await (await theo.opensPanel({ in: a })).clicks('Try again');
    await world.pass(60_000);
    expect(theo.sees(a).at(-1)).toMatch(
      /^note: Threadwire: The text that did not reach .* was sent again from the SMS panel/,
    );
    maya.texts('Thanks!');
    await world.settle();
    expect(theo.sees(b).at(-1)).toBe('customer: Thanks!');
  });
});

describe('a text from the panel of a conversation that closed long ago', () => {
  test.each([5, 0])('is answered there, where closed ones reopen for %i days', async (reopenDays) => {
    const cast = await stage();
    const { world, maya, theo } = cast;
    await chooseSettings(world, { reopenDays });
    const a = await first(cast, async () => {});
    await world.pass(100 * DAY);
    await (await theo.isWriting('Your chair is back in stock.', { in: a })).clicks('Send');
    await world.pass(2 * DAY);
    maya.texts('Great!');
    await world.settle();
    expect(theo.conversations()).toHaveLength(1);
    expect(theo.sees(a)).toEqual(['customer: Hello?', 'admin: Your chair is back in stock.', 'customer: Great!']);
    world.workspace.close(a);
    await world.pass(6 * DAY);
    maya.texts('Another thing');
    await world.settle();
    expect(theo.conversations()).toHaveLength(2);
  });

  test('moves the thread there by the agent’s own wish', async () => {
    const cast = await stage();
    const { world, maya, theo } = cast;
    const a = await first(cast, async () => {});
    await second(cast);
    await world.pass(20 * DAY);
    await (await theo.isWriting('About your first question: yes.', { in: a })).clicks('Send');
    await world.settle();
    maya.texts('Great!');
    await world.settle();
    expect(theo.sees(a).at(-1)).toBe('customer: Great!');
  });
});
