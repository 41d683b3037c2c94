// The doctor's findings about texts and webhooks: sent elsewhere, refused, failed, silent, or poorer than they should be.

import { Customer } from '../../../src/simulator/people.ts';
import { magicNumberFor } from '../../../src/simulator/twilio/fares.ts';
import { ACCOUNT_SID } from '../../../src/simulator/world.ts';
import { fromTwilio, knock, MESSAGES_PATH, textFields } from '../../support/door.ts';
import { findingsOf, troublesOf } from '../../support/findings.ts';
import { describe, expect, test } from '../../support/jest-globals.ts';
import { NUMBER, saidIn, secondWorkspace } from '../../support/second-workspace.ts';
import { signIn } from '../../support/sign-in.ts';
import { closeStages, stage } from '../../support/story.ts';

closeStages();

const DAY = 86_400_000;

describe('the doctor', () => {
  test('says where a number’s texts go instead of here', async () => {
    const { world } = await stage();
    world.twilio.setSmsUrl(world.ourNumber, 'https://elsewhere.example/sms');
    expect((await troublesOf(world)).map(({ cause }) => cause)).toContain('Twilio sends them to another address.');
    world.twilio.setSmsUrl(world.ourNumber, '');
    expect((await troublesOf(world)).map(({ cause }) => cause)).toContain(
      'No webhook is set at this number, so Twilio drops its texts.',
    );
  });

  test.each([
    [30034, 'not registered with the US carriers'],
    [30032, 'toll-free'],
  ])('names the carriers’ reason when they stop a number with %i', async (code, reason) => {
    const { world, theo } = await stage();
    new Customer(world, magicNumberFor(code)).texts('Hello');
    await world.settle();
    theo.replies('Hi');
    await world.pass(60_000);
    const stopped = (await troublesOf(world)).find(({ title }) => title.includes('stopped in the last day'));
    expect(stopped?.cause).toContain(reason);
    expect(stopped?.fix).toMatchObject({ label: `About error ${code}` });
  });

  test('names an unknown error by its number and Twilio’s page', async () => {
    const { world, theo } = await stage();
    new Customer(world, magicNumberFor(30999)).texts('Hello');
    await world.settle();
    theo.replies('Hi');
    await world.pass(60_000);
    const unknown = (await troublesOf(world)).find(({ title }) => title.includes('does not know'));
    expect(unknown?.title).toContain('1 text from (415) 555-0100 failed in the last day');
    const page = 'https://www.twilio.com/docs/api/errors/30999';
    expect(unknown?.cause).toContain(page);
    expect(unknown?.fix).toEqual({ kind: 'link', label: 'About error 30999', url: page });
  });

  test('recognises a call to another address, and takes the texts in later', async () => {
    const { world } = await stage();
    const { visitor, customer, workspace } = await secondWorkspace(world);
    const { smsUrl: right } = world.twilio.number(NUMBER);
    const called = world.serviceUrl.replace('127.0.0.1', 'localhost');
    world.twilio.changeNumber(NUMBER, { smsUrl: right.replace(world.serviceUrl, called) });
    customer.texts('Is anybody there?', { to: NUMBER });
    await world.settle();
    await visitor.goes('/');
    visitor.says('Texts from Twilio are refused').says(`They are signed for ${called}`);
    world.twilio.changeNumber(NUMBER, { smsUrl: right });
    await visitor.goes('/');
    expect(visitor.words()).not.toContain('Texts from Twilio are refused');
    visitor.says('1 request from Twilio can be accepted now');
    await visitor.sends('/settings/doctor', { do: 'release' });
    visitor.says('1 request was accepted.').says('Texts from Twilio are verified');
    expect(visitor.words()).not.toContain('still fail');
    await world.settle();
    expect(saidIn(workspace)).toEqual(['Is anybody there?']);
  });

  const elsewhere = (base: string) => () => base;
  test.each<[string, (own: string) => string, Record<string, string>, string, string]>([
    ['the scheme that a proxy speaks', (own) => own.replace('http:', 'https:'), {}, '', ''],
    [
      'the host that a proxy forwards',
      elsewhere('https://sms.example'),
      { 'x-forwarded-host': 'sms.example, 10.0.0.1' },
      '',
      '',
    ],
    [
      'the prefix that a proxy takes away',
      elsewhere('https://sms.example/sms'),
      { host: 'sms.example', 'x-forwarded-prefix': '/sms' },
      '',
      '',
    ],
    ['a host that only Twilio names', elsewhere('https://sms.example'), {}, '', 'https://sms.example'],
    ['a query that a proxy drops', (own) => own, {}, '?fallback=1', ''],
  ])('recognises %s, and takes in what was signed so', async (_, called, headers, dropped, set) => {
    const { world, theo } = await stage();
    const base = called(world.serviceUrl);
    const request = fromTwilio(base, `${MESSAGES_PATH}${dropped}`, textFields(1));
    const sent = { ...request, path: MESSAGES_PATH, headers: { ...request.headers, ...headers } };
    world.twilio.setSmsUrl(world.ourNumber, `${set || 'https://another.example'}${MESSAGES_PATH}`);
    expect((await knock(world.serviceUrl, sent)).status).toBe(401);
    const refused = (await troublesOf(world)).find(({ title }) => title === 'Texts from Twilio are refused');
    expect(refused?.cause).toContain(dropped === '' ? `signed for ${base}, but` : `ends in “${dropped}”`);
    const visitor = await signIn(world);
    await visitor.sends('/settings/doctor', { do: 'release' });
    visitor.says('1 request was accepted.');
    await world.settle();
    expect(theo.conversations()).toHaveLength(1);
  });

  test('blames the Auth Token only where Twilio refuses it, else a stranger', async () => {
    const { world } = await stage();
    const forged = (sid: number) => fromTwilio(world.serviceUrl, MESSAGES_PATH, textFields(sid), 'a-guess');
    const titles = async () => (await troublesOf(world)).map(({ severity, title }) => `${severity}: ${title}`);
    for (const sid of [3, 4, 5]) await knock(world.serviceUrl, forged(sid));
    expect(await titles()).toEqual([]);
    world.twilio.faults.add({ kind: 'hang-up-before' });
    await knock(world.serviceUrl, forged(6));
    expect(await titles()).toContain('warning: Requests with a wrong signature');
    world.twilio.faults.clear();
    expect(await titles()).toEqual([]);
    world.twilio.rotateAuthToken(ACCOUNT_SID, 'the-next-auth-token');
    await knock(world.serviceUrl, forged(7));
    expect(await titles()).toContain('broken: Texts from Twilio are refused');
  });

  test('says nothing against a workspace in which nothing can have happened yet', async () => {
    const { world } = await stage();
    expect(await troublesOf(world)).toEqual([]);
    expect((await findingsOf(world)).map(({ title }) => title)).toContain('No webhooks received yet');
  });

  test('says when each news came last, and notices Intercom’s silence', async () => {
    const { world, maya, theo } = await stage();
    maya.texts('Hello');
    await world.settle();
    theo.replies('Hi');
    await world.settle();
    const heard = (await findingsOf(world)).find(({ title }) => title === 'Intercom tells Threadwire of replies');
    expect(heard?.cause).toMatch(/agents’ replies Jan 8, 2026 at .*Not yet: .*contacts that are merged/);
    world.intercom.subscribedTopics = [];
    await world.pass(60 * 60_000);
    maya.texts('Still there?');
    await world.pass(20 * 60_000);
    expect(await troublesOf(world)).toEqual([
      expect.objectContaining({ severity: 'broken', title: 'Intercom has stopped sending Threadwire webhooks' }),
    ]);
  });

  test('notices that customers write for days and no reply is heard', async () => {
    const { world, maya } = await stage();
    world.intercom.subscribedTopics = ['contact.user.created', 'conversation.user.replied'];
    maya.texts('Hello');
    await world.pass(DAY);
    expect(await troublesOf(world)).toEqual([]);
    await world.pass(2 * DAY);
    expect((await troublesOf(world)).map(({ title }) => title)).toEqual([
      'Intercom has not told Threadwire of a reply yet',
    ]);
  });

  test('recognises webhooks of a version that loses links and lists', async () => {
    const { world, maya, theo } = await stage({ webhookBodies: 'plain' });
    maya.texts('Hello');
    await world.settle();
    theo.replies('Hi');
    await world.settle();
    expect((await troublesOf(world)).map(({ title }) => title)).toEqual(['Replies come without their links and lists']);
    world.intercom.webhookBodies = 'html';
    await world.pass(60_000);
    theo.replies('And hi again');
    await world.settle();
    expect(await troublesOf(world)).toEqual([]);
  });
});
