// The doctor finds every setting at Twilio that keeps texts from coming here, and fixes it by a click where one can.

import type { World } from '../../../src/simulator/world.ts';
import { storedSenders } from '../../support/database/stored.ts';
import { describe, expect, test } from '../../support/jest-globals.ts';
import { ACCOUNT, connect, ELSEWHERE, installSecond, NUMBER, secondWorkspace } from '../../support/second-workspace.ts';
import { closeStages, stage } from '../../support/story.ts';
import type { Visitor } from '../../support/visitor.ts';

closeStages();

const POOL = '+14155550110';
const NAME = '(415) 555-0109';

async function withService(world: World): Promise<{ visitor: Visitor; sid: string }> {
  const { visitor } = await installSecond(world);
  world.twilio.addNumber({ accountSid: ACCOUNT, phoneNumber: POOL });
  const sid = world.twilio.addService({ accountSid: ACCOUNT, friendlyName: 'Customer care', numbers: [POOL] });
  await connect(visitor);
  await visitor.sends('/settings/numbers', { service: sid, do: 'set-webhooks' });
  return { visitor, sid };
}

/** Looks again, finds this, and is rid of it after a click. */
async function mends(visitor: Visitor, title: string, cause: string): Promise<void> {
  await visitor.goes('/');
  visitor.says(title).says(cause);
  await visitor.sends('/settings/doctor', { do: 'set-webhooks' });
  await visitor.goes('/');
  expect(visitor.words()).not.toContain(title);
}

describe('the doctor', () => {
  test('fixes a number whose webhook does not lead here', async () => {
    const { world } = await stage();
    const { visitor } = await secondWorkspace(world);
    const here = world.twilio.number(NUMBER).smsUrl;
    const app = world.twilio.addApplication({ accountSid: ACCOUNT, friendlyName: 'Studio', smsUrl: ELSEWHERE });
    const away = `Texts to ${NAME} do not come here`;
    world.twilio.changeNumber(NUMBER, { smsUrl: ELSEWHERE });
    await mends(visitor, away, 'Twilio sends them to another address.');
    world.twilio.changeNumber(NUMBER, { smsUrl: '' });
    await mends(visitor, away, 'No webhook is set at this number, so Twilio drops its texts.');
    world.twilio.changeNumber(NUMBER, { smsMethod: 'GET' });
    await mends(visitor, away, 'leads here by HTTP GET');
    world.twilio.changeNumber(NUMBER, { smsApplicationSid: app });
    await mends(visitor, away, 'A TwiML app is set at this number, which overrides its webhook.');
    world.twilio.changeNumber(NUMBER, { smsUrl: here.split('#')[0] ?? '' });
    await mends(visitor, `Texts to ${NAME} come here, but Twilio tries only once`, 'asks for no retries');
    expect(world.twilio.number(NUMBER)).toMatchObject({ smsUrl: here, smsMethod: 'POST', smsApplicationSid: null });
  });

  test('puts back what stood before, whatever changed since', async () => {
    const { world } = await stage();
    const { visitor, sid } = await withService(world);
    const { sid: number, smsUrl: here } = world.twilio.number(NUMBER);
    await visitor.sends('/settings/numbers', { number, service: sid, do: 'set-webhooks' });
    const ours = world.twilio.number(NUMBER).smsUrl;
    expect(here).toBe(ELSEWHERE);
    const before = ours.replace(world.serviceUrl, 'https://sms.example');
    for (const change of [{ smsMethod: 'GET' as const }, { smsUrl: before }] as const) {
      world.twilio.changeNumber(NUMBER, change);
      await visitor.goes('/');
      await visitor.sends('/settings/doctor', { do: 'set-webhooks' });
      expect(world.twilio.number(NUMBER)).toMatchObject({ smsUrl: ours, smsMethod: 'POST' });
      await visitor.sends('/settings/numbers', { number, do: 'undo-webhooks' });
      visitor.says('The webhook from before was put back.');
      expect(world.twilio.number(NUMBER).smsUrl).toBe(ELSEWHERE);
      await visitor.sends('/settings/numbers', { number, service: sid, do: 'set-webhooks' });
    }
    // The service has moved, and nobody has set the webhooks since.
    const set = { inboundRequestUrl: before };
    world.twilio.changeService(sid, set);
    await visitor.goes('/');
    visitor.says('Set the webhooks (open)');
    world.twilio.changeNumber(NUMBER, { smsUrl: before });
    await visitor.goes('/');
    await visitor.goes('/settings/numbers');
    // The service had no webhook before ours.
    visitor.says('Put back the webhook from before').says('Remove our webhook');
    await visitor.sends('/settings/twilio', { do: 'disconnect' });
    visitor.says('are as they were before');
    expect(world.twilio.number(NUMBER).smsUrl).toBe(ELSEWHERE);
    expect(world.twilio.service(sid)).not.toMatchObject(set);
  });

  test('fixes a service whose inbound URL does not lead here', async () => {
    const { world } = await stage();
    const { visitor, sid } = await withService(world);
    const away = 'Texts to the Messaging Service Customer care do not come here';
    world.twilio.changeService(sid, { inboundRequestUrl: null });
    await mends(visitor, away, 'It has no inbound URL, so Twilio drops every text to its numbers.');
    world.twilio.changeService(sid, { inboundRequestUrl: ELSEWHERE });
    await mends(visitor, away, 'Its inbound URL leads elsewhere, and overrides those of its numbers.');
    world.twilio.changeService(sid, { inboundMethod: 'GET' });
    await mends(visitor, away, 'leads here by HTTP GET');
    world.twilio.changeService(sid, { useInboundWebhookOnNumber: true });
    await mends(
      visitor,
      'Not every text to the Messaging Service Customer care comes here',
      'Each of its numbers has a webhook of its own. That of (415) 555-0110 does not lead here.',
    );
  });

  test('takes in numbers added to a service, and drops those removed', async () => {
    const { world } = await stage();
    const { visitor, sid } = await withService(world);
    const { twilio } = world;
    const [added, mute] = ['+14155550112', '+14155550113'];
    const pool = async () => {
      const senders = await storedSenders(world);
      return senders.filter(({ serviceSid }) => serviceSid === sid).map(({ address }) => address);
    };
    await visitor.sends('/settings/numbers', { number: twilio.number(NUMBER).sid, service: sid, do: 'set-webhooks' });
    visitor.says('(415) 555-0110 Texts, MMS up to 1 MB (US and Canada) Connected by Customer care');
    twilio.addNumber({ accountSid: ACCOUNT, phoneNumber: added });
    twilio.addToService(sid, added);
    const joined = 'joined the Messaging Service Customer care';
    await mends(visitor, `(415) 555-0112 ${joined}`, 'Customers who text it are answered from there');
    twilio.addToService(sid, NUMBER);
    await mends(visitor, `${NAME} ${joined}`, 'Texts from it do not go out through the service yet.');
    expect(await pool()).toEqual([NUMBER, POOL, added]);
    twilio.addNumber({ accountSid: ACCOUNT, phoneNumber: mute, sms: false });
    twilio.addToService(sid, mute);
    twilio.removeFromService(sid, added);
    await mends(
      visitor,
      '(415) 555-0112 left the Messaging Service Customer care',
      'Twilio refuses texts from it, because they still go out through the service.',
    );
    expect(visitor.words()).not.toContain('(415) 555-0113 joined');
    expect(await pool()).toEqual([NUMBER, POOL]);
  });

  test('names the service that overrides a chosen number', async () => {
    const { world } = await stage();
    const { visitor } = await secondWorkspace(world);
    const sid = world.twilio.addService({ accountSid: ACCOUNT, friendlyName: 'Marketing', numbers: [NUMBER] });
    world.twilio.changeService(sid, { useInboundWebhookOnNumber: false });
    await visitor.goes('/');
    visitor.says(`Texts to ${NAME} do not come here`).says('Marketing, which has no inbound URL');
    visitor.says('Choose Marketing, too');
    await visitor.goes('/settings/numbers');
    visitor.says('Texts go to its Messaging Service');
    world.twilio.changeService(sid, { inboundRequestUrl: ELSEWHERE });
    await visitor.goes('/');
    visitor.says('Marketing, whose inbound URL leads elsewhere and overrides that of the number.');
  });

  test('tells of a number nobody chose, and of one without texts', async () => {
    const { world } = await stage();
    const { visitor } = await secondWorkspace(world);
    const { smsUrl } = world.twilio.number(NUMBER);
    world.twilio.addNumber({ accountSid: ACCOUNT, phoneNumber: POOL, smsUrl });
    await visitor.goes('/');
    visitor.says('Texts to (415) 555-0110 come here, but you did not choose it');
    world.twilio.changeNumber(NUMBER, { sms: false });
    await visitor.goes('/');
    visitor.says(`${NAME} can no longer text`);
  });

  test('tells of numbers and services that are gone', async () => {
    const { world } = await stage();
    const { visitor, sid } = await withService(world);
    await visitor.sends('/settings/numbers', { number: world.twilio.number(NUMBER).sid, service: sid, do: 'save' });
    world.twilio.removeFromService(sid, POOL);
    await visitor.goes('/');
    visitor.says('The Messaging Service Customer care has no phone number').says('not from short codes');
    world.twilio.removeService(sid);
    world.twilio.removeNumber(NUMBER);
    await visitor.goes('/');
    visitor.says('The Messaging Service Customer care is no longer in the Twilio account');
    visitor.says(`${NAME} is no longer in the Twilio account`).says('Choose your numbers');
  });

  test('says why Twilio shows nothing: suspended, silent, or hidden services', async () => {
    const { world } = await stage();
    const { visitor } = await secondWorkspace(world);
    const { faults } = world.twilio;
    faults.add({
      path: '/v1/Services',
      kind: 'status',
      status: 403,
      body: { code: 20003, message: 'no', status: 403 },
    });
    await visitor.goes('/settings/numbers');
    visitor.says('Messaging Services are not listed. Twilio does not let Threadwire do this.');
    faults.clear();
    faults.add({ kind: 'hang-up-before' });
    await visitor.goes('/');
    visitor.says('Twilio does not answer').says('See Twilio’s status');
    faults.clear();
    world.twilio.account(ACCOUNT).setStatus('suspended');
    await visitor.goes('/');
    visitor.says('Twilio has suspended this account');
  });
});
