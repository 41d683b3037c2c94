// Two contacts of one number: the panel offers to merge the lead into the user, asks first, and merges once.
import { describe, expect, test } from '../../support/jest-globals.ts';
import { type Cast, closeStages, stage } from '../../support/story.ts';
import { muteWebhooks } from '../../support/webhooks.ts';

closeStages();

const number = '+14155550132';

/** Maya, a user, and Leo, a lead, have one number in two spellings, from which a text has come. */
async function meet() {
  const cast = await stage();
  const { world, maya } = cast;
  const user = world.workspace.addContact({ role: 'user', name: 'Maya', phone: number });
  const lead = world.workspace.addContact({ role: 'lead', name: 'Leo', phone: '(415) 555-0132' });
  await world.settle();
  maya.texts('Hello?');
  await world.settle();
  return { ...cast, user, lead };
}

const merges = ({ world }: Pick<Cast, 'world'>) =>
  world.traffic.exchanges.filter(({ path }) => path === '/contacts/merge').map(({ requestBody }) => requestBody);

describe('a lead and a user with one number', () => {
  test('are merged after a question, once', async () => {
    const cast = await meet();
    const { world, maya, theo, user, lead } = cast;
    const panel = await theo.opensPanel();
    await panel.clicks('Merge two contacts');
    expect(panel.words()).toContain('This cannot be undone.');
    expect(merges(cast)).toEqual([]);
    const [id, left] = [panel.idOf('Merge the lead'), panel.current];
    await panel.clicks('Merge the lead');
    expect(panel.reads()[0]).toBe('✅ Merged: the lead is part of Maya now.');
    expect(() => panel.idOf('Merge two contacts')).toThrow('Nothing to click');
    await panel.sends(id, left);
    expect(panel.reads()[0]).toBe('Not merged: these contacts have changed meanwhile.');
    expect(merges(cast)).toHaveLength(1);
    expect(merges(cast)[0]).toContain(`"from":"${lead.id}","into":"${user.id}"`);
    await world.settle();
    maya.texts('Still me');
    await world.settle();
    expect(theo.conversations().map(({ contactIds }) => contactIds)).toEqual([[user.id]]);
    expect(theo.sees()).toEqual(['customer: Hello?', 'customer: Still me']);
  });

  test('are merged once where the answer is lost', async () => {
    const cast = await meet();
    const { world, theo } = cast;
    muteWebhooks(world);
    const panel = await theo.opensPanel();
    await panel.clicks('Merge two contacts');
    world.intercom.faults.add({ method: 'POST', path: /^\/contacts\/merge/, kind: 'hang-up-after', times: 1 });
    await panel.clicks('Merge the lead');
    expect(panel.reads()[0]).toMatch(/^Intercom did not answer yet/);
    await panel.clicks('Merge two contacts');
    await panel.clicks('Merge the lead');
    expect(panel.reads()[0]).toBe('✅ Merged: the lead is part of Maya now.');
    expect(merges(cast)).toHaveLength(1);
  });

  test('stay two without the permission, or once one has changed', async () => {
    const cast = await meet();
    const { world, theo, lead } = cast;
    const panel = await theo.opensPanel();
    await panel.clicks('Merge two contacts');
    world.intercom.faults.add({ method: 'POST', path: /^\/contacts\/merge/, kind: 'status', status: 403, times: 1 });
    await panel.clicks('Merge the lead');
    expect(panel.reads()[0]).toMatch(/^Not merged: the app may not change contacts/);
    await panel.clicks('Maya');
    await panel.clicks('Merge two contacts');
    world.workspace.updateContact(lead.id, { phone: '+14155550188' });
    await panel.clicks('Merge the lead');
    expect(panel.reads()[0]).toBe('Not merged: these contacts have changed meanwhile.');
    expect(merges(cast)).toHaveLength(1);
    expect(world.workspace.contacts().filter(({ mergedInto }) => mergedInto !== null)).toEqual([]);
  });
});
