import type { OpenPanel } from '../../../src/simulator/open-panel.ts';
import type { World } from '../../../src/simulator/world.ts';
import { chooseSettings } from '../../support/database/stored.ts';
import { describe, expect, test } from '../../support/jest-globals.ts';
import { type Cast, closeStages, stage } from '../../support/story.ts';

closeStages();

const HOUR = 3_600_000;

async function written(cast: Cast, words: string): Promise<OpenPanel> {
  cast.maya.texts('Hello?');
  await cast.world.settle();
  const panel = await cast.theo.opensPanel();
  await panel.clicks(/^Write a text/);
  return panel.types('Text', words);
}

/** No workspace can be loaded until the returned function is called. */
function cutConnection({ app }: World): () => void {
  const { workspaces } = app.ctx;
  const get = workspaces.get;
  workspaces.get = async () => {
    throw new Error('The connection was cut.');
  };
  return () => {
    workspaces.get = get;
  };
}

describe('a text for later', () => {
  test('waits for its time, is listed, and goes once with its comment', async () => {
    const cast = await stage();
    const panel = await written(cast, 'Good morning!');
    await panel.clicks('Send later');
    expect(panel.reads()).toContainEqual('Tomorrow: Jan 9, 2026 at 9:00AM in Los Angeles');
    await panel.clicks(/^Tomorrow/);
    const both = 'Fri, Jan 9, 2026 at 9:00AM in Los Angeles, 12:00PM in New York (yours)';
    expect(panel.reads().join('\n')).toContain(both);
    await panel.clicks('Schedule');
    expect(panel.reads().join('\n')).toContain(`✅ Scheduled for ${both}, to (415) 555-0132.`);
    expect(panel.reads()).toContainEqual('Scheduled for Jan 9, 2026 at 9:00AM in Los Angeles');
    await cast.world.pass(26 * HOUR);
    expect(cast.maya.sees()).toEqual([]);
    const restore = cutConnection(cast.world);
    await cast.world.pass(3 * HOUR);
    restore();
    await cast.world.pass(60_000 * 6);
    expect(cast.maya.sees()).toEqual(['Good morning!']);
    expect(cast.theo.sees()).toEqual(['customer: Hello?', 'admin: Good morning!']);
  });

  test('is told of where a day of tries brings nothing', async () => {
    const cast = await stage();
    const { maya, theo, world } = cast;
    const panel = await written(cast, 'Good morning!');
    await panel.clicks('Send later');
    await panel.clicks(/^Tomorrow/);
    await panel.clicks('Schedule');
    await world.pass(20 * HOUR);
    const restore = cutConnection(world);
    await world.pass(34 * HOUR);
    restore();
    await world.pass(HOUR);
    expect(maya.sees()).toEqual([]);
    expect(theo.sees().at(-1)).toMatch(
      /^note: Threadwire: The text to .* that was scheduled for .* in Los Angeles waited .*, so it was not sent\. .*SMS panel: Write a text\.$/,
    );
    expect((await panel.opens()).reads()).not.toContainEqual(expect.stringMatching(/Good morning/));
    await panel.clicks('All texts');
    expect(panel.reads().join('\n')).toContain('Not sent (too late) at 12:03PM');
  });

  test('is read from what people type, on the clocks of the customer', async () => {
    const cast = await stage();
    const panel = await written(cast, 'See you there.');
    await panel.clicks('Send later');
    await panel.types('Another time', 'yesterday at 9').sends('schedule-typed');
    expect(panel.reads().join('\n')).toContain('That is in the past.');
    await panel.types('Another time', 'in 2 years').sends('schedule-typed');
    expect(panel.reads().join('\n')).toContain('A text can wait at most 180 days.');
    await panel.types('Another time', 'today at 3pm').sends('schedule-typed');
    expect(panel.reads().join('\n')).toContain('Thu, Jan 8, 2026 at 3:00PM in Los Angeles, 6:00PM in New York (yours)');
    await panel.clicks('Schedule');
    expect(panel.reads().join('\n')).toContain('✅ Scheduled');
    await cast.world.pass(9.5 * HOUR);
    expect(cast.maya.sees()).toEqual([]);
    await cast.world.pass(HOUR);
    expect(cast.maya.sees()).toEqual(['See you there.']);
  });

  test('at a date with two readings is asked about', async () => {
    const cast = await stage({ timezone: 'America/Toronto' });
    const panel = await written(cast, 'See you there.');
    await panel.clicks('Send later');
    await panel.types('Another time', '5/2 9am').sends('schedule-typed');
    expect(panel.reads().join('\n')).toContain('“5/2 9am” may be one of two days');
    expect(panel.reads()).toEqual(
      expect.arrayContaining(['Feb 5, 2026 at 9:00AM in Los Angeles', 'May 2, 2026 at 9:00AM in Los Angeles']),
    );
    await panel.clicks('May 2, 2026 at 9:00AM in Los Angeles');
    await panel.clicks('Schedule');
    expect(panel.reads()).toContainEqual('Scheduled for May 2, 2026 at 9:00AM in Los Angeles');
  });

  test('is changed and moved; its first time passes without it', async () => {
    const cast = await stage();
    const panel = await written(cast, 'At ten.');
    await panel.clicks('Send later');
    await panel.clicks(/^In an hour/);
    await panel.clicks(/^Schedule/);
    await panel.clicks(/^At ten/);
    await panel.clicks('Edit');
    await panel.types('Text', 'At twelve.').clicks('Save');
    expect(panel.reads().join('\n')).toContain('✅ Saved');
    await panel.clicks(/^At twelve/);
    await panel.clicks('Edit');
    await panel.clicks('Change the time');
    await panel.clicks(/^Tomorrow/);
    await panel.clicks('Schedule');
    await cast.world.pass(2 * HOUR);
    expect(cast.maya.sees()).toEqual([]);
    await cast.world.pass(28 * HOUR);
    expect(cast.maya.sees()).toEqual(['At twelve.']);
  });

  test('is scheduled at night only by one more look', async () => {
    const cast = await stage();
    const panel = await written(cast, 'Sleep well!');
    await panel.clicks('Send later');
    await panel.types('Another time', 'tomorrow at 3am').sends('schedule-typed');
    expect(panel.reads().join('\n')).toContain('Fri, Jan 9, 2026 at 3:00AM in Los Angeles, 6:00AM in New York (yours)');
    expect(panel.reads().join('\n')).toContain('It is night for the customer then: 3:00AM in Los Angeles.');
    const anyway = panel.idOf('Schedule anyway');
    await panel.clicks('In the morning: Jan 9, 2026 at 9:00AM in Los Angeles');
    expect(panel.reads().join('\n')).not.toContain('night');
    await cast.world.pass(2 * HOUR);
    expect((await cast.theo.opensPanel()).reads().join('\n')).not.toContain('Scheduled for');
    await panel.sends(anyway);
    expect(panel.reads().join('\n')).toContain('✅ Scheduled for Fri, Jan 9, 2026 at 3:00AM in Los Angeles');
  });

  test('whose time passes before it is confirmed is asked about again', async () => {
    const cast = await stage();
    const panel = await written(cast, 'At once.');
    await panel.clicks('Send later');
    await panel.clicks(/^In an hour/);
    await cast.world.pass(2 * HOUR);
    await panel.clicks(/^Schedule/);
    expect(panel.reads().join('\n')).toContain('That is in the past.');
    expect(cast.maya.sees()).toEqual([]);
  });

  test('is cancelled once, stays listed, and the cancelling is undone', async () => {
    const cast = await stage();
    const panel = await written(cast, 'Never mind.');
    await panel.clicks('Send later');
    await panel.clicks(/^In an hour/);
    await panel.clicks(/^Schedule/);
    await panel.clicks(/^Never mind/);
    const cancel = panel.idOf('Cancel text');
    await panel.clicks('Cancel text');
    expect(panel.reads().join('\n')).toContain('✅ Cancelled');
    expect(panel.reads()).toContainEqual(expect.stringMatching(/^\*\*Cancelled by Theo.* at 8:05AM\*\*$/));
    await panel.sends(cancel);
    expect(panel.reads().join('\n')).toContain('was cancelled meanwhile');
    await panel.clicks('All texts');
    expect(panel.reads().join('\n')).toMatch(/Cancelled by Theo.* at 8:05AM/);
    await panel.clicks(/: Never mind/);
    await panel.clicks('Undo');
    expect(panel.reads().join('\n')).toContain('✅ Undone: the text goes out at its time.');
    await cast.world.pass(2 * HOUR);
    expect(cast.maya.sees()).toEqual(['Never mind.']);
    await panel.sends(cancel);
    expect(panel.reads().join('\n')).toContain('Too late: the time of this scheduled text has come');
  });

  test('that could not go for hours is held from its time on', async () => {
    const cast = await stage();
    const panel = await written(cast, 'Good morning!');
    await panel.clicks('Send later');
    await panel.clicks(/^In an hour/);
    await panel.clicks(/^Schedule/);
    const restore = cutConnection(cast.world);
    await chooseSettings(cast.world, { quietHours: true });
    // It is night at the customer's then, and the text is not moved to the morning.
    await cast.world.pass(17 * HOUR);
    restore();
    await cast.world.pass(60_000 * 6);
    expect(cast.maya.sees()).toEqual([]);
    expect(cast.theo.sees().at(-1)).toContain('waited for more than 4 hours');
  });

  test('whose time comes during a pause waits in line with the replies', async () => {
    const cast = await stage();
    const { maya, theo, world } = cast;
    const panel = await written(cast, 'First.');
    await panel.clicks('Send later');
    await panel.clicks(/^In an hour/);
    await panel.clicks(/^Schedule/);
    const pause = (isPaused: boolean) => chooseSettings(world, { isPaused });
    await pause(true);
    await world.pass(HOUR + 60_000);
    theo.replies('Second.');
    await world.pass(HOUR);
    expect(maya.sees()).toEqual([]);
    await pause(false);
    await world.pass(6 * 60_000);
    expect(maya.sees()).toEqual(['First.', 'Second.']);
  });

  test('is refused with a note after the customer has opted out', async () => {
    const cast = await stage();
    const panel = await written(cast, 'An offer.');
    await panel.clicks('Send later');
    await panel.clicks(/^In an hour/);
    await panel.clicks(/^Schedule/);
    cast.maya.texts('STOP');
    await cast.world.pass(2 * HOUR);
    expect(cast.maya.sees()).not.toContain('An offer.');
    expect(cast.theo.sees().at(-1)).toMatch(/The text that was scheduled for .* in Los Angeles was not sent\./);
  });
});
