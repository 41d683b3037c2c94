// A number is chosen with its team and country, brought here, and put back as it was.

import type { World } from '../../../src/simulator/world.ts';
import { describe, expect, test } from '../../support/jest-globals.ts';
import { ACCOUNT, connect, ELSEWHERE, installSecond, NUMBER, secondWorkspace } from '../../support/second-workspace.ts';
import { closeStages, stage } from '../../support/story.ts';

closeStages();

const RETRIES = '#rc=5&ct=2000&rt=4000&rp=5xx,ct,rt';

const bodiesTo = (world: World, number: string) =>
  world.twilio.messages().filter(({ direction, to }) => direction !== 'inbound' && to === number);

describe('a number', () => {
  test('gets retries and a fallback, and is put back whole', async () => {
    const { world } = await stage();
    const { visitor } = await installSecond(world);
    const app = world.twilio.addApplication({ accountSid: ACCOUNT, friendlyName: 'Studio', smsUrl: ELSEWHERE });
    const before = {
      smsUrl: ELSEWHERE,
      smsMethod: 'GET',
      smsFallbackUrl: 'https://elsewhere.example/fallback',
      smsFallbackMethod: 'GET',
      smsApplicationSid: app,
    } as const;
    world.twilio.changeNumber(NUMBER, before);
    await connect(visitor);
    const { sid } = world.twilio.number(NUMBER);
    await visitor.sends('/settings/numbers', { number: sid, do: 'set-webhooks' });
    const door = `${world.serviceUrl}/webhooks/twilio/second/messages`;
    expect(world.twilio.number(NUMBER)).toMatchObject({
      smsUrl: `${door}${RETRIES}`,
      smsMethod: 'POST',
      smsFallbackUrl: `${door}?fallback=1${RETRIES}`,
      smsFallbackMethod: 'POST',
      smsApplicationSid: null,
    });
    visitor.says('Texts, MMS up to 1 MB (US and Canada) Connected');
    expect(visitor.page.html).toContain(`${door}?fallback=1${RETRIES}`.replaceAll('&', '&amp;'));
    await visitor.sends('/settings/numbers', { number: sid, do: 'undo-webhooks' });
    expect(world.twilio.number(NUMBER)).toMatchObject(before);
  });

  test('is remembered as it was before Twilio is told', async () => {
    const { world } = await stage();
    const { visitor } = await installSecond(world);
    await connect(visitor);
    const { sid } = world.twilio.number(NUMBER);
    world.twilio.faults.add({ method: 'POST', path: /IncomingPhoneNumbers/, kind: 'hang-up-after', times: 1 });
    await visitor.sends('/settings/numbers', { number: sid, do: 'set-webhooks' });
    visitor.says('Twilio did not answer.');
    await visitor.sends('/settings/numbers', { number: sid, do: 'undo-webhooks' });
    expect(world.twilio.number(NUMBER).smsUrl).toBe(ELSEWHERE);
  });

  test('needs texts to be chosen, and a real country', async () => {
    const { world } = await stage();
    const { visitor } = await secondWorkspace(world);
    world.twilio.addNumber({ accountSid: ACCOUNT, phoneNumber: '+14155550111', sms: false });
    await visitor.goes('/');
    await visitor.sends('/settings/numbers', { number: world.twilio.number('+14155550111').sid, do: 'save' });
    visitor.says('(415) 555-0111 cannot send texts.');
    const { sid } = world.twilio.number(NUMBER);
    for (const country of ['<script>', 'W'.repeat(10_000)]) {
      await visitor.sends('/settings/numbers', { number: sid, [`country_${sid}`]: country, do: 'save' });
      expect(visitor.page.status).toBe(422);
      visitor.says('Write two letters, such as US or GB, or leave it empty.');
    }
  });

  test('is assigned to existing teams, and keeps one that is gone', async () => {
    const { world } = await stage();
    const { visitor, workspace } = await secondWorkspace(world);
    const { sid } = world.twilio.number(NUMBER);
    await visitor.sends('/settings/numbers', { number: sid, [`team_${sid}`]: '987654', do: 'save' });
    visitor.says('Intercom has no such team. Choose one from the list.');
    const [team] = workspace.teams;
    await visitor.sends('/settings/numbers', { number: sid, [`team_${sid}`]: team?.id ?? '', do: 'save' });
    visitor.says('Saved.');
    workspace.teamIsDeleted(team?.id ?? '');
    await visitor.goes('/');
    await visitor.sends('/settings/numbers', { number: sid, [`label_${sid}`]: 'Support', do: 'save' });
    visitor.says('Saved.').says('A team that is gone');
  });

  test('is chosen although the key may not see Messaging Services', async () => {
    const { world } = await stage();
    const { visitor } = await installSecond(world);
    await connect(visitor);
    const refusal = { code: 20003, message: 'no', status: 403 };
    world.twilio.faults.add({ path: '/v1/Services', kind: 'status', status: 403, body: refusal });
    await visitor.sends('/settings/numbers', { number: world.twilio.number(NUMBER).sid, do: 'set-webhooks' });
    visitor.says('Texts to this number come here from now on.');
    expect(world.twilio.number(NUMBER).smsUrl).toContain(world.serviceUrl);
  });

  test('has a country in which numbers without a plus are read', async () => {
    const { world } = await stage();
    const { visitor } = await secondWorkspace(world);
    const { sid } = world.twilio.number(NUMBER);
    await visitor.sends('/settings/numbers', { number: sid, [`country_${sid}`]: 'DE', do: 'save' });
    await visitor.sends('/settings/test', { to: '01512 3456789', do: 'send' });
    await world.settle();
    expect(bodiesTo(world, '+4915123456789')).toHaveLength(1);
  });
});
