// Messaging Services beside the numbers: chosen, brought here, texted through, and put back.

import { Customer } from '../../../src/simulator/people.ts';
import type { World } from '../../../src/simulator/world.ts';
import { changeSender } from '../../support/database/tampering.ts';
import { describe, expect, test } from '../../support/jest-globals.ts';
import { ACCOUNT, connect, ELSEWHERE, installSecond, NUMBER } from '../../support/second-workspace.ts';
import { closeStages, stage } from '../../support/story.ts';
import type { Visitor } from '../../support/visitor.ts';

closeStages();

const [CARE_US, CARE_GB] = ['+14155550110', '+442079460155'];
const RETRIES = '#rc=5&ct=2000&rt=4000&rp=5xx,ct,rt';

/** A service as somebody else had set it up. */
const theirs = {
  inboundRequestUrl: ELSEWHERE,
  inboundMethod: 'GET',
  fallbackUrl: 'https://elsewhere.example/fallback',
  fallbackMethod: 'GET',
  useInboundWebhookOnNumber: false,
} as const;

function addService(world: World, given: Partial<typeof theirs> = theirs, numbers = [CARE_US, CARE_GB]): string {
  for (const phoneNumber of numbers) world.twilio.addNumber({ accountSid: ACCOUNT, phoneNumber });
  return world.twilio.addService({ accountSid: ACCOUNT, friendlyName: 'Customer care', numbers, ...given });
}

async function chooseService(world: World, given?: Partial<typeof theirs>): Promise<{ visitor: Visitor; sid: string }> {
  const { visitor } = await installSecond(world);
  const sid = addService(world, given);
  await connect(visitor);
  const [team] = world.intercom.workspace('second').teams;
  await visitor.sends('/settings/numbers', {
    service: sid,
    [`team_${sid}`]: String(team?.id),
    [`country_${sid}`]: 'gb',
    do: 'set-webhooks',
  });
  return { visitor, sid };
}

const bodiesTo = (world: World, number: string) =>
  world.twilio.messages().filter(({ direction, to }) => direction !== 'inbound' && to === number);

describe('a Messaging Service', () => {
  test('is listed, chosen with its details, and brought here', async () => {
    const { world } = await stage();
    const { visitor } = await installSecond(world);
    const sid = addService(world);
    await connect(visitor);
    await visitor.goes('/settings/numbers');
    visitor.says('Customer care').says('+44 20 7946 0155');
    const [team] = world.intercom.workspace('second').teams;
    await visitor.sends('/settings/numbers', {
      service: sid,
      [`label_${sid}`]: 'Care',
      [`team_${sid}`]: String(team?.id),
      [`country_${sid}`]: 'gb',
      do: 'set-webhooks',
    });
    visitor.says('Texts to this Messaging Service come here from now on.');
    const door = `${world.serviceUrl}/webhooks/twilio/second/messages`;
    expect(world.twilio.service(sid)).toMatchObject({
      inboundRequestUrl: `${door}${RETRIES}`,
      inboundMethod: 'POST',
      fallbackUrl: `${door}?fallback=1${RETRIES}`,
      fallbackMethod: 'POST',
      useInboundWebhookOnNumber: false,
    });
    const fields = visitor.forms().flatMap((form) => form.fields);
    expect(fields).toContainEqual([`label_${sid}`, 'Care']);
    expect(fields).toContainEqual([`team_${sid}`, String(team?.id)]);
    expect(fields).toContainEqual([`country_${sid}`, 'GB']);
  });

  test('threads what comes in, and answers in its name', async () => {
    const { world } = await stage();
    const { sid } = await chooseService(world);
    const workspace = world.intercom.workspace('second');
    const customer = new Customer(world, '+14155550177');
    customer.texts('Hello', { to: CARE_GB });
    await world.settle();
    const [conversation] = workspace.conversations();
    expect(workspace.teams[0]?.id).toBeDefined();
    expect(conversation?.teamAssigneeId).toBe(workspace.teams[0]?.id);
    const [admin] = workspace.admins;
    workspace.reply(conversation?.id ?? '', { html: '<p>Hi there</p>', adminId: String(admin?.id) });
    await world.settle();
    expect(customer.sees()).toEqual(['Hi there']);
    expect(bodiesTo(world, customer.number)).toMatchObject([{ from: CARE_GB, serviceSid: sid }]);
  });

  test('reaches the fallback URL while the first one fails', async () => {
    const { world } = await stage();
    const { sid } = await chooseService(world);
    world.twilio.changeService(sid, { inboundRequestUrl: `${world.serviceUrl}/not-there` });
    new Customer(world, '+14155550177').texts('Anybody?', { to: CARE_US });
    await world.settle();
    expect(world.intercom.workspace('second').conversations()).toHaveLength(1);
  });

  test('texts somebody new from the number that is nearest to them', async () => {
    const { world } = await stage();
    const { visitor } = await chooseService(world);
    await visitor.sends('/settings/test', { to: '07400 123456', do: 'send' });
    await visitor.sends('/settings/test', { to: '+14155550188', do: 'send' });
    await world.settle();
    expect(bodiesTo(world, '+447400123456')).toMatchObject([{ from: CARE_GB }]);
    expect(bodiesTo(world, '+14155550188')).toMatchObject([{ from: CARE_US }]);
  });

  test('keeps to an opt-out that any of its numbers heard', async () => {
    const { world } = await stage();
    await chooseService(world);
    const workspace = world.intercom.workspace('second');
    const customer = new Customer(world, '+14155550177');
    customer.texts('Hello', { to: CARE_GB });
    await world.settle();
    customer.texts('STOP', { to: CARE_US });
    await world.settle();
    const [first] = workspace.conversations();
    workspace.reply(first?.id ?? '', { html: '<p>Hi</p>', adminId: String(workspace.admins[0]?.id) });
    await world.settle();
    expect(bodiesTo(world, customer.number)).toEqual([]);
    customer.texts('START', { to: CARE_US });
    await world.settle();
    workspace.reply(first?.id ?? '', { html: '<p>Hi again</p>', adminId: String(workspace.admins[0]?.id) });
    await world.settle();
    expect(bodiesTo(world, customer.number)).toMatchObject([{ body: 'Hi again' }]);
  });

  test('is put back exactly as it was', async () => {
    const { world } = await stage();
    const { visitor, sid } = await chooseService(world);
    visitor.says('Put back the webhook from before');
    await visitor.sends('/settings/numbers', { number: sid, do: 'undo-webhooks' });
    visitor.says('The webhook from before was put back.');
    expect(world.twilio.service(sid)).toMatchObject(theirs);
    expect(visitor.words()).not.toContain('Put back the webhook from before');
  });

  test('that left it to its numbers, or received nothing, does so again', async () => {
    const { world } = await stage();
    const { visitor, sid } = await chooseService(world, {});
    expect(world.twilio.service(sid)).toMatchObject({ useInboundWebhookOnNumber: false });
    await visitor.sends('/settings/numbers', { number: sid, do: 'undo-webhooks' });
    const before = { useInboundWebhookOnNumber: true, inboundRequestUrl: null, fallbackUrl: null };
    expect(world.twilio.service(sid)).toMatchObject(before);
  });

  test('is put back when it is let go of, or Twilio disconnected', async () => {
    const { world } = await stage();
    const { visitor, sid } = await chooseService(world);
    await visitor.sends('/settings/numbers', {
      number: world.twilio.number(NUMBER).sid,
      service: [],
      do: 'set-webhooks',
    });
    expect(world.twilio.service(sid)).toMatchObject(theirs);
    expect(world.twilio.number(NUMBER).smsUrl).toContain(world.serviceUrl);
    await visitor.sends('/settings/numbers', { service: sid, do: 'set-webhooks' });
    await visitor.sends('/settings/twilio', { do: 'disconnect' });
    visitor.says('are as they were before');
    expect(world.twilio.service(sid)).toMatchObject(theirs);
    expect(world.twilio.number(NUMBER).smsUrl).toBe(ELSEWHERE);
  });

  test('is put back when the app is uninstalled', async () => {
    const { world } = await stage();
    const { sid } = await chooseService(world);
    world.intercom.workspace('second').uninstall();
    await world.settle();
    expect(world.twilio.service(sid)).toMatchObject(theirs);
  });

  test('is left alone where somebody has changed it since', async () => {
    const { world } = await stage();
    const { visitor, sid } = await chooseService(world);
    const other = addService(world, theirs, ['+14155550112']);
    await visitor.sends('/settings/numbers', { service: [sid, other], do: 'set-webhooks' });
    world.twilio.changeService(sid, { inboundRequestUrl: 'https://newer.example/sms' });
    world.twilio.changeService(other, { useInboundWebhookOnNumber: true });
    world.intercom.workspace('second').uninstall();
    await world.settle();
    expect(world.twilio.service(sid).inboundRequestUrl).toBe('https://newer.example/sms');
    expect(world.twilio.service(other).useInboundWebhookOnNumber).toBe(true);
  });

  test('is not taken without a number of its own', async () => {
    const { world } = await stage();
    const { visitor } = await installSecond(world);
    const empty = addService(world, {}, []);
    await connect(visitor);
    await visitor.sends('/settings/numbers', { service: empty, do: 'save' });
    visitor.says('Customer care has no phone number');
    world.twilio.addNumber({ accountSid: ACCOUNT, phoneNumber: CARE_US });
    world.twilio.addToService(empty, CARE_US);
    await changeSender(world, world.ourNumber, { address: CARE_US });
    await visitor.sends('/settings/numbers', { service: empty, do: 'save' });
    visitor.says('Another workspace uses (415) 555-0110, which is in Customer care.');
    expect(visitor.page.status).toBe(422);
  });

  test('that nobody chose stays unchanged, though its number needs it', async () => {
    const { world } = await stage();
    const { visitor } = await installSecond(world);
    const sid = addService(world, theirs, [CARE_US]);
    await connect(visitor);
    await visitor.sends('/settings/numbers', { number: world.twilio.number(CARE_US).sid, do: 'set-webhooks' });
    visitor.says('The Messaging Service Customer care decides where texts to (415) 555-0110 go.');
    expect(world.twilio.service(sid)).toMatchObject(theirs);
  });
});
