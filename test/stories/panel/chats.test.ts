import { describe, expect, test } from '../../support/jest-globals.ts';
import { type Cast, closeStages, stage } from '../../support/story.ts';

closeStages();

/** Maya chats on the website; her contact has her phone. */
async function chat({ world }: Cast, phone: string | null = '(415) 555-0132') {
  const contact = world.workspace.addContact({
    role: 'user',
    name: 'Maya',
    email: 'maya@example.com',
    ...(phone === null ? {} : { phone }),
    announce: false,
  });
  const conversationId = world.workspace.customerWritesInMessenger(null, contact.id, 'Hi there');
  await world.settle();
  return { contact, conversationId };
}

describe('a chat', () => {
  test('becomes a thread by a text from the panel', async () => {
    const cast = await stage();
    const { world, maya, theo } = cast;
    const { contact, conversationId } = await chat(cast);
    const before = world.traffic.exchanges.length;
    const panel = await theo.opensPanel();
    expect(world.traffic.exchanges.slice(before).filter(({ path }) => path.startsWith('/contacts/'))).toHaveLength(1);
    expect(panel.reads()).toContainEqual('Maya');
    await panel.clicks(/^Write a text/);
    await panel.types('Text', 'Shall we text?').clicks('Send');
    await world.settle();
    expect(maya.sees()).toEqual(['Shall we text?']);
    maya.texts('Gladly');
    await world.settle();
    expect(theo.conversations()).toHaveLength(1);
    expect(theo.sees(conversationId)).toEqual(['customer: Hi there', 'admin: Shall we text?', 'customer: Gladly']);
    expect(world.workspace.contacts().map(({ id }) => id)).toEqual([contact.id]);
    expect(theo.conversation().tags.map((applied) => applied.tag.name)).toEqual(['sms-channel']);
  });

  test('goes on as the customer wrote last: by text or chat', async () => {
    const cast = await stage();
    const { world, maya, theo } = cast;
    const { contact, conversationId } = await chat(cast);
    theo.replies('Hello Maya');
    await world.settle();
    expect(maya.sees()).toEqual([]);
    const panel = await theo.opensPanel();
    await panel.clicks(/^Write a text/);
    await panel.types('Text', 'Shall we text?').clicks('Send');
    await world.pass(5_000);
    theo.replies('Our number is this one.');
    await world.pass(5_000);
    expect(maya.sees()).toEqual(['Shall we text?', 'Our number is this one.']);
    world.workspace.customerWritesInMessenger(conversationId, contact.id, 'Rather here');
    await world.pass(5_000);
    theo.replies('As you like.');
    await world.pass(5_000);
    expect(maya.sees()).toHaveLength(2);
    await panel.clicks('Refresh');
    expect(panel.reads().join('\n')).toMatch(/not texted/);
    maya.texts('Now by text');
    await world.pass(5_000);
    theo.replies('Fine.');
    await world.pass(5_000);
    expect(maya.sees().at(-1)).toBe('Fine.');
    await panel.clicks('Refresh');
    expect(panel.reads().join('\n')).not.toMatch(/not texted/);
  });

  test('without a phone is texted at a mobile number that is typed', async () => {
    const cast = await stage();
    const { world, maya, theo } = cast;
    await chat(cast, null);
    const panel = await theo.opensPanel();
    expect(panel.reads()).toContainEqual('No phone number is known for this contact.');
    await panel.clicks('Enter a number');
    await panel.types('Number', 'call me').sends('use-typed-number');
    expect(panel.reads().join('\n')).toContain('This is not a phone number');
    await panel.types('Number', '+44 20 7183 8750').sends('use-typed-number');
    expect(panel.reads().join('\n')).toContain('landline');
    await panel.types('Number', '(415) 555-0132').sends('use-typed-number');
    await panel.types('Text', 'Is this you?').clicks('Send');
    await world.settle();
    expect(maya.sees()).toEqual(['Is this you?']);
    maya.texts('Yes');
    await world.settle();
    expect(theo.sees()).toEqual(['customer: Hi there', 'admin: Is this you?', 'customer: Yes']);
  });
});
