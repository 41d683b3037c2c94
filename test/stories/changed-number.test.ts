// A customer gets a new number, and somebody else gets the old one.

import { describe, expect, test } from '../support/jest-globals.ts';
import { closeStages, stage } from '../support/story.ts';

closeStages();

describe('a contact whose number changes', () => {
  test('keeps the new number; the old one belongs to its next user', async () => {
    const { world, maya, theo } = await stage();
    const ann = world.workspace.addContact({ role: 'user', phone: maya.number, name: 'Ann', email: 'ann@example.com' });
    maya.texts('hello from Ann');
    await world.settle();
    expect(theo.conversation().contactIds).toEqual([ann.id]);

    world.workspace.updateContact(ann.id, { phone: '+14155550177' });
    const ben = world.workspace.addContact({ role: 'user', phone: maya.number, name: 'Ben', email: 'ben@example.com' });
    await world.settle();

    maya.texts('hello from Ben');
    await world.settle();
    expect(theo.conversations()).toHaveLength(2);
    expect(theo.conversation().contactIds).toEqual([ben.id]);
    expect(theo.sees()).toEqual(['customer: hello from Ben']);
  });
});
