// Only what was written for the customer is texted: no summary, no note to colleagues, nothing that a machine says of it.

import { knock } from '../support/door.ts';
import { describe, expect, test } from '../support/jest-globals.ts';
import { begin, closeStages } from '../support/story.ts';

closeStages();

describe('a part that is no message', () => {
  test('is never texted, whether it is told of or read', async () => {
    const { world, maya, theo } = await begin();
    const { id } = theo.conversation();
    const html = '<p>Customer asked about billing; agent resolved it.</p>';
    world.workspace.addPart(id, 'conversation_summary', { html });
    world.workspace.addPart(id, 'fin_thoughts_of_next_year', { html });
    world.workspace.addPart(id, 'snoozed', { html });
    await world.settle();
    // One that does not say what was written has the conversation read.
    world.workspace.postWebhook('conversation.admin.replied', { type: 'conversation', id });
    await world.settle();
    expect(maya.sees()).toEqual([]);
    theo.replies('All done.');
    await world.settle();
    expect(maya.sees()).toEqual(['All done.']);
    const metrics = await knock(world.serviceUrl, { method: 'GET', path: '/metrics' });
    expect(metrics.text).toContain('threadwire_replies_total{outcome="unlisted"} 1');
  });
});
