// Quiet hours: texts wait for the customer's morning, in their order, and hold up nothing else.
import { chooseSettings } from '../support/database/stored.ts';
import { describe, expect, test } from '../support/jest-globals.ts';
import { begin, closeStages, manyWords, notesOf, sentTo } from '../support/story.ts';

closeStages();

const HOUR = 3_600_000;

/** It is 5:05AM for Maya in San Francisco, and 8:05AM in the workspace in New York. */
const beginEarly = async (rule: 'live' | 'ask' | 'wait') => {
  const cast = await begin();
  await chooseSettings(cast.world, { quietHours: true, repliesInQuietHours: rule });
  return cast;
};

describe('a reply in quiet hours', () => {
  test('waits for the morning in its order, and the agent is told', async () => {
    const { world, maya, theo } = await beginEarly('ask');
    theo.replies(manyWords(300));
    theo.replies('And a short one');
    await world.settle();
    expect(sentTo(world, maya)).toEqual([]);
    expect(notesOf({ theo })[0]).toMatch(
      /^note: Threadwire: A text to \(415\) 555-0132 waits for the end of quiet hours\. It goes out on Jan 8, 2026 at 8:0\dAM in Los Angeles, Jan 8, 2026 at 11:0\dAM in New York\. To send it at once, open the SMS panel: Send now\.$/,
    );
    expect(await theo.readsPanel()).toContain('Waits for the end of quiet hours: 11:0');

    await world.pass(2 * HOUR + 54 * 60_000);
    expect(sentTo(world, maya)).toEqual([]);
    expect(await theo.readsPanel()).not.toContain('have waited');
    await world.pass(10 * 60_000);
    const sent = sentTo(world, maya);
    expect(sent.slice(0, -1).join(' ')).toBe(manyWords(300));
    expect(sent.at(-1)).toBe('And a short one');
    expect(notesOf({ theo })).toHaveLength(2);
  });

  test('goes at once when the agent says so, past one that waits', async () => {
    const { world, maya, theo } = await beginEarly('ask');
    theo.replies('First');
    theo.replies('Second');
    await world.settle();
    const panel = await theo.opensPanel();
    await panel.clicks(/Second/);
    await panel.clicks('Send now');
    expect(panel.reads().join('\n')).toContain('Queued: your text goes out now');
    await world.settle();
    expect(sentTo(world, maya)).toEqual(['Second']);
    await world.pass(4 * HOUR);
    expect(sentTo(world, maya)).toEqual(['Second', 'First']);
  });

  test('must wait where the workspace says so, until a STOP', async () => {
    const { world, maya, theo } = await beginEarly('wait');
    theo.replies('Early bird');
    await world.settle();
    expect(notesOf({ theo }).at(-1)).not.toContain('Send now');
    const panel = await theo.opensPanel();
    await panel.clicks(/Early bird/);
    expect(panel.reads().join('\n')).not.toContain('Send now');
    maya.texts('STOP');
    await world.pass(4 * HOUR);
    expect(sentTo(world, maya)).toEqual([]);
    expect(notesOf({ theo }).at(-1)).toContain('This reply was not texted');
  });

  test('goes at once within a day of the customer’s text, later waits', async () => {
    const { world, maya, theo } = await beginEarly('live');
    theo.replies('Good morning');
    await world.settle();
    expect(sentTo(world, maya)).toEqual(['Good morning']);
    await world.pass(25 * HOUR - 60_000);
    theo.replies('Anything else?');
    await world.settle();
    expect(sentTo(world, maya)).toEqual(['Good morning']);
    await world.pass(4 * HOUR);
    expect(sentTo(world, maya)).toEqual(['Good morning', 'Anything else?']);
  });
});

describe('a scheduled text in quiet hours', () => {
  test('goes in the morning, which the panel offers', async () => {
    const { world, maya, theo } = await beginEarly('live');
    const panel = await theo.isWriting('See you');
    await panel.clicks('Send later');
    await panel.clicks(/^In an hour/);
    expect(panel.reads().join('\n')).toContain('Quiet hours hold texts to this customer then: 6:05AM');
    await panel.clicks(/^In the morning: 8:00AM/);
    await panel.clicks('Schedule');
    await world.pass(2 * HOUR);
    expect(sentTo(world, maya)).toEqual([]);
    await world.pass(HOUR);
    expect(sentTo(world, maya)).toEqual(['See you']);
  });

  test('moves to the morning that a later choice of the workspace has', async () => {
    const { world, maya, theo } = await begin();
    const panel = await theo.isWriting('See you');
    await panel.clicks('Send later');
    await panel.clicks(/^In an hour/);
    await panel.clicks('Schedule anyway');
    await chooseSettings(world, { quietHours: true });
    await world.pass(2 * HOUR);
    expect(sentTo(world, maya)).toEqual([]);
    expect(notesOf({ theo }).at(-1)).toMatch(/It goes out on Jan 8, 2026 at 8:0\dAM in Los Angeles/);
    await world.pass(HOUR);
    expect(sentTo(world, maya)).toEqual(['See you']);
  });

  test('waits over the workspace’s days off and the holiday behind them', async () => {
    const { world, maya, theo } = await begin();
    const panel = await theo.isWriting('See you');
    await panel.clicks('Send later');
    await panel.clicks(/^In an hour/);
    await panel.clicks('Schedule anyway');
    // January 19 is Martin Luther King Jr. Day.
    await chooseSettings(world, { quietHours: true, holidays: true, daysOff: '2026-01-08 to 2026-01-18' });
    await world.pass(2 * HOUR);
    expect(sentTo(world, maya)).toEqual([]);
    expect(notesOf({ theo }).at(-1)).toMatch(/It goes out on Jan 20, 2026 at 8:0\dAM in Los Angeles/);
  });
});
