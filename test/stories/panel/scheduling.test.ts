import type { OpenPanel } from '../../../src/simulator/open-panel.ts';
import type { World } from '../../../src/simulator/world.ts';
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
    expect(panel.reads().join('\n')).toContain(
      '✅ Scheduled for Jan 9, 2026 at 9:00AM in Los Angeles (12:00PM your time), to (415) 555-0132.',
    );
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
    await world.pass(20 * HOUR);
    const restore = cutConnection(world);
    await world.pass(34 * HOUR);
    restore();
    await world.pass(HOUR);
    expect(maya.sees()).toEqual([]);
    expect(theo.sees().at(-1)).toMatch(
      /^note: Threadwire: A scheduled text to .* waited .*, so it was not texted\. .*SMS panel: Write a text\.$/,
    );
    expect((await panel.opens()).reads()).not.toContainEqual(expect.stringMatching(/Good morning/));
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
    expect(panel.reads().join('\n')).toContain('"5/2 9am" may be one of two days');
    expect(panel.reads()).toEqual(
      expect.arrayContaining(['Feb 5, 2026 at 9:00AM in Los Angeles', 'May 2, 2026 at 9:00AM in Los Angeles']),
    );
    await panel.clicks('May 2, 2026 at 9:00AM in Los Angeles');
    expect(panel.reads()).toContainEqual('Scheduled for May 2, 2026 at 9:00AM in Los Angeles');
  });

  test('is changed and moved; its first time passes without it', async () => {
    const cast = await stage();
    const panel = await written(cast, 'At ten.');
    await panel.clicks('Send later');
    await panel.clicks(/^In an hour/);
    await panel.clicks(/^At ten/);
    await panel.clicks('Edit');
    await panel.types('Text', 'At twelve.').clicks('Save');
    expect(panel.reads().join('\n')).toContain('✅ Saved');
    await panel.clicks(/^At twelve/);
    await panel.clicks('Edit');
    await panel.clicks('Change the time');
    await panel.clicks(/^Tomorrow/);
    await cast.world.pass(2 * HOUR);
    expect(cast.maya.sees()).toEqual([]);
    await cast.world.pass(28 * HOUR);
    expect(cast.maya.sees()).toEqual(['At twelve.']);
  });

  test('is cancelled, once', async () => {
    const cast = await stage();
    const panel = await written(cast, 'Never mind.');
    await panel.clicks('Send later');
    await panel.clicks(/^In an hour/);
    await panel.clicks(/^Never mind/);
    const cancel = panel.idOf('Cancel text');
    await panel.clicks('Cancel text');
    expect(panel.reads().join('\n')).toContain('✅ Cancelled');
    await cast.world.pass(2 * HOUR);
    expect(cast.maya.sees()).toEqual([]);
    await panel.sends(cancel);
    expect(panel.reads().join('\n')).toContain('was cancelled meanwhile');
  });

  test('is refused with a note after the customer has opted out', async () => {
    const cast = await stage();
    const panel = await written(cast, 'An offer.');
    await panel.clicks('Send later');
    await panel.clicks(/^In an hour/);
    cast.maya.texts('STOP');
    await cast.world.pass(2 * HOUR);
    expect(cast.maya.sees()).not.toContain('An offer.');
    expect(cast.theo.sees().at(-1)).toContain('The text that was scheduled for now was not sent.');
  });
});
