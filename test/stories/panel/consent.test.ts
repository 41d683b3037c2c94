import { describe, expect, test } from '../../support/jest-globals.ts';
import { type Cast, closeStages, stage } from '../../support/story.ts';

closeStages();

async function texted(cast: Cast) {
  cast.maya.texts('Hello?');
  await cast.world.settle();
  return cast.theo.opensPanel();
}

describe('consent in the panel', () => {
  test('an opt-out by hand needs a reason and is undone by hand', async () => {
    const cast = await stage();
    const { world, maya, theo } = cast;
    const panel = await texted(cast);
    await panel.clicks(/, United States$/);
    await panel.clicks('Opt out or resume');
    await panel.clicks('Opt this number out');
    expect(panel.reads().join('\n')).toContain('Write a reason');
    await panel.types('Reason', 'Asked on the phone').clicks('Opt this number out');
    expect(panel.reads().join('\n')).toMatch(/Opted out since 8:05AM by .*: Asked on the phone/);
    theo.replies('Are you there?');
    await world.settle();
    expect(maya.sees()).toEqual([]);
    expect(theo.sees().at(-1)).toContain('opted out of texts by hand');
    expect(theo.sees().at(-1)).toContain('undo this in the SMS panel: About the opt-out.');
    await panel.clicks('About the opt-out');
    await panel.clicks('Resume texts');
    theo.replies('Hello again.');
    await world.settle();
    expect(maya.sees()).toEqual(['Hello again.']);
  });

  test.each([
    ['at once', true],
    ['one after the other', false],
  ])('a double click is done and told once (%s)', async (_when, atOnce) => {
    const cast = await stage();
    const { world, theo } = cast;
    const panel = await texted(cast);
    const notes = () => theo.sees().filter((line) => line.startsWith('note: ')).length;
    const other = await theo.opensPanel();
    const clickTwice = async (label: string) => {
      const clicks = [panel, other].map((one) => () => one.clicks(label));
      if (atOnce) await Promise.all(clicks.map((click) => click()));
      else for (const click of clicks) await click();
      await world.settle();
    };
    for (const one of [panel, other]) {
      await one.clicks(/, United States$/);
      await one.clicks('Opt out or resume');
      one.types('Reason', 'Asked on the phone');
    }
    await clickTwice('Opt this number out');
    expect([notes(), panel.reads()[0]]).toEqual([1, expect.stringContaining('Opted out')]);
    for (const one of [panel, other]) await one.clicks('About the opt-out');
    await clickTwice('Resume texts');
    expect([notes(), panel.reads()[0], other.reads()[0]]).toEqual([
      2,
      expect.stringContaining('Resumed'),
      expect.stringContaining('Resumed'),
    ]);
  });

  test('only the customer can undo their own STOP', async () => {
    const cast = await stage();
    const { world, maya } = cast;
    let panel = await texted(cast);
    await panel.clicks(/^Write a text/);
    panel.types('Text', 'An offer.');
    maya.texts('STOP');
    await world.settle();
    await panel.clicks('Send');
    expect(panel.reads().join('\n')).toContain('has opted out');
    expect(panel.value('Text')).toBe('An offer.');
    panel = await cast.theo.opensPanel();
    expect(panel.reads().join('\n')).toContain('by texting STOP. Only they can undo this, by texting START.');
    await panel.sends('resume');
    expect(panel.reads().join('\n')).toContain('Only the customer can undo this, by texting START.');
    await world.settle();
    expect(maya.sees()).not.toContain('An offer.');
    maya.texts('START');
    await world.settle();
    panel = await cast.theo.opensPanel();
    await panel.clicks(/^Write a text/);
    await panel.types('Text', 'Welcome back.').clicks('Send');
    await world.settle();
    expect(maya.sees().at(-1)).toBe('Welcome back.');
  });
});
