// A reply whose job several processes run at once, as after a process that seemed to be gone.
import { within } from '../../src/services/context.ts';
import { relayReply } from '../../src/services/replies/relay-reply.ts';
import { WORKSPACE_ID } from '../../src/simulator/world.ts';
import { describe, expect, test } from '../support/jest-globals.ts';
import { begin, closeStages } from '../support/story.ts';

closeStages();

describe('a reply whose job two processes have at once', () => {
  test('is texted once', async () => {
    const { world, maya, theo } = await begin();
    const partId = theo.replies('Tomorrow.');
    await world.intercom.postOffice.deliverDue();
    const ctx = within(world.app.ctx, WORKSPACE_ID);
    const reply = { workspaceId: WORKSPACE_ID, conversationId: theo.conversation().id, partId };
    const job = { queue: 'relay-reply', id: '', key: '' } as never;
    await Promise.all([1, 2, 3].map(() => relayReply(ctx, { ...reply, job })));
    await world.settle();
    expect(maya.sees()).toEqual(['Tomorrow.']);
  });
});
