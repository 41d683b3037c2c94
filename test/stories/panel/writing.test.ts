import { describe, expect, test } from '../../support/jest-globals.ts';
import { closeStages, stage } from '../../support/story.ts';

describe('writing in the panel', () => {
  closeStages();

  test('a text reaches the phone once, and is its author’s comment', async () => {
    const { world, maya, theo } = await stage();
    maya.texts('Is my parcel on its way?');
    await world.settle();
    const panel = await theo.opensPanel();
    await panel.clicks(/^Write a text/);
    await panel.types('Text', 'It arrives today.').clicks('Send');
    expect(panel.reads()).toContainEqual(expect.stringContaining('✅ Queued'));
    expect(panel.reads()).toContainEqual(expect.stringMatching(/^Queued · 8:0\dAM$/));
    await world.settle();
    expect(maya.sees()).toEqual(['It arrives today.']);
    expect(theo.sees()).toEqual(['customer: Is my parcel on its way?', 'admin: It arrives today.']);
    const comment = world.workspace.parts(theo.conversation().id).at(-1);
    expect(comment).toMatchObject({ author: { id: theo.id }, skipNotifications: true });
    await panel.clicks('Refresh');
    expect(panel.reads()).toContainEqual(expect.stringMatching(/^Delivered · 8:0\dAM$/));
    expect(panel.reads()).toContainEqual(expect.stringMatching(new RegExp(`^${world.workspace.admins[0]?.name}: It`)));
  });

  test('two clicks, a repeated click and a stale canvas send one text', async () => {
    const { world, maya, theo } = await stage();
    maya.texts('Hello?');
    await world.settle();
    const panel = await theo.opensPanel();
    await panel.clicks(/^Write a text/);
    panel.types('Text', 'Hi Maya');
    const left = panel.current;
    const id = panel.idOf('Send');
    const click = { componentId: id, inputValues: { body: 'Hi Maya' }, currentCanvas: left, adminId: theo.id };
    const conversationId = theo.conversation().id;
    await Promise.all([
      world.workspace.canvasSubmit(conversationId, click),
      world.workspace.canvasSubmit(conversationId, click),
    ]);
    await world.settle();
    await world.workspace.canvasSubmit(conversationId, click);
    await world.settle();
    expect(maya.sees()).toEqual(['Hi Maya']);
    expect(theo.sees().filter((line) => line === 'admin: Hi Maya')).toHaveLength(1);
  });

  test('other words under a click that was used are kept, not sent', async () => {
    const { world, maya, theo } = await stage();
    maya.texts('Hello?');
    await world.settle();
    const panel = await theo.opensPanel();
    await panel.clicks(/^Write a text/);
    const left = panel.current;
    const send = panel.idOf('Send');
    await panel.types('Text', 'First words').clicks('Send');
    const conversationId = theo.conversation().id;
    const answer = await world.workspace.canvasSubmit(conversationId, {
      componentId: send,
      inputValues: { body: 'Other words' },
      currentCanvas: left,
      adminId: theo.id,
    });
    expect(JSON.stringify(answer.body)).toContain('was already sent');
    expect(JSON.stringify(answer.body)).toContain('Other words');
    await world.settle();
    expect(maya.sees()).toEqual(['First words']);
  });

  test('what was typed survives a check, a detour and an error', async () => {
    const { world, maya, theo } = await stage();
    maya.texts('Hello?');
    await world.settle();
    const panel = await theo.opensPanel();
    await panel.clicks(/^Write a text/);
    await panel.types('Text', 'We’re on it…').clicks('Check length and price');
    expect(panel.value('Text')).toBe('We’re on it…');
    expect(panel.reads()).toContainEqual('Length: 12 of 70 characters');
    await panel.clicks('Use a template');
    await panel.clicks('Back');
    expect(panel.value('Text')).toBe('We’re on it…');
    await panel.clicks('Back');
    await panel.clicks(/^Go on writing/);
    expect(panel.value('Text')).toBe('We’re on it…');
    await panel.types('Text', '   ').clicks('Send');
    expect(panel.reads()).toContainEqual('Write something first.');
    const rest = 'x'.repeat(70);
    await panel.types('Text', `We’re on it… ${rest}`).clicks('Check length and price');
    expect(panel.reads()).toContainEqual('13 over: with its special characters replaced it is 1 SMS.');
    await panel.clicks('Replace special characters');
    expect(panel.value('Text')).toBe(`We're on it... ${rest}`);
    await panel.clicks('Send');
    await world.settle();
    expect(maya.sees()).toEqual([`We're on it... ${rest}`]);
  });
});
