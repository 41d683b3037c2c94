// Another thing goes wrong after an outage: the replies from it still arrive once, and the doctor says what could not be read.
import { Heart } from '../../../src/services/catch-up/heart.ts';
import { Customer } from '../../../src/simulator/people.ts';
import { ACCESS_TOKEN, type World } from '../../../src/simulator/world.ts';
import { chooseSettings, storedConversation, storedJobs } from '../../support/database/stored.ts';
import { dropJobs, readUpToPage } from '../../support/database/tampering.ts';
import { troublesOf } from '../../support/findings.ts';
import { describe, expect, test } from '../../support/jest-globals.ts';
import { foundItems, restart } from '../../support/outages.ts';
import { connect, installs, NUMBER, secondWorkspace } from '../../support/second-workspace.ts';
import { begin, closeStages, lettersOf, notesOf, stage } from '../../support/story.ts';
import { withoutWebhooks } from '../../support/webhooks.ts';

closeStages();

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;

const titles = async (world: World) => (await troublesOf(world)).map(({ title }) => title);

describe('a reply from an outage', () => {
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
    expect(await storedConversation(world, first?.id ?? '')).toMatchObject({ state: 'open' });
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
    await readUpToPage(world, 60);
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
    await withoutWebhooks(world, () => theo.replies('One'));
    world.workspace.revokeToken();
    await restart(world);
    for (let hour = 0; hour < 6; hour += 1) await world.pass(HOUR);
    expect(await storedJobs(world, { queue: 'catch-up' })).toHaveLength(1);
    await dropJobs(world, 'catch-up');
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
    const people = Array.from({ length: 40 }, (_, index) => new Customer(world, `+1415555${4000 + index}`));
    for (const person of people) person.texts('Hi');
    await world.pass(MINUTE);
    await withoutWebhooks(world, () => {
      for (const { id } of theo.conversations()) theo.replies(`Answer ${id}`, { in: id });
    });
    await world.pass(3 * MINUTE);
    world.intercom.rateLimit.limit = 15;
    world.traffic.clear();
    await restart(world);
    await world.pass(30 * MINUTE);
    const texts = people.map((person) => person.sees());
    expect(texts.every((seen) => seen.length === 1)).toBe(true);
    expect(world.traffic.exchanges.filter(({ status }) => status === 429)).toEqual([]);
    expect(await foundItems(world)).toEqual([['reply', 'outage', 40]]);
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
