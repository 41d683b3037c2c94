// Replies of bots that are not texted: the panel says so, and the settings ask until somebody has decided.
import { describe, expect, test } from '../../support/jest-globals.ts';
import { signIn } from '../../support/sign-in.ts';
import { begin, closeStages, stage } from '../../support/story.ts';

closeStages();

describe('what bots say', () => {
  const spoken = 'Replies of bots and AI agents are not texted here. An admin can change that in the settings.';
  const asked = 'Replies of bots and AI agents are not texted yet';

  test('is told once, and asked about until somebody has decided', async () => {
    const cast = await begin();
    const { world, theo } = cast;
    const visitor = await signIn(world);
    expect(await theo.readsPanel()).not.toContain(spoken);
    expect(visitor.words()).not.toContain(asked);
    for (const html of ['<p>We are closed.</p>', '<p>Really.</p>'])
      world.workspace.botReply(theo.conversation().id, { html });
    await world.settle();
    expect((await theo.readsPanel()).split(spoken)).toHaveLength(2);
    expect(theo.sees().filter((line) => line.startsWith('note'))).toEqual([]);
    await visitor.goes('/');
    visitor.says(asked).says('in 1 conversation with texts');
    // Whoever chooses what was the default has decided, too.
    await visitor.sends('/settings/replies', { bot_replies: 'never', do: 'save' });
    await visitor.goes('/');
    expect(visitor.words()).not.toContain(asked);
    expect(await theo.readsPanel()).toContain(spoken);
    await visitor.sends('/settings/replies', { bot_replies: 'always', do: 'save' });
    expect(await theo.readsPanel()).not.toContain(spoken);
  });

  test('is no matter where the customer chats, or where nobody ever texted', async () => {
    const { world, theo } = await stage();
    const contact = world.workspace.addContact({ role: 'user', name: 'Leo', phone: '+14155550188' });
    const chat = world.workspace.customerWritesInMessenger(null, contact.id, 'Hello?');
    world.workspace.botReply(chat, { html: '<p>We are closed.</p>' });
    await world.settle();
    expect((await theo.opensPanel({ in: chat })).words()).not.toContain(spoken);
    const visitor = await signIn(world);
    expect(visitor.words()).not.toContain(asked);
  });
});
