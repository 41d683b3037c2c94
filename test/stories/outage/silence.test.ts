// Intercom sends no webhooks, or none of a topic, while the service is there: it reads by itself.
import type { World } from '../../../src/simulator/world.ts';
import { chooseSettings } from '../../support/database/stored.ts';
import { troublesOf } from '../../support/findings.ts';
import { describe, expect, test } from '../../support/jest-globals.ts';
import { foundItems } from '../../support/outages.ts';
import { begin, closeStages, lettersOf } from '../../support/story.ts';
import { withoutWebhooks } from '../../support/webhooks.ts';

closeStages();

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;

const titles = async (world: World) => (await troublesOf(world)).map(({ title }) => title);

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
