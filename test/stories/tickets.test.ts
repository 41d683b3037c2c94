// A conversation that an agent turns into a customer ticket goes on: texts land in it, and its replies are texted.
import { defaultSettings } from '../../src/domain/settings/settings.ts';
import { assignNumber } from '../support/database/tampering.ts';
import { describe, expect, test } from '../support/jest-globals.ts';
import { begin, type Cast, closeStages, lettersOf, notesOf, stage } from '../support/story.ts';

closeStages();

const hiding = [undefined, 404, 403] as const;

async function becomesTicket(
  hidden?: 403 | 404,
  options: Parameters<typeof begin>[0] = {},
): Promise<Cast & { id: string }> {
  const cast = await begin(options);
  const { id } = cast.theo.conversation();
  cast.world.workspace.convertToTicket(id, hidden === undefined ? {} : { hidden });
  await cast.world.settle();
  return { ...cast, id };
}

describe.each(hiding)('a conversation that became a ticket, answered with %j among conversations', (hidden) => {
  test('goes on in both directions, and starts no other', async () => {
    const { world, maya, theo, id } = await becomesTicket(hidden);
    theo.replies('We have opened a ticket for you.');
    await world.settle();
    maya.texts('Thank you!');
    await world.settle();
    theo.replies('It is done.');
    await world.settle();
    expect(maya.sees()).toEqual(['We have opened a ticket for you.', 'It is done.']);
    expect(theo.conversations()).toHaveLength(1);
    expect(theo.sees(id)).toEqual([
      'customer: Is my order out?',
      'admin: We have opened a ticket for you.',
      'customer: Thank you!',
      'admin: It is done.',
    ]);
    expect(await lettersOf(world)).toEqual([]);
  });

  test('a reply that comes as plain text is read there', async () => {
    const { world, maya, theo } = await becomesTicket(hidden, { webhookBodies: 'plain' });
    theo.replies('<p>See <a href="https://example.com/a">this</a></p>');
    await world.settle();
    expect(maya.sees()).toEqual(['See this (https://example.com/a)']);
  });

  test('a reply that the news does not hold is read, once', async () => {
    const { world, maya, theo, id } = await becomesTicket(hidden);
    theo.replies('Done');
    await world.settle();
    const part = { part_type: 'comment', body: '<p>Done</p>', author: { type: 'admin', id: '12' } };
    world.workspace.postWebhook('ticket.admin.replied', { ticket: { id }, ticket_part: part });
    world.workspace.postWebhook('ticket.admin.replied', { ticket: { id } });
    await world.settle();
    expect(maya.sees()).toEqual(['Done']);
  });

  test('a reply under both kinds of topics is texted once', async () => {
    const { world, maya, theo, id } = await becomesTicket(hidden);
    for (const topic of ['conversation.admin.replied', 'ticket.admin.replied']) {
      const item = {
        id: `p-${topic}`,
        part_type: 'comment',
        body: `<p>${topic}</p>`,
        author: { type: 'admin', id: theo.id },
      };
      const told = () => world.workspace.postWebhook(topic, { ticket: { id }, ticket_part: item });
      const told2 = () =>
        world.workspace.postWebhook('conversation.operator.replied', { id, conversation_parts: [item], state: 'open' });
      told();
      told2();
      told();
    }
    await world.settle();
    expect(maya.sees().toSorted()).toEqual(['conversation.admin.replied', 'ticket.admin.replied']);
  });

  test('a text whose answer was lost is found there', async () => {
    const { world, maya, theo, id } = await becomesTicket(hidden);
    world.intercom.faults.add({ method: 'POST', path: /\/reply$/, kind: 'hang-up-after', times: 2 });
    maya.texts('Are you there?');
    await world.pass(180_000);
    expect(theo.sees(id)).toEqual(['customer: Is my order out?', 'customer: Are you there?']);
    maya.texts('STOP');
    await world.settle();
    theo.replies('Yes.');
    await world.settle();
    expect(notesOf({ theo }, id).join()).toContain('opted out');
    expect(theo.conversations()).toHaveLength(1);
  });

  test('a panel’s text shows there, and its echo is not texted', async () => {
    const { world, maya, theo, id } = await becomesTicket(hidden);
    const panel = await theo.isWriting('On its way.', { in: id });
    await panel.clicks('Send');
    await world.settle();
    expect(maya.sees()).toEqual(['On its way.']);
    expect(theo.sees(id)).toContain('admin: On its way.');
  });
});

describe('a conversation that becomes a ticket before it is tagged', () => {
  test.each([404, 403] as const)('and is answered with %j, is tagged and assigned as a ticket', async (hidden) => {
    const { world, maya, theo } = await stage();
    world.workspace.meanwhile(() => world.workspace.convertToTicket(theo.conversation().id, { hidden }));
    const [team] = world.workspace.teams;
    await assignNumber(world, team?.id ?? '');
    maya.texts('Hello?');
    await world.settle();
    expect(theo.conversation().tags.map(({ tag }) => tag.name)).toEqual([defaultSettings.tagName]);
    expect(theo.conversation().teamAssigneeId).toBe(team?.id);
    expect(await lettersOf(world)).toEqual([]);
  });
});

describe('an app that may not see tickets', () => {
  test('hears no reply there, and the next text starts another conversation', async () => {
    const { world, maya, theo, id } = await becomesTicket();
    world.workspace.withdrawPermission('Read tickets');
    world.workspace.withdrawPermission('Write tickets');
    theo.replies('You will not get this.');
    maya.texts('Anybody?');
    await world.settle();
    expect(maya.sees()).toEqual([]);
    expect(theo.sees(id)).not.toContain('customer: Anybody?');
    expect(theo.sees()).toEqual(['customer: Anybody?']);
    expect(await lettersOf(world)).toEqual([]);
  });
});

describe('an app that may read tickets, and not write to them', () => {
  test('starts another conversation, and the contact stays', async () => {
    const { world, maya, theo, id } = await becomesTicket(404);
    const { contactIds } = theo.conversation();
    world.workspace.withdrawPermission('Write tickets');
    maya.texts('Anybody?');
    await world.settle();
    maya.texts('Hello?');
    await world.settle();
    expect(theo.conversations()).toHaveLength(2);
    expect(theo.sees()).toEqual(['customer: Anybody?', 'customer: Hello?']);
    expect(theo.conversation().contactIds).toEqual(contactIds);
    expect(theo.sees(id)).toEqual(['customer: Is my order out?']);
    expect(await lettersOf(world)).toEqual([]);
  });
});

describe('a ticket among colleagues', () => {
  test('is never texted, although the conversation is known', async () => {
    const { world, maya, theo } = await begin();
    const { id } = theo.conversation();
    const part = {
      id: 'p1',
      part_type: 'comment',
      body: '<p>He is difficult.</p>',
      author: { type: 'admin', id: theo.id },
    };
    world.workspace.postWebhook('ticket.admin.replied', { ticket: { id, category: 'Back-office' }, ticket_part: part });
    await world.settle();
    expect(maya.sees()).toEqual([]);
  });
});
