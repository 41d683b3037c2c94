// Templates in the panel: the workspace's own and Intercom's macros, filled in from the contact.
import { addTemplate } from '../../support/database/tampering.ts';
import { describe, expect, test } from '../../support/jest-globals.ts';
import { closeStages, stage } from '../../support/story.ts';

closeStages();

describe('templates in the panel', () => {
  test('ours and macros are filled in, and no field is sent blank', async () => {
    const { world, maya, theo } = await stage();
    const ours = {
      name: 'Arrival',
      body: 'Hi {{contact.first_name | there}}, {{admin.first_name}} here. Your {{contact.plan}} box is due. {{conversation.id}}',
    };
    await addTemplate(world, ours);
    world.workspace.addMacro('Thanks', 'Thank you, {{user.name|fallback:"friend"}}!');
    const contact = world.workspace.addContact({ role: 'user', phone: '+14155550132' });
    maya.texts('Hello?');
    await world.settle();
    const panel = await theo.opensPanel();
    await panel.clicks(/^Write a text/);
    await panel.clicks('Use a template');
    await panel.clicks('Thanks');
    expect(panel.value('Text')).toBe('Thank you, friend!');
    await panel.types('Text', '').clicks('Use a template');
    const before = world.traffic.exchanges.length;
    await panel.clicks('Arrival');
    const asked = world.traffic.exchanges.slice(before).filter(({ path }) => path === `/contacts/${contact.id}`);
    expect(asked).toHaveLength(1);
    const id = theo.conversation().id;
    const name = world.workspace.admins[0]?.name.split(' ')[0];
    expect(panel.value('Text')).toBe(`Hi there, ${name} here. Your {{contact.plan}} box is due. ${id}`);
    expect(panel.reads().join('\n')).toMatch(/No value for .*plan/);
    await panel.clicks('Send');
    expect(panel.reads()).toContainEqual('Not sent yet: fill in the fields first.');
    await world.settle();
    expect(maya.sees()).toEqual([]);
    world.workspace.addAttribute('plan');
    world.workspace.updateContact(contact.id, { customAttributes: { plan: 'Gold' }, name: 'Maya Reyes' });
    await panel.clicks('Send');
    await world.settle();
    expect(maya.sees()).toEqual([`Hi there, ${name} here. Your Gold box is due. ${id}`]);
  });

  test('macros of other teams stay away, and all pages are searched', async () => {
    const { world, maya, theo } = await stage();
    const team = world.workspace.teams[0]?.id ?? '';
    world.workspace.addMacro('The oldest', 'I am on the second page.');
    for (let index = 0; index < 160; index += 1) world.workspace.addMacro(`Macro ${index}`, 'Hello');
    world.workspace.addMacro('For Support', 'You see me.', [team]);
    world.workspace.addMacro('For Finance', 'Nobody here sees me.', ['999']);
    maya.texts('Hello?');
    await world.settle();
    const panel = await theo.opensPanel();
    await panel.clicks(/^Write a text/);
    await panel.clicks('Use a template');
    const shown = panel.reads().join('\n');
    expect(shown).toContain('For Support');
    expect(shown).not.toContain('For Finance');
    await panel.types('Search', 'oldest').sends('search-templates');
    expect(panel.reads().join('\n')).toContain('The oldest');
    world.intercom.faults.add({
      method: 'GET',
      path: /^\/admins\/\d+$/,
      kind: 'status',
      status: 500,
      body: {},
      times: 1,
    });
    await panel.types('Search', 'For ').sends('search-templates');
    expect(panel.reads().join('\n')).not.toMatch(/For Support|For Finance/);
  });

  test('the panel does without macros while Intercom does not give them', async () => {
    const { world, maya, theo } = await stage();
    maya.texts('Hello?');
    await world.settle();
    const panel = await theo.opensPanel();
    await panel.clicks(/^Write a text/);
    const body = { type: 'error.list', errors: [{ code: 'forbidden', message: 'Not for this token.' }] };
    world.intercom.faults.add({ method: 'GET', path: '/macros', kind: 'status', status: 403, body, times: 1 });
    await panel.types('Text', 'A start').clicks('Use a template');
    expect(panel.reads().join('\n')).toContain('macros cannot be shown');
    await panel.clicks('Back');
    expect(panel.value('Text')).toBe('A start');
  });
});
