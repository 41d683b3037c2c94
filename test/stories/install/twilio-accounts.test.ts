// Credentials of a Twilio account, of a subaccount, of another region.

import { Customer } from '../../../src/simulator/people.ts';
import type { World } from '../../../src/simulator/world.ts';
import { describe, expect, test } from '../../support/jest-globals.ts';
import {
  ACCOUNT,
  ACCOUNT_TOKEN,
  connect,
  ELSEWHERE,
  installSecond,
  NUMBER,
  saidIn,
  secondWorkspace,
} from '../../support/second-workspace.ts';
import { closeStages, stage } from '../../support/story.ts';
import type { Visitor } from '../../support/visitor.ts';

closeStages();

const BELOW = 'AC00000000000000000000000000000003';
const BELOW_TOKEN = 'the-auth-token-of-the-subaccount';
const BELOW_NUMBER = '+14155550120';
const KEY = 'SK00000000000000000000000000000001';
const SECRET = 'the-secret-of-the-main-key';

function addSubaccount(world: World): void {
  world.twilio.addAccount({ sid: BELOW, authToken: BELOW_TOKEN, ownerSid: ACCOUNT, friendlyName: 'Second Ireland' });
  world.twilio.addNumber({ accountSid: BELOW, phoneNumber: BELOW_NUMBER, smsUrl: ELSEWHERE });
}

async function aTextArrives(world: World, visitor: Visitor, number: string): Promise<void> {
  await visitor.sends('/settings/numbers', { number: world.twilio.number(number).sid, do: 'set-webhooks' });
  visitor.says('come here from now on');
  new Customer(world, '+14155550177').texts('Hello', { to: number });
  await visitor.sends('/settings/limits', { currency: 'USD', country: 'US', do: 'save' });
  await visitor.sends('/settings/test', { to: '+14155550188', do: 'send' });
  await world.settle();
  expect(world.intercom.workspace('second').conversations()).toHaveLength(1);
  expect(new Customer(world, '+14155550188').sees()).toHaveLength(1);
}

describe('a subaccount', () => {
  test('is used by its own Account SID and Auth Token', async () => {
    const { world } = await stage();
    const { visitor } = await installSecond(world);
    addSubaccount(world);
    await connect(visitor, { accountSid: BELOW, authToken: BELOW_TOKEN });
    visitor.says('Connected to Second Ireland.');
    await aTextArrives(world, visitor, BELOW_NUMBER);
  });

  test('is taken from its main account without copying a token', async () => {
    const { world } = await stage();
    const { visitor } = await secondWorkspace(world);
    addSubaccount(world);
    await visitor.sends('/settings/twilio', { subaccount: BELOW, do: 'use-subaccount' });
    visitor.says('Connected to Second Ireland.').says('are as they were before');
    expect(visitor.page.html).not.toContain(BELOW_TOKEN);
    expect(world.twilio.number(NUMBER).smsUrl).toBe(ELSEWHERE);
    await aTextArrives(world, visitor, BELOW_NUMBER);
  });

  test('has lost no text that came while its main account was connected', async () => {
    const { world } = await stage();
    const { visitor } = await secondWorkspace(world);
    addSubaccount(world);
    const { smsUrl } = world.twilio.number(NUMBER);
    world.twilio.changeNumber(BELOW_NUMBER, { smsUrl });
    new Customer(world, '+14155550177').texts('Hello?', { to: BELOW_NUMBER });
    await world.settle();
    await visitor.goes('/');
    visitor.says('Texts from Twilio are refused');
    await visitor.sends('/settings/twilio', { subaccount: BELOW, do: 'use-subaccount' });
    await visitor.goes('/');
    await visitor.sends('/settings/doctor', { do: 'release' });
    visitor.says('1 request was accepted.');
    await world.settle();
    expect(saidIn(world.intercom.workspace('second'))).toEqual(['Hello?']);
  });

  test('does not open to its main account’s token or key', async () => {
    const { world } = await stage();
    const { visitor } = await installSecond(world);
    addSubaccount(world);
    world.twilio.account(ACCOUNT).addApiKey({ sid: KEY, secret: SECRET });
    await connect(visitor, { accountSid: BELOW, authToken: ACCOUNT_TOKEN });
    visitor.says('A subaccount has an Auth Token of its own.');
    await visitor.sends('/settings/twilio', {
      account_sid: BELOW,
      auth_token: BELOW_TOKEN,
      api_key_sid: KEY,
      api_secret: SECRET,
      do: 'save',
    });
    visitor.says('A key of the main account does not open a subaccount: make one in the subaccount.');
    expect(visitor.page.status).toBe(422);
  });

  test('of somebody else, the account itself, and nonsense are not taken', async () => {
    const { world } = await stage();
    const { visitor } = await secondWorkspace(world);
    world.twilio.addAccount({ sid: BELOW, authToken: BELOW_TOKEN, friendlyName: 'A stranger' });
    const use = (subaccount: string) => visitor.sends('/settings/twilio', { subaccount, do: 'use-subaccount' });
    (await use(BELOW)).says('This account has no subaccount with this Account SID.');
    (await use(ACCOUNT)).says('This account is connected already.');
    for (const nonsense of ['', '<b>', 'A'.repeat(10_000)])
      (await use(nonsense)).says('An Account SID is AC and 32 more characters');
    expect(visitor.page.status).toBe(422);
    expect(world.twilio.number(NUMBER).smsUrl).toContain(world.serviceUrl);
  });
});

describe('a region', () => {
  const ABROAD = '+61491570156';

  function moveTo(world: World, region: 'US1' | 'IE1' | 'AU1'): void {
    world.twilio.addAccount({ sid: ACCOUNT, authToken: ACCOUNT_TOKEN, region });
    world.twilio.addNumber({ accountSid: ACCOUNT, phoneNumber: ABROAD, smsUrl: '' });
  }

  test('has its own hosts, which every call goes to', async () => {
    const { world } = await stage();
    const { visitor } = await installSecond(world);
    moveTo(world, 'AU1');
    await connect(visitor, { region: 'AU1' });
    visitor.says('Connected to');
    await aTextArrives(world, visitor, ABROAD);
    const hosts = world.traffic.exchanges
      .filter(({ service, path }) => service === 'twilio' && path.includes(ACCOUNT))
      .map(({ requestHeaders }) => requestHeaders['x-forwarded-host']);
    expect([...new Set(hosts)]).toEqual(['api.sydney.au1.twilio.com']);
    const services = world.traffic.exchanges.find(({ path }) => path.startsWith('/v1/Services'));
    expect(services?.requestHeaders['x-forwarded-host']).toBe('messaging.sydney.au1.twilio.com');
  });

  test('that the credentials are not for is named with theirs', async () => {
    const { world } = await stage();
    const { visitor } = await installSecond(world);
    moveTo(world, 'IE1');
    await connect(visitor);
    expect(visitor.page.status).toBe(422);
    visitor.says('Twilio accepts these credentials in the region IE1. Choose that region.');
    await connect(visitor, { region: 'XX9' });
    visitor.says('Choose one of the regions in the list.');
    await connect(visitor, { region: 'IE1' });
    visitor.says('Connected to');
    moveTo(world, 'US1');
    await visitor.goes('/');
    visitor.says('Twilio refuses the credentials in this region').says('belong to the region US1, and IE1 is set');
  });

  test('in Ireland has no texts for numbers of the US and Canada', async () => {
    const { world } = await stage();
    const { visitor } = await installSecond(world);
    moveTo(world, 'IE1');
    await connect(visitor, { region: 'IE1' });
    await visitor.sends('/settings/numbers', { number: world.twilio.number(NUMBER).sid, do: 'save' });
    visitor.says('region IE1 cannot text with numbers of the US and Canada, such as (415) 555-0109.');
    await visitor.sends('/settings/numbers', { number: world.twilio.number(ABROAD).sid, do: 'save' });
    visitor.says('Saved.');
    const care = { accountSid: ACCOUNT, friendlyName: 'Customer care', numbers: [NUMBER] };
    await visitor.sends('/settings/numbers', { service: world.twilio.addService(care), do: 'save' });
    visitor.says('such as (415) 555-0109, which is in Customer care.');
  });
});
