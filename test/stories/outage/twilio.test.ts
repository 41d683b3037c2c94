// Texts from a time in which Twilio could not reach the service: they come in later, once and in order.
import { Customer } from '../../../src/simulator/people.ts';
import type { World } from '../../../src/simulator/world.ts';
import { storedStates } from '../../support/database/stored.ts';
import { troublesOf } from '../../support/findings.ts';
import { describe, expect, test } from '../../support/jest-globals.ts';
import { foundItems, restart } from '../../support/outages.ts';
import { begin, closeStages, stage } from '../../support/story.ts';

closeStages();

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const NOWHERE = 'http://127.0.0.1:9/';

const titles = async (world: World) => (await troublesOf(world)).map(({ title }) => title);

describe('after an outage at Twilio’s door', () => {
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
    const { world, maya, theo } = await begin();
    world.twilio.fare(maya.number, { silent: true });
    theo.replies('On its way.');
    await world.pass(MINUTE);
    expect(await storedStates(world, 'out')).toEqual(['queued']);
    await restart(world);
    await world.pass(MINUTE);
    expect(await storedStates(world, 'out')).toEqual(['delivered']);
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
