// Forms that do two things: the page says what was done, even if the second thing fails.

import type { World } from '../../../src/simulator/world.ts';
import { storedSenders } from '../../support/database/stored.ts';
import { describe, expect, test } from '../../support/jest-globals.ts';
import { ACCOUNT, connect, ELSEWHERE, installSecond, NUMBER, secondWorkspace } from '../../support/second-workspace.ts';
import { closeStages, stage } from '../../support/story.ts';

closeStages();

const OTHER = '+14155550110';
const sidOf = (world: World, number: string) => world.twilio.number(number).sid;
const chosenIn = async (world: World) => (await storedSenders(world)).map(({ address }) => address);
const webhookOf = (world: World, number: string) => world.twilio.number(number).smsUrl ?? '';
const cameHere = (world: World, number: string) => webhookOf(world, number).startsWith(world.serviceUrl);

/** Another number of the account; within a service that leads elsewhere where told. */
function addOther(world: World, { inService = false } = {}): void {
  world.twilio.addNumber({ accountSid: ACCOUNT, phoneNumber: OTHER, smsUrl: ELSEWHERE });
  if (!inService) return;
  const service = { accountSid: ACCOUNT, friendlyName: 'Customer care', numbers: [OTHER] };
  world.twilio.addService({ ...service, inboundRequestUrl: ELSEWHERE, useInboundWebhookOnNumber: false });
}

const refuses = (world: World, path: RegExp, status = 400) =>
  world.twilio.faults.add({ method: 'POST', path, kind: 'status', status, body: { code: 20001, message: 'No' } });

describe('“Save and set the webhooks”', () => {
  test('saves the choice where a service overrides the second number', async () => {
    const { world } = await stage();
    const { visitor } = await secondWorkspace(world);
    addOther(world, { inService: true });
    await visitor.goes(`${world.serviceUrl}/`);
    await visitor.sends('/settings/numbers', { number: sidOf(world, OTHER), do: 'set-webhooks' });
    expect(visitor.page).toMatchObject({ status: 200, url: `${world.serviceUrl}/settings/numbers` });
    visitor.says(
      'Saved. The webhooks of everything you unticked were put back. The Messaging Service Customer care decides',
    );
    expect(visitor.words()).not.toContain('Not saved');
    expect(await chosenIn(world)).toEqual([OTHER]);
    expect(webhookOf(world, NUMBER)).toBe(ELSEWHERE);
  });

  test('says at which numbers it was done, and where refused', async () => {
    const { world } = await stage();
    const { visitor } = await installSecond(world);
    addOther(world);
    await connect(visitor);
    refuses(world, new RegExp(`${sidOf(world, OTHER)}\\.json$`));
    await visitor.sends('/settings/numbers', {
      number: [NUMBER, OTHER].map((one) => sidOf(world, one)),
      do: 'set-webhooks',
    });
    visitor.says('Saved. Texts to this number come here from now on. The webhook of (415) 555-0110 could not be set.');
    expect([cameHere(world, NUMBER), cameHere(world, OTHER)]).toEqual([true, false]);
    expect(await chosenIn(world)).toHaveLength(2);
    // Nobody asked for another try of the one that failed.
    expect(world.traffic.count('twilio', 'POST', new RegExp(sidOf(world, OTHER)))).toBe(1);
  });

  test('says that the choice is saved where Twilio is away', async () => {
    const { world } = await stage();
    const { visitor } = await installSecond(world);
    await connect(visitor);
    await visitor.goes('/settings/numbers');
    // Listed once for the choice, and once for the webhooks.
    const path = /IncomingPhoneNumbers\.json$/;
    world.twilio.faults.add({ path, kind: 'delay', ms: 0, times: 1 });
    const listed = world.twilio.faults.takeFor.bind(world.twilio.faults);
    let seen = 0;
    world.twilio.faults.takeFor = (method, asked) => {
      if (method === 'GET' && path.test(asked) && ++seen === 2)
        return { delayMs: 0, fault: { kind: 'status', status: 503 } };
      return listed(method, asked);
    };
    await visitor.sends('/settings/numbers', { number: sidOf(world, NUMBER), do: 'set-webhooks' });
    visitor.says('Saved. The webhooks were not set. Twilio did not answer.');
    expect(await chosenIn(world)).toEqual([NUMBER]);
    expect(cameHere(world, NUMBER)).toBe(false);
  });
});

describe('letting go of numbers', () => {
  test('says which were put back, and saves nothing after a refusal', async () => {
    const { world } = await stage();
    const { visitor } = await installSecond(world);
    addOther(world);
    await connect(visitor);
    await visitor.sends('/settings/numbers', {
      number: [NUMBER, OTHER].map((one) => sidOf(world, one)),
      do: 'set-webhooks',
    });
    refuses(world, new RegExp(`${sidOf(world, OTHER)}\\.json$`));
    await visitor.sends('/settings/numbers', { number: [], do: 'save' });
    visitor.says(
      'The webhook of (415) 555-0109 was put back already. To stop using them, save again. To keep them, set the webhooks again.',
    );
    visitor.says('Not saved: the webhook of (415) 555-0110 could not be put back.');
    expect(await chosenIn(world)).toHaveLength(2);
    expect(webhookOf(world, NUMBER)).toBe(ELSEWHERE);
    world.twilio.faults.clear();
    await visitor.sends('/settings/numbers', { number: [], do: 'save' });
    visitor.says('Saved. No number is in use now. The webhooks of everything you unticked were put back.');
    expect(webhookOf(world, OTHER)).toBe(ELSEWHERE);
  });

  test('says plainly that nothing is saved where nothing was put back', async () => {
    const { world } = await stage();
    const { visitor } = await secondWorkspace(world);
    refuses(world, /IncomingPhoneNumbers/);
    await visitor.sends('/settings/numbers', { number: [], do: 'save' });
    expect(visitor.page.status).toBe(422);
    visitor.says('Not saved: the webhook of (415) 555-0109 could not be put back.');
    expect(visitor.words()).not.toContain('put back already');
    expect(await chosenIn(world)).toEqual([NUMBER]);
  });
});

describe('leaving an account', () => {
  test.each([
    ['at one of two', /PN\w+\.json$/, 1, /is as it was before\. Twilio did not let Threadwire put back the one of/],
    [
      'at all',
      /IncomingPhoneNumbers/,
      9,
      'Twilio did not let Threadwire put its webhooks back: change them in the Twilio Console.',
    ],
  ])('says what was put back where Twilio refuses it %s', async (_, path, times, words) => {
    const { world } = await stage();
    const { visitor } = await installSecond(world);
    addOther(world);
    await connect(visitor);
    await visitor.sends('/settings/numbers', {
      number: [NUMBER, OTHER].map((one) => sidOf(world, one)),
      do: 'set-webhooks',
    });
    world.twilio.faults.add({ method: 'POST', path, kind: 'status', status: 400, times });
    await visitor.sends('/settings/twilio', { do: 'disconnect' });
    visitor.says('Disconnected.').says(words);
    expect([cameHere(world, NUMBER), cameHere(world, OTHER)].filter(Boolean)).toHaveLength(times === 1 ? 1 : 2);
  });

  test('says where somebody has changed a webhook since', async () => {
    const { world } = await stage();
    const { visitor } = await secondWorkspace(world);
    world.twilio.changeNumber(NUMBER, { smsUrl: 'https://theirs.example/sms' });
    await visitor.sends('/settings/twilio', { do: 'disconnect' });
    visitor.says('Somebody has changed the webhook of (415) 555-0109 in Twilio since, so we left it alone.');
    expect(webhookOf(world, NUMBER)).toBe('https://theirs.example/sms');
  });
});
