// The service, its database or Intercom's webhooks are away for longer than Intercom tries again: nothing is lost, doubled or overtaken.
import { sql } from 'kysely';
import type { Settings } from '../../src/domain/settings/settings.ts';
import { Heart } from '../../src/services/catch-up/heart.ts';
import { Customer } from '../../src/simulator/people.ts';
import { ACCESS_TOKEN, type World } from '../../src/simulator/world.ts';
import { chooseSettings } from '../support/database/stored.ts';
import { troublesOf } from '../support/findings.ts';
import { describe, expect, test } from '../support/jest-globals.ts';
import { foundItems, restart } from '../support/outages.ts';
import { connect, installs, NUMBER, secondWorkspace } from '../support/second-workspace.ts';
import { begin, closeStages, lettersOf, notesOf, stage } from '../support/story.ts';
import { withoutWebhooks } from '../support/webhooks.ts';

closeStages();

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const NOWHERE = 'http://127.0.0.1:9/';

const titles = async (world: World) => (await troublesOf(world)).map(({ title }) => title);

const stateOf = async ({ app }: World, conversationId: string) =>
  app.ctx.database.owner
    .selectFrom('conversations')
    .select('state')
    .where('conversation_id', '=', conversationId)
    .executeTakeFirstOrThrow();

describe('after an outage of the service', () => {
  test('a reply is texted once, and the doctor tells of it', async () => {
    const { world, maya, theo } = await begin();
    let partId = '';
    await withoutWebhooks(world, async () => {
      await world.pass(MINUTE);
      partId = theo.replies('It is on its way.');
      await world.pass(2 * MINUTE);
    });
    await restart(world);
    await world.settle();
    expect(maya.sees()).toEqual(['It is on its way.']);
    // Its webhook comes late.
    const item = { type: 'conversation', id: theo.conversation().id };
    const author = { type: 'admin', id: theo.id };
    const part = { id: partId, part_type: 'comment', body: '<p>It is on its way.</p>', author, created_at: 1 };
    world.workspace.postWebhook('conversation.admin.replied', {
      ...item,
      conversation_parts: { conversation_parts: [part] },
    });
    await world.pass(20 * MINUTE);
    expect(maya.sees()).toEqual(['It is on its way.']);
    expect(await foundItems(world)).toEqual([['reply', 'outage', 1]]);
    expect(await titles(world)).toEqual([
      expect.stringMatching(/^1 reply was found after an outage from .* 8:05AM to .* 8:08AM$/),
    ]);
    expect(await lettersOf(world)).toEqual([]);
  });

  test('missed replies go before those that are written once it is over', async () => {
    const { world, maya, theo } = await begin();
    await withoutWebhooks(world, () => {
      theo.replies('One');
      theo.replies('Two');
      world.workspace.close(theo.conversation().id, { html: '<p>Three</p>' });
    });
    await world.pass(3 * MINUTE);
    await restart(world);
    theo.replies('Four');
    await world.intercom.postOffice.deliverDue();
    await world.settle();
    theo.replies('Five');
    await world.pass(10 * MINUTE);
    expect(maya.sees()).toEqual(['One', 'Two', 'Three', 'Four', 'Five']);
  });

  test('the same where the newer reply’s job is first', async () => {
    const { world, maya, theo } = await begin();
    await withoutWebhooks(world, () => theo.replies('One'));
    await world.pass(3 * MINUTE);
    await restart(world);
    // Nothing can be searched for a while.
    world.intercom.faults.add({ method: 'POST', path: /search$/, kind: 'status', status: 503, times: 2 });
    theo.replies('Two');
    await world.settle();
    expect(maya.sees()).toEqual(['One', 'Two']);
    await world.pass(HOUR);
    expect(maya.sees()).toEqual(['One', 'Two']);
    expect(await foundItems(world)).toEqual([['reply', 'outage', 1]]);
  });

  test('a reply that is too old gets a note instead', async () => {
    const { world, maya, theo } = await begin();
    await withoutWebhooks(world, async () => {
      theo.replies('Early');
      await world.pass(5 * HOUR);
      theo.replies('Late');
      await world.pass(HOUR);
    });
    await restart(world);
    await world.pass(10 * MINUTE);
    expect(maya.sees()).toEqual(['Late']);
    expect(notesOf({ theo })).toEqual([expect.stringContaining('was not texted')]);
  });

  test.each<[Settings['botReplies'], string[]]>([
    ['always', ['A bot says this.']],
    ['never', []],
  ])('a bot’s reply goes as the workspace wants: %s', async (botReplies, expected) => {
    const { world, maya, theo } = await begin();
    await chooseSettings(world, { botReplies });
    await withoutWebhooks(world, () =>
      world.workspace.botReply(theo.conversation().id, { html: '<p>A bot says this.</p>' }),
    );
    await world.pass(3 * MINUTE);
    await restart(world);
    await world.pass(10 * MINUTE);
    expect(maya.sees()).toEqual(expected);
  });

  test('closed, opened and snoozed conversations are known to be', async () => {
    const { world, theo } = await begin();
    const { id } = theo.conversation();
    await world.pass(SECOND);
    await withoutWebhooks(world, () => world.workspace.close(id));
    await world.pass(MINUTE);
    await restart(world);
    await world.pass(10 * MINUTE);
    expect(await stateOf(world, id)).toEqual({ state: 'closed' });
    await withoutWebhooks(world, () => world.workspace.open(id));
    await restart(world);
    await world.pass(10 * MINUTE);
    expect(await stateOf(world, id)).toEqual({ state: 'open' });
    expect(await foundItems(world)).toEqual([['move', 'outage', 2]]);
  });

  test('notes, our comments, customers’ words and wordless moves are no finds', async () => {
    const { world, maya, theo } = await begin();
    const panel = await theo.opensPanel();
    await panel.clicks(/^Write a text/);
    await panel.types('Text', 'From the panel').clicks('Send');
    await withoutWebhooks(world, async () => {
      await world.settle();
      theo.notes('He is angry.');
      world.workspace.assign(theo.conversation().id, { to: theo.id });
      maya.texts('Hello?');
      await world.settle();
    });
    await world.pass(3 * MINUTE);
    await restart(world);
    await world.pass(10 * MINUTE);
    expect(maya.sees()).toEqual(['From the panel']);
    expect(await foundItems(world)).toEqual([]);
  });

  test('an agent’s conversation becomes a thread where the workspace wants it', async () => {
    const { world, maya } = await stage();
    await chooseSettings(world, { outboundFirst: true });
    const contact = world.workspace.addContact({ role: 'user', phone: maya.number });
    await world.settle();
    await withoutWebhooks(world, async () => {
      await world.pass(MINUTE);
      world.workspace.startConversation(contact.id, { html: '<p>Your parcel is here.</p>' });
      await world.pass(2 * MINUTE);
    });
    await restart(world);
    await world.pass(10 * MINUTE);
    expect(maya.sees()).toEqual(['Your parcel is here.']);
    await world.pass(10 * MINUTE);
    expect(maya.sees()).toEqual(['Your parcel is here.']);
  });

  test('nothing older than a week is texted', async () => {
    const { world, maya, theo } = await begin();
    await withoutWebhooks(world, () => theo.replies('Eight days ago'));
    await world.pass(8 * 24 * HOUR);
    await restart(world);
    await world.pass(10 * MINUTE);
    expect(maya.sees()).toEqual([]);
  });
});

describe('a reply that was written during an outage', () => {
  test.each([undefined, 403, 404] as const)('in a ticket, answered with %j among conversations', async (hidden) => {
    const { world, maya, theo } = await begin();
    await withoutWebhooks(world, () => {
      world.workspace.convertToTicket(theo.conversation().id, hidden === undefined ? {} : { hidden });
      theo.replies('We have opened a ticket for you.');
    });
    await world.pass(3 * MINUTE);
    await restart(world);
    await world.pass(10 * MINUTE);
    expect(maya.sees()).toEqual(['We have opened a ticket for you.']);
    expect(await lettersOf(world)).toEqual([]);
  });

  test('in a chat that a text joined, earlier words are not texted', async () => {
    const { world, maya, theo } = await stage();
    const contact = world.workspace.addContact({ role: 'user', phone: maya.number });
    const conversationId = world.workspace.customerWritesInMessenger(null, contact.id, 'Hello');
    await world.settle();
    await withoutWebhooks(world, () => theo.replies('In the chat'));
    await world.pass(MINUTE);
    const panel = await theo.opensPanel();
    await panel.clicks(/^Write a text/);
    await panel.types('Text', 'Shall we text?').clicks('Send');
    await world.pass(MINUTE);
    await withoutWebhooks(world, () => theo.replies('By text', { in: conversationId }));
    await world.pass(3 * MINUTE);
    await restart(world);
    await world.pass(10 * MINUTE);
    expect(maya.sees()).toEqual(['Shall we text?', 'By text']);
    // The customer goes back to the chat while nobody hears of it.
    await withoutWebhooks(world, async () => {
      await world.pass(MINUTE);
      world.workspace.customerWritesInMessenger(conversationId, contact.id, 'Rather here');
      await world.pass(MINUTE);
      theo.replies('As you like.');
    });
    await restart(world);
    await world.pass(10 * MINUTE);
    expect(maya.sees()).toEqual(['Shall we text?', 'By text']);
  });

  test('beside a comment of ours that was being made', async () => {
    const { world, maya, theo } = await begin();
    const panel = await theo.opensPanel();
    await panel.clicks(/^Write a text/);
    world.intercom.faults.add({ method: 'POST', path: /reply$/, kind: 'hang-up-after', times: 1 });
    await withoutWebhooks(world, async () => {
      await panel.types('Text', 'From the panel').clicks('Send');
      await world.settle(0);
      theo.replies('By hand');
    });
    await restart(world);
    await world.pass(20 * MINUTE);
    expect(maya.sees()).toEqual(['From the panel', 'By hand']);
    expect(await foundItems(world)).toEqual([['reply', 'outage', 1]]);
  });
});

describe('after an outage, at Twilio,', () => {
  test('customers’ texts and pictures are taken in, once and in order', async () => {
    const { world, maya, theo } = await begin();
    const { smsUrl, smsFallbackUrl } = world.twilio.number(world.ourNumber);
    // Nobody is there.
    world.twilio.changeNumber(world.ourNumber, { smsUrl: NOWHERE, smsFallbackUrl: NOWHERE });
    await world.pass(MINUTE);
    maya.texts('One');
    await world.pass(MINUTE);
    maya.texts('Two', { media: ['image/png'] });
    new Customer(world, '+14155550139').texts('STOP');
    await world.pass(MINUTE);
    expect(theo.sees()).toEqual(['customer: Is my order out?']);
    world.twilio.changeNumber(world.ourNumber, { smsUrl, smsFallbackUrl });
    await restart(world);
    await world.pass(10 * MINUTE);
    const [conversation] = theo.conversations();
    const seen = theo.sees(conversation?.id ?? '');
    expect(seen.slice(0, 2)).toEqual(['customer: Is my order out?', 'customer: One']);
    expect(seen[2]).toMatch(/^customer: Two/);
    expect(await foundItems(world)).toEqual(expect.arrayContaining([['text', 'outage', 3]]));
    expect(await titles(world)).toContainEqual(
      expect.stringMatching(/^3 texts from customers were found after an outage/),
    );
    await restart(world);
    await world.pass(10 * MINUTE);
    expect(theo.sees(conversation?.id ?? '')).toEqual(seen);
  });

  test('the fate of our texts is read', async () => {
    const { world, theo } = await begin();
    theo.replies('On its way.');
    await world.pass(MINUTE);
    const { owner } = world.app.ctx.database;
    const states = () => owner.selectFrom('messages').select('state').where('direction', '=', 'out').execute();
    expect(await states()).toEqual([{ state: 'delivered' }]);
    // As if none of its callbacks had come.
    await owner.updateTable('messages').set({ state: 'queued' }).where('direction', '=', 'out').execute();
    await restart(world);
    await world.pass(MINUTE);
    expect(await states()).toEqual([{ state: 'delivered' }]);
    expect(await foundItems(world)).toEqual([['status', 'outage', 1]]);
  });

  test('numbers that no text has come to are left alone', async () => {
    const { world, theo } = await stage();
    world.twilio.changeNumber(world.ourNumber, { smsUrl: NOWHERE, smsFallbackUrl: NOWHERE });
    new Customer(world, '+14155550139').texts('Not for you');
    await world.pass(3 * MINUTE);
    await restart(world);
    await world.pass(10 * MINUTE);
    expect(theo.conversations()).toEqual([]);
  });
});

describe('whatever else happens', () => {
  test('two processes that start together read it once', async () => {
    const { world, maya, theo } = await begin();
    await withoutWebhooks(world, () => theo.replies('Once'));
    await world.pass(3 * MINUTE);
    await Promise.all([restart(world), restart(world)]);
    world.traffic.clear();
    await world.pass(10 * MINUTE);
    expect(maya.sees()).toEqual(['Once']);
    expect(world.traffic.count('intercom', 'GET', /^\/conversations\/\d+$/)).toBe(1);
  });

  test('a crash loop loses nothing of the time between its starts', async () => {
    const { world, maya, theo } = await begin();
    for (const words of ['One', 'Two', 'Three', 'Four']) {
      await withoutWebhooks(world, async () => {
        await world.pass(SECOND);
        theo.replies(words);
        await world.pass(4 * SECOND);
      });
      await restart(world);
    }
    await world.pass(10 * MINUTE);
    expect(maya.sees()).toEqual(['One', 'Two', 'Three', 'Four']);
  });

  test.each(['hang-up-before', 'hang-up-after'] as const)('a call that fails is made again (%s)', async (kind) => {
    const { world, maya, theo } = await begin();
    await withoutWebhooks(world, () => {
      theo.replies('One');
      theo.replies('Two');
    });
    await world.pass(3 * MINUTE);
    world.intercom.faults.add({ path: /search$|^\/conversations\/\d+$/, kind, times: 5 });
    await restart(world);
    await world.pass(HOUR);
    expect(maya.sees()).toEqual(['One', 'Two']);
    expect(await lettersOf(world)).toEqual([]);
  });

  test('an Intercom that is away for two days is read later', async () => {
    const { world, maya, theo } = await begin();
    await withoutWebhooks(world, () => theo.replies('Late'));
    world.intercom.faults.add({ kind: 'status', status: 503 });
    await restart(world);
    await world.pass(48 * HOUR);
    world.intercom.faults.clear();
    await world.pass(HOUR);
    expect(maya.sees()).toEqual([]);
    expect(notesOf({ theo })).toEqual([expect.stringContaining('was not texted')]);
    expect(await lettersOf(world)).toEqual([]);
  });

  test('a conversation that cannot be read keeps no other back', async () => {
    const { world, maya, theo } = await begin();
    const other = new Customer(world, '+14155550133');
    other.texts('Me too');
    await world.settle();
    const [first, second] = theo.conversations();
    await withoutWebhooks(world, () => {
      theo.replies('To Maya', { in: first?.id ?? '' });
      theo.replies('To the other', { in: second?.id ?? '' });
    });
    await world.pass(3 * MINUTE);
    const path = new RegExp(`^/conversations/${first?.id}$`);
    world.intercom.faults.add({ method: 'GET', path, kind: 'status', status: 404 });
    await restart(world);
    await world.pass(10 * MINUTE);
    expect([maya.sees(), other.sees()]).toEqual([[], ['To the other']]);
    expect(await titles(world)).toContainEqual(expect.stringMatching(/^Not everything could be read after an outage/));
    expect(await stateOf(world, first?.id ?? '')).toEqual({ state: 'open' });
  });

  test('after a revoked token it is read once there is another', async () => {
    const { world, maya, theo } = await begin();
    await withoutWebhooks(world, () => theo.replies('One'));
    await world.pass(3 * MINUTE);
    world.workspace.revokeToken();
    await restart(world);
    await world.pass(10 * MINUTE);
    expect(maya.sees()).toEqual([]);
    world.workspace.giveToken(ACCESS_TOKEN);
    await world.pass(HOUR);
    expect(maya.sees()).toEqual(['One']);
  });

  test('a workspace that installs the app again is read', async () => {
    const { world } = await stage();
    const { workspace, customer, visitor, who } = await secondWorkspace(world);
    customer.texts('Hello', { to: NUMBER });
    await world.pass(MINUTE);
    const [conversation] = workspace.conversations();
    workspace.addContact({ role: 'user', name: 'Somebody' });
    await world.pass(MINUTE);
    workspace.uninstall();
    await world.pass(5 * MINUTE);
    workspace.reply(conversation?.id ?? '', { html: '<p>Written meanwhile</p>' });
    await world.pass(5 * MINUTE);
    await installs(world, visitor, who);
    await connect(visitor);
    await world.pass(10 * MINUTE);
    expect(customer.sees()).toEqual(['Written meanwhile']);
    expect(await foundItems(world)).toEqual([['reply', 'install', 1]]);
  });

  test('a process that stood still reads before the next webhook', async () => {
    const { world, maya, theo } = await begin();
    const heart = new Heart(world.app.ctx);
    await heart.start(true);
    await world.pass(10 * MINUTE);
    await withoutWebhooks(world, () => theo.replies('One'));
    await world.pass(3 * MINUTE);
    const { database } = world.app.ctx;
    const gone = new Heart({ ...world.app.ctx, database: { ...database, owner: database.within('') } });
    await gone.start(true);
    await expect(gone.keepUp()).rejects.toThrow();
    await heart.keepUp();
    theo.replies('Two');
    await world.pass(10 * MINUTE);
    heart.stop();
    gone.stop();
    expect(maya.sees()).toEqual(['One', 'Two']);
  });

  test('more than is read after one outage: the doctor says so', async () => {
    const { world, theo } = await begin();
    await withoutWebhooks(world, () => theo.replies('One'));
    await world.pass(3 * MINUTE);
    await restart(world);
    await world.app.ctx.database.owner.updateTable('catch_ups').set({ pages: 60 }).execute();
    await world.pass(10 * MINUTE);
    expect(await troublesOf(world)).toContainEqual(
      expect.objectContaining({
        title: expect.stringMatching(/^Not everything could be read after an outage/),
        cause: expect.stringContaining('There were more conversations than Threadwire reads'),
      }),
    );
  });

  test('a dropped job is made again, and a resting one is not', async () => {
    const { world, maya, theo } = await begin();
    await chooseSettings(world, { holdAfterHours: 24 });
    const { owner } = world.app.ctx.database;
    const jobs = async () => {
      const { rows } =
        await sql`SELECT FROM pgboss.job WHERE name = 'catch-up' AND state IN ('created', 'retry')`.execute(owner);
      return rows.length;
    };
    await withoutWebhooks(world, () => theo.replies('One'));
    world.workspace.revokeToken();
    await restart(world);
    for (let hour = 0; hour < 6; hour += 1) await world.pass(HOUR);
    expect(await jobs()).toBe(1);
    await sql`DELETE FROM pgboss.job WHERE name = 'catch-up'`.execute(owner);
    world.workspace.giveToken(ACCESS_TOKEN);
    for (let hour = 0; hour < 3; hour += 1) await world.pass(HOUR);
    expect(maya.sees()).toEqual(['One']);
  });

  test('a paused workspace: what was found waits until it resumes', async () => {
    const { world, maya, theo } = await begin();
    await chooseSettings(world, { isPaused: true });
    await withoutWebhooks(world, () => theo.replies('One'));
    await world.pass(3 * MINUTE);
    await restart(world);
    await world.pass(10 * MINUTE);
    expect(maya.sees()).toEqual([]);
    await chooseSettings(world, { isPaused: false });
    await world.pass(MINUTE);
    expect(maya.sees()).toEqual(['One']);
  });

  test('a search that is minutes behind is made again', async () => {
    const { world, maya } = await begin({ searchLagMs: 4 * MINUTE });
    await chooseSettings(world, { outboundFirst: true });
    await world.pass(10 * MINUTE);
    const contact = world.workspace.addContact({ role: 'user', phone: '+14155550133' });
    await withoutWebhooks(world, () => world.workspace.startConversation(contact.id, { html: '<p>Hello there</p>' }));
    await restart(world);
    await world.pass(MINUTE);
    const other = new Customer(world, '+14155550133');
    expect(other.sees()).toEqual([]);
    await world.pass(10 * MINUTE);
    expect([maya.sees(), other.sees()]).toEqual([[], ['Hello there']]);
  });

  test('many conversations under a small rate limit: each once, no call refused', async () => {
    const { world, theo } = await stage();
    const people = Array.from({ length: 120 }, (_, index) => new Customer(world, `+1415555${4000 + index}`));
    for (const person of people) person.texts('Hi');
    await world.pass(MINUTE);
    await withoutWebhooks(world, () => {
      for (const { id } of theo.conversations()) theo.replies(`Answer ${id}`, { in: id });
    });
    await world.pass(3 * MINUTE);
    world.intercom.rateLimit.limit = 50;
    world.traffic.clear();
    await restart(world);
    await world.pass(30 * MINUTE);
    const texts = people.map((person) => person.sees());
    expect(texts.every((seen) => seen.length === 1)).toBe(true);
    expect(world.traffic.exchanges.filter(({ status }) => status === 429)).toEqual([]);
    expect(await foundItems(world)).toEqual([['reply', 'outage', 120]]);
  });

  test('a clock that was set back, or on, is no endless outage', async () => {
    const { world, maya, theo } = await begin();
    const { ctx } = world.app;
    const clockAt = (ms: number) => ({ ...ctx, clock: { now: () => ctx.clock.now() + ms } });
    await new Heart(clockAt(2 * HOUR)).start(false);
    await withoutWebhooks(world, () => theo.replies('One'));
    await restart(world);
    await world.pass(10 * MINUTE);
    expect(maya.sees()).toEqual(['One']);
  });
});

describe('when Intercom falls silent', () => {
  test('replies it kept silent about go before the next one', async () => {
    const { world, maya, theo } = await begin();
    await chooseSettings(world, { holdAfterHours: 24 });
    await withoutWebhooks(world, async () => {
      await world.pass(90 * MINUTE);
      theo.replies('One');
      await world.pass(MINUTE);
    });
    theo.replies('Two');
    await world.pass(10 * MINUTE);
    expect(maya.sees()).toEqual(['One', 'Two']);
    expect(await foundItems(world)).toEqual([['reply', 'silence', 1]]);
    const [finding] = await troublesOf(world);
    expect(finding).toMatchObject({
      title: expect.stringMatching(/^1 reply was found while Intercom sent no webhooks, from/),
      fix: { label: 'Open the Developer Hub' },
    });
  });

  test('it is noticed without a webhook, with one question an hour', async () => {
    const { world, maya, theo } = await begin();
    const topics = world.intercom.subscribedTopics;
    world.intercom.subscribedTopics = [];
    await world.pass(10 * MINUTE);
    theo.replies('One');
    world.traffic.clear();
    for (let step = 0; step < 48; step += 1) await world.pass(5 * MINUTE);
    expect(maya.sees()).toEqual(['One']);
    expect(world.traffic.count('intercom', 'POST', /^\/conversations\/search$/)).toBeLessThanOrEqual(10);
    world.intercom.subscribedTopics = topics;
  });
});

describe('a topic that Intercom does not send', () => {
  test('is read once a day, and the doctor names the topic', async () => {
    const { world, maya, theo } = await begin();
    await chooseSettings(world, { botReplies: 'always', holdAfterHours: 48 });
    const topics = world.intercom.subscribedTopics;
    world.intercom.subscribedTopics = topics.filter((topic) => !/operator|admin\.replied|admin\.closed/.test(topic));
    await world.pass(HOUR / 2);
    world.workspace.botReply(theo.conversation().id, { html: '<p>A bot says this.</p>' });
    theo.replies('And I this.');
    world.workspace.close(theo.conversation().id);
    for (let step = 0; step < 60; step += 1) {
      // Something else is heard of all the time.
      world.workspace.addContact({ role: 'user', name: `Visitor ${step}` });
      await world.pass(HOUR / 2);
    }
    expect(maya.sees()).toEqual(['A bot says this.', 'And I this.']);
    expect(await foundItems(world)).toEqual(expect.arrayContaining([['reply', 'daily', 2]]));
    expect(await titles(world)).toEqual(
      expect.arrayContaining([
        'Intercom does not tell Threadwire of agents’ replies',
        'Intercom does not tell Threadwire of bots’ replies',
        'Intercom does not tell Threadwire of conversations that are closed',
      ]),
    );
    world.intercom.subscribedTopics = topics;
    expect(await lettersOf(world)).toEqual([]);
  });
});
