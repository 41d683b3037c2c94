// Requests that failed the check of their signature: those that could be Twilio's are kept and told of, and no others.
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { ACCOUNT_SID, WORKSPACE_ID, type World } from '../../../src/simulator/world.ts';
import { storedRefusals } from '../../support/database/stored.ts';
import { fillRefusals, forgetStandings } from '../../support/database/tampering.ts';
import {
  type Fields,
  fromTwilio,
  type Knock,
  knock,
  MESSAGES_PATH,
  STATUS_PATH,
  textFields,
} from '../../support/door.ts';
import { troublesOf } from '../../support/findings.ts';
import { describe, expect, test } from '../../support/jest-globals.ts';
import { ACCOUNT, ACCOUNT_TOKEN, connect, NUMBER, saidIn, secondWorkspace } from '../../support/second-workspace.ts';
import { begin, closeStages, stage } from '../../support/story.ts';
import { until } from '../../support/until.ts';
import type { Visitor } from '../../support/visitor.ts';

closeStages();

const OTHER_ACCOUNT = `AC${'f'.repeat(32)}`;
const KEY = { sid: `SK${'1'.repeat(32)}`, secret: 'the-secret-of-the-key' };

const connectKey = (visitor: Visitor, authToken: string) =>
  visitor.sends('/settings/twilio', {
    account_sid: ACCOUNT,
    auth_token: authToken,
    api_key_sid: KEY.sid,
    api_secret: KEY.secret,
    do: 'save',
  });

const forged = (world: World, sid: number, changes = {}) =>
  fromTwilio(world.serviceUrl, MESSAGES_PATH, textFields(sid, changes), 'a guess');

const notFine = async (world: World, id = WORKSPACE_ID) => (await troublesOf(world, id)).map(({ title }) => title);
const standings = async (world: World) => (await storedRefusals(world)).map(({ standing }) => standing);

describe('a forged request', () => {
  test('is never told of as a held text or wrong token', async () => {
    const cast = await begin();
    const { world, theo } = cast;
    for (let sid = 1; sid <= 12; sid += 1) expect((await knock(world.serviceUrl, forged(world, sid))).status).toBe(401);
    await world.settle();
    expect(new Set(await standings(world))).toEqual(new Set(['denied']));
    expect(await notFine(world)).toEqual([]);
    const panel = await theo.opensPanel();
    expect(panel.reads().join('\n')).not.toContain('could not be verified');
  });

  test('has no place where it can never have been Twilio’s', async () => {
    const { world } = await begin();
    const signed = (path: string, fields: Fields) => fromTwilio(world.serviceUrl, path, fields, 'a guess');
    const header = (value: string): Knock => ({
      ...forged(world, 1),
      headers: { ...forged(world, 1).headers, 'x-twilio-signature': value },
    });
    const status = (changes: Record<string, string>) =>
      Object.entries({ MessageSid: `SM${'9'.repeat(32)}`, AccountSid: ACCOUNT_SID, MessageStatus: 'sent', ...changes });
    const nobodys: [string, Knock][] = [
      ['no signature', { ...forged(world, 1), headers: { 'content-type': 'application/x-www-form-urlencoded' } }],
      ['a signature of another form', header('x')],
      ['two signatures', header(`${'a'.repeat(27)}=, ${'a'.repeat(27)}=`)],
      ['another account', forged(world, 1, { AccountSid: OTHER_ACCOUNT })],
      ['no account', forged(world, 1, { AccountSid: undefined })],
      ['an account that is none', forged(world, 1, { AccountSid: 'AC1' })],
      ['no MessageSid', forged(world, 1, { MessageSid: undefined })],
      ['a MessageSid of another kind', forged(world, 1, { MessageSid: 'SM1' })],
      ['no recipient', forged(world, 1, { To: undefined })],
      ['more than a text can say', forged(world, 1, { Body: 'a'.repeat(30_000) })],
      ['a status of no text of ours', signed(`${STATUS_PATH}?message=${'0'.repeat(8)}`, status({}))],
      ['a status without its word', signed(STATUS_PATH, status({ MessageStatus: '' }).slice(0, 2))],
    ];
    for (const [what, request] of nobodys) {
      const answer = await knock(world.serviceUrl, request);
      expect([what, answer.status, await standings(world)]).toEqual([what, 401, []]);
    }
  });

  test('takes no place of a text that may be Twilio’s', async () => {
    const { world } = await stage({ environment: { TRUSTED_PROXIES: '1' } });
    const { visitor } = await secondWorkspace(world);
    const path = '/webhooks/twilio/second/messages';
    const from = (ip: string, request: Knock) => ({
      ...request,
      headers: { ...request.headers, 'x-forwarded-for': ip },
    });
    const account = world.twilio.account(ACCOUNT);
    const flood = (sid: number, ip: string) =>
      knock(
        world.serviceUrl,
        from(ip, fromTwilio(world.serviceUrl, path, textFields(sid, { AccountSid: ACCOUNT, To: NUMBER }), 'a guess')),
      );
    // Nobody can ask Twilio while it refuses the token that would be asked with.
    account.startRotation('the-next-auth-token');
    account.finishRotation();
    await flood(1, '203.0.113.1');
    const [{ source = '' } = {}] = await storedRefusals(world);
    await fillRefusals(world, source, 1_000);
    await flood(2, '203.0.113.77');
    const text = textFields(77, { AccountSid: ACCOUNT, To: NUMBER, Body: 'A real one' });
    const genuine = from('198.51.100.9', fromTwilio(world.serviceUrl, path, text, 'the-next-auth-token'));
    for (const _ of [1, 2]) expect((await knock(world.serviceUrl, genuine)).status).toBe(401);
    const kept = await storedRefusals(world);
    expect([kept.length, kept.filter((one) => one.source !== source).length]).toEqual([1_000, 1]);
    await connect(visitor, { authToken: 'the-next-auth-token' });
    // A thousand are looked at, and no page waits for all of them.
    await until('it is told of', async () => (await visitor.goes('/')).words().includes('can be accepted now'));
    await visitor.sends('/settings/doctor', { do: 'release' });
    visitor.says('1 request was accepted.');
    await world.settle();
    expect(saidIn(world.intercom.workspace('second'))).toEqual(['A real one']);
    expect((await knock(world.serviceUrl, genuine)).status).toBe(200);
    await world.settle();
    expect(saidIn(world.intercom.workspace('second'))).toEqual(['A real one']);
  }, 120_000);
});

describe('a text of Twilio’s that was refused', () => {
  test('is told of where Twilio knows it', async () => {
    const { world } = await stage();
    const { visitor, customer, workspace } = await secondWorkspace(world);
    const account = world.twilio.account(ACCOUNT);
    account.addApiKey(KEY);
    await connectKey(visitor, ACCOUNT_TOKEN);
    const { smsUrl: right } = world.twilio.number(NUMBER);
    const called = world.serviceUrl.replace('127.0.0.1', 'localhost');
    world.twilio.changeNumber(NUMBER, { smsUrl: right.replace(world.serviceUrl, called) });
    customer.texts('Before', { to: NUMBER });
    await world.settle();
    world.twilio.changeNumber(NUMBER, { smsUrl: right });
    account.startRotation('the-next-auth-token');
    account.finishRotation();
    customer.texts('After', { to: NUMBER });
    await world.settle();
    expect(await standings(world)).toContain('known');
    expect(await notFine(world, 'second')).toEqual(
      expect.arrayContaining(['Texts from Twilio are refused', '1 request from Twilio can be accepted now']),
    );
    await connectKey(visitor, 'the-next-auth-token');
    await visitor.sends('/settings/doctor', { do: 'release' });
    await world.settle();
    expect(saidIn(workspace).toSorted()).toEqual(['After', 'Before']);
  });

  test('keeps nobody waiting in the settings, though forty more came', async () => {
    const { world } = await begin();
    for (let sid = 1; sid <= 40; sid += 1)
      await knock(world.serviceUrl, forged(world, sid, { Body: '\u4e2d'.repeat(1_600), Extra: 'x'.repeat(5_000) }));
    expect(await standings(world)).toHaveLength(40);
    let least = Number.POSITIVE_INFINITY;
    for (let run = 0; run < 5; run += 1) {
      await forgetStandings(world);
      const delay = monitorEventLoopDelay({ resolution: 1 });
      delay.enable();
      await notFine(world);
      delay.disable();
      least = Math.min(least, delay.max / 1e6);
    }
    expect(least).toBeLessThan(60);
  }, 120_000);
});
