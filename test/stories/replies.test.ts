// An agent's reply in the inbox reaches the customer's phone once, or the conversation says why not.

import { Customer } from '../../src/simulator/people.ts';
import { chooseSettings, storedConversation } from '../support/database/stored.ts';
import { withoutReplies } from '../support/database/tampering.ts';
import { describe, expect, test } from '../support/jest-globals.ts';
import { begin, closeStages, notesOf, stage } from '../support/story.ts';
import { lastItem, repliedTopic, unannounced } from '../support/webhooks.ts';

closeStages();

describe('an agent replies', () => {
  test('each form of reply is texted once, in the order of writing', async () => {
    const { world, maya, theo } = await begin();
    const id = theo.conversation().id;
    theo.replies('One.');
    world.workspace.assign(id, { to: theo.id, html: '<p>Two, as I take this over.</p>' });
    world.workspace.assign(id, { to: theo.id, html: '<p>Three.</p>', topic: 'conversation.admin.open.assigned' });
    world.workspace.close(id, { html: '<p>Four, and closed.</p>' });
    world.workspace.open(id, { html: '<p>Five, and opened.</p>' });
    world.workspace.close(id, { html: '<p>Six, under two topics.</p>', alsoReplied: true });
    world.workspace.reply(id, { html: '<p>Seven, by another app.</p>', appPackageCode: 'another-app' });
    await world.settle();
    expect(maya.sees()).toEqual([
      'One.',
      'Two, as I take this over.',
      'Three.',
      'Four, and closed.',
      'Five, and opened.',
      'Six, under two topics.',
      'Seven, by another app.',
    ]);
  });

  test('a notification that comes many times is texted once', async () => {
    const { world, maya, theo } = await begin();
    world.intercom.postOffice.duplicate(3);
    theo.replies('Tomorrow.');
    await world.settle();
    await world.pass(60_000);
    world.workspace.postWebhook(repliedTopic, lastItem(world));
    world.workspace.postWebhook('conversation.admin.closed', lastItem(world));
    await world.settle();
    theo.replies('At noon.');
    await world.settle();
    expect(maya.sees()).toEqual(['Tomorrow.', 'At noon.']);
  });

  test('a notification that we could not take is texted later', async () => {
    const { world, maya, theo } = await begin();
    const item = unannounced(world, () => theo.replies('Tomorrow.'));
    await withoutReplies(world, async () => {
      world.workspace.postWebhook(repliedTopic, item);
      await world.settle(0);
    });
    expect(world.workspace.webhookLog().at(-1)?.answers).toEqual([expect.any(Number)]);
    expect(world.workspace.webhookLog().at(-1)?.answers[0]).toBeGreaterThanOrEqual(500);
    await world.pass(61_000);
    expect(maya.sees()).toEqual(['Tomorrow.']);
  });

  test('notes, blanks, moves, the customer’s words and ours are not texted', async () => {
    const cast = await begin();
    const { world, maya, theo } = cast;
    const id = theo.conversation().id;
    theo.notes('She sounds cross.');
    for (const blank of ['<p></p>', '<p class="no-margin">&nbsp;</p>', '<p>\u200b</p>', '<div><br></div>'])
      theo.replies(blank);
    world.workspace.assign(id, { to: theo.id });
    world.workspace.close(id);
    world.workspace.open(id);
    maya.texts('Hello?');
    await world.settle();
    world.workspace.postWebhook(repliedTopic, lastItem(world, 'conversation.user.replied'));
    world.workspace.postWebhook(repliedTopic, lastItem(world, 'conversation.admin.noted'));
    theo.replies('Here I am.');
    await world.settle();
    // A text from the panel is a part of the conversation too, and known by its id.
    await (await theo.isWriting('From the panel.')).clicks('Send');
    await world.settle();
    world.workspace.postWebhook(repliedTopic, lastItem(world));
    theo.replies('Still here.');
    await world.settle();
    expect(maya.sees()).toEqual(['Here I am.', 'From the panel.', 'Still here.']);
    expect(notesOf(cast)).toEqual(['note: She sounds cross.']);
  });

  test('bots and AI agents are texted only where the workspace wants it', async () => {
    const { world, maya, theo } = await begin();
    const id = theo.conversation().id;
    const fin = (words: string, mark: Record<string, boolean>) => {
      const item = unannounced(world, () => theo.replies(words));
      for (const part of item.conversation_parts.conversation_parts) Object.assign(part.author, mark);
      world.workspace.postWebhook(repliedTopic, item);
    };
    const speak = (when: string) => {
      world.workspace.botReply(id, { html: `<p>A bot ${when}.</p>` });
      fin(`An agent made of software ${when}.`, { from_ai_agent: true });
      fin(`An answer made by software ${when}.`, { is_ai_answer: true });
    };
    speak('by default');
    await world.settle();
    await chooseSettings(world, { botReplies: 'always' });
    speak('when wanted');
    await world.settle();
    await chooseSettings(world, { botReplies: 'never' });
    speak('when no longer wanted');
    theo.replies('A person.');
    await world.settle();
    expect(maya.sees()).toEqual([
      'A bot when wanted.',
      'An agent made of software when wanted.',
      'An answer made by software when wanted.',
      'A person.',
    ]);
  });

  test('a long reply arrives whole, in order, cut at word ends', async () => {
    const { world, maya, theo } = await begin();
    const words = Array.from({ length: 700 }, (_, index) => `word${index}`).join(' ');
    theo.replies(words);
    theo.replies('And one more.');
    await world.settle();
    const parts = maya.sees();
    expect(parts.at(-1)).toBe('And one more.');
    expect(parts.slice(0, -1).join(' ')).toBe(words);
    expect(parts.slice(0, -1).map((part) => part.length <= 1600)).toEqual([true, true, true, true]);
  });

  test('a reply comes from the number that the customer texted', async () => {
    const [first, second] = ['+14155550100', '+14155550177'] as const;
    const { world, maya, theo } = await stage({ ourNumbers: [first, second] });
    maya.texts('To the second', { to: second });
    await world.settle();
    maya.texts('To the first', { to: first });
    await world.settle();
    const [toSecond, toFirst] = theo.conversations().map((conversation) => conversation.id);
    theo.replies('From the first', { in: toFirst ?? '' });
    theo.replies('From the second', { in: toSecond ?? '' });
    await world.settle();
    const arrived = world.twilio.phone(maya.number).filter((text) => text.direction === 'in');
    expect(new Map(arrived.map(({ from, body }) => [from, body]))).toEqual(
      new Map([
        [first, 'From the first'],
        [second, 'From the second'],
      ]),
    );
    expect(arrived).toHaveLength(2);
  });

  test('the conversation’s state follows what Intercom tells, and old news changes nothing', async () => {
    const { world, theo } = await begin();
    const id = theo.conversation().id;
    await world.pass(10_000);
    world.workspace.close(id);
    await world.settle();
    expect(await storedConversation(world, id)).toEqual({ state: 'closed', closedAt: expect.any(Date) });
    const news = lastItem(world, 'conversation.admin.closed');
    await world.pass(10_000);
    world.workspace.open(id);
    await world.settle();
    expect(await storedConversation(world, id)).toEqual({ state: 'open', closedAt: null });
    world.workspace.postWebhook('conversation.admin.closed', news);
    await world.settle();
    expect(await storedConversation(world, id)).toEqual({ state: 'open', closedAt: null });
  });
});

describe('a reply that holds more than words', () => {
  test('is texted as it reads, without a call to Intercom', async () => {
    const { world, maya, theo } = await begin();
    world.traffic.clear();
    const forms = [
      [
        '<p class="no-margin">Hi,</p><p class="no-margin"></p><p class="no-margin">done<br>and paid</p>',
        'Hi,\n\ndone\nand paid',
      ],
      ['<p>Bring:</p><ul><li>a pen</li><li>it</li></ul><ol><li>sign</li></ol>', 'Bring:\n\n- a pen\n- it\n1. sign'],
      [
        '<p>See <a href="https://example.com/a?b=1&amp;c=2">our page</a></p>',
        'See our page (https://example.com/a?b=1&c=2)',
      ],
      ['<p>5 &lt; 6 &amp;&nbsp;&quot;7&quot; &amp;lt;b&amp;gt;</p>', '5 < 6 & "7" &lt;b&gt;'],
      ['<p>👩‍👩‍👧‍👦 ❤️ 👍🏽</p>', '👩‍👩‍👧‍👦 ❤️ 👍🏽'],
    ] as const;
    for (const [html] of forms) theo.replies(html);
    await world.settle(100);
    expect(maya.sees()).toEqual(forms.map(([, text]) => text));
    expect([world.traffic.count('twilio'), world.traffic.count('intercom')]).toEqual([forms.length, 0]);
  });
});

describe('a reply that may not go', () => {
  test('is not texted, and a note to each reply says why', async () => {
    const cast = await stage({ ourNumbers: ['+14155550100', '+14155550177'] });
    const { world, maya, theo } = cast;
    const people = [
      [maya, 'STOP', /opted out of texts from \(415\) 555-0100.*START/],
      [new Customer(world, '72345'), 'Your code is 1', /72345 is not a phone number that can be texted/],
      [new Customer(world, 'MYBANK'), 'Your balance', /MYBANK is not a phone number that can be texted/],
      [new Customer(world, '+14155550177'), 'Echo', /own numbers/],
    ] as const;
    for (const [customer, words] of people) {
      customer.texts(words);
      await world.settle();
      theo.replies('First answer.');
      theo.replies('Second answer.');
      await world.settle();
    }
    for (const [index, [, words, why]] of people.entries()) {
      const { id } = theo.conversation(index);
      expect(theo.sees(id)[0]).toBe(`customer: ${words}`);
      const told = notesOf(cast, id).filter((note) => note.includes(' This reply was not texted. '));
      expect(told).toEqual([expect.stringMatching(why), expect.stringMatching(why)]);
    }
    expect(world.traffic.count('twilio')).toBe(0);
    maya.texts('START');
    await world.settle();
    theo.replies('Welcome back.', { in: theo.conversation(0).id });
    await world.settle();
    expect(maya.sees().at(-1)).toBe('Welcome back.');
  });
});
