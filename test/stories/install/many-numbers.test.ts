// Accounts with thousands of numbers and hundreds of Messaging Services: shown in pages, saved whole and fast, asked for in few calls.

import type { World } from '../../../src/simulator/world.ts';
import { storedSenders } from '../../support/database/stored.ts';
import { describe, expect, test } from '../../support/jest-globals.ts';
import { ACCOUNT, connect, installSecond } from '../../support/second-workspace.ts';
import { closeStages, stage } from '../../support/story.ts';
import type { Visitor } from '../../support/visitor.ts';

closeStages();

const numberAt = (index: number) => `+1415${String(5_560_000 + index)}`;
const sidOf = (world: World, index: number) => world.twilio.number(numberAt(index)).sid;

/** With so many numbers beside its first one, connected. */
async function withNumbers(count: number): Promise<{ world: World; visitor: Visitor }> {
  const { world } = await stage();
  const { visitor } = await installSecond(world);
  for (let index = 0; index < count; index += 1)
    world.twilio.addNumber({ accountSid: ACCOUNT, phoneNumber: numberAt(index) });
  await connect(visitor);
  return { world, visitor };
}

const chosenIn = async (world: World) => (await storedSenders(world)).filter(({ isChosen }) => isChosen);

async function timed(work: () => Promise<unknown>): Promise<number> {
  const from = performance.now();
  await work();
  return performance.now() - from;
}

describe('three thousand numbers', () => {
  test('are chosen, shown in pages, found, and let go of', async () => {
    const { world, visitor } = await withNumbers(3_000);
    await visitor.goes('/settings/numbers');
    visitor.says('1 to 100 of 3001, those in use first. A save changes only the numbers on this page.');
    const saving = () => visitor.sends('/settings/numbers', { do: 'choose-all' });
    expect(await timed(saving)).toBeLessThan(15_000);
    visitor.says('Saved.').says('3001 not connected');
    expect(await chosenIn(world)).toHaveLength(3_001);
    expect(visitor.page.html.length).toBeLessThan(600_000);
    expect(visitor.words().includes('do not come here (and 2999 more like it)')).toBe(true);

    await visitor.goes('/settings/numbers?find=556-2999');
    visitor.says('1 to 1 of 1 with “556-2999”');
    const last = sidOf(world, 2_999);
    await visitor.sends('/settings/numbers', { number: last, [`label_${last}`]: 'Last', do: 'save' });
    expect(new URL(visitor.page.url).search).toBe('?find=556-2999&from=0');
    expect(await chosenIn(world)).toHaveLength(3_001);
    expect((await chosenIn(world)).find(({ sid }) => sid === last)?.label).toBe('Last');
    await visitor.sends('/settings/numbers', { number: [], do: 'save' });
    const left = await chosenIn(world);
    expect([left.length, left.some(({ sid }) => sid === last)]).toEqual([3_000, false]);

    await visitor.goes('/settings/numbers?from=2900');
    visitor.says('2901 to 3000 of 3001');
    // All ticks of a list that somebody else wrote, in one form.
    const csrf = visitor.formToken();
    const body = new URLSearchParams([
      ['csrf', csrf],
      ['do', 'save'],
    ]);
    for (let index = 0; index < 3_000; index += 1) body.append('number', sidOf(world, index));
    const headers = { cookie: visitor.cookies() };
    const answer = await fetch(`${world.serviceUrl}/settings/numbers`, {
      method: 'POST',
      body,
      headers,
      redirect: 'manual',
    });
    expect(answer.status).toBe(303);
    expect(await chosenIn(world)).toHaveLength(3_000);
  }, 120_000);

  test('are a conflict only for an admin with the same page', async () => {
    const { world, visitor } = await withNumbers(150);
    const other = visitor.tab();
    await other.goes(`${world.serviceUrl}/settings/numbers?from=100`);
    const third = visitor.tab();
    await third.goes(`${world.serviceUrl}/settings/numbers`);
    await visitor.goes('/settings/numbers');
    await visitor.sends('/settings/numbers', { number: sidOf(world, 3), do: 'save' });
    await other.sends('/settings/numbers', { number: sidOf(world, 140), do: 'save' });
    other.says('Saved.');
    expect((await chosenIn(world)).map(({ sid }) => sid).sort()).toEqual(
      [3, 140].map((index) => sidOf(world, index)).sort(),
    );
    await third.sends('/settings/numbers', { number: sidOf(world, 4), do: 'save' });
    expect(third.page.status).toBe(409);
    third.says('was not used now used');
  }, 60_000);
});

describe('hundreds of Messaging Services', () => {
  test('cost one list, and a look into each that was chosen', async () => {
    const { world } = await stage();
    const { visitor } = await installSecond(world);
    const [first] = Array.from({ length: 300 }, (_, index) => {
      world.twilio.addNumber({ accountSid: ACCOUNT, phoneNumber: numberAt(index) });
      const service = { accountSid: ACCOUNT, friendlyName: `Care ${index}`, numbers: [numberAt(index)] };
      return world.twilio.addService({ ...service, useInboundWebhookOnNumber: true });
    });
    await connect(visitor);
    const calls = () => world.traffic.count('twilio', 'GET', /\/v1\/Services/);
    let before = calls();
    await visitor.goes('/settings/numbers');
    expect(calls() - before).toBeLessThanOrEqual(3);
    visitor.says('Tick and save it to see its numbers');
    await visitor.sends('/settings/numbers', { service: first ?? '', do: 'set-webhooks' });
    visitor.says('Saved. Texts to this Messaging Service come here from now on.');
    before = calls();
    await visitor.goes('/settings/numbers');
    expect(calls() - before).toBeLessThanOrEqual(4);
    expect((await storedSenders(world)).map(({ address }) => address)).toEqual([numberAt(0)]);
  }, 60_000);

  test('that decide about their numbers are looked into once', async () => {
    const { world } = await stage();
    const { visitor } = await installSecond(world);
    for (let index = 0; index < 60; index += 1) {
      world.twilio.addNumber({ accountSid: ACCOUNT, phoneNumber: numberAt(index) });
      const service = { accountSid: ACCOUNT, friendlyName: `Care ${index}`, numbers: [numberAt(index)] };
      world.twilio.addService({ ...service, useInboundWebhookOnNumber: false });
    }
    await connect(visitor);
    await visitor.goes('/settings/numbers');
    visitor.says('Its Messaging Service');
    const before = world.traffic.count('twilio', 'GET', /\/PhoneNumbers$/);
    await visitor.goes('/settings/numbers');
    expect(world.traffic.count('twilio', 'GET', /\/PhoneNumbers$/)).toBe(before);
  }, 60_000);
});
