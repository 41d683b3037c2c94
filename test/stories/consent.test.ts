// A customer's stop word holds at once, and nobody is texted against it.

import { Customer } from '../../src/simulator/people.ts';
import { ACCOUNT_SID, WORKSPACE_ID } from '../../src/simulator/world.ts';
import { NOT_TEXTED, OPTED_IN, OPTED_OUT } from '../support/consent.ts';
import { chooseSettings } from '../support/database/stored.ts';
import { describe, expect, test } from '../support/jest-globals.ts';
import { begin, closeStages, conversationWith, notesOf, repliesEverywhere, sentTo, stage } from '../support/story.ts';

closeStages();

describe('a stop word', () => {
  test('ends replies until the customer texts START', async () => {
    const { world, maya, theo } = await begin();
    maya.texts(' Stop ');
    await world.settle();
    expect(theo.sees().slice(1)).toEqual(['customer:  Stop ', expect.stringMatching(OPTED_OUT)]);

    theo.replies('One more thing');
    theo.replies('And another');
    await world.settle();
    expect(world.traffic.count('twilio', 'POST')).toBe(0);
    expect(theo.sees().filter((line) => NOT_TEXTED.test(line))).toHaveLength(2);
    expect(await theo.readsPanel()).toContain('Opted out since 8:05AM');

    maya.texts('unstop');
    await world.settle();
    expect(theo.sees().at(-1)).toMatch(OPTED_IN);
    theo.replies('Welcome back');
    await world.settle();
    expect(sentTo(world, maya)).toEqual(['Welcome back']);
  });

  test('START without a STOP before is a text like any other', async () => {
    const { world, maya, theo } = await stage();
    maya.texts('START');
    await world.settle();
    expect(theo.sees()).toEqual(['customer: START']);
    theo.replies('Hello');
    await world.settle();
    expect(sentTo(world, maya)).toEqual(['Hello']);
  });

  const stops = ['STOP', 'stopall', 'Unsubscribe', 'END', 'quit', 'CANCEL', 'revoke', 'OptOut'];
  const others = ['the end', 'YES', 'HELP', 'info', 'Started', 'stop by tomorrow?'];

  test('is any of Twilio’s words as the whole text', async () => {
    const { world, theo } = await stage();
    const people = [...stops, ...others].map((word, index) => ({
      word,
      person: new Customer(world, `+1415555${2200 + index}`),
    }));
    for (const { person } of people) person.texts('Hello');
    await world.settle();
    for (const { word, person } of people) person.texts(word);
    await world.settle();
    repliesEverywhere(theo, 'Are you there?');
    await world.settle();
    const texted = people.filter(({ person }) => sentTo(world, person).length > 0).map(({ word }) => word);
    expect(texted).toEqual(others);
    expect(world.traffic.count('twilio', 'POST')).toBe(others.length);
    for (const { word } of people) {
      const notes = notesOf({ theo }, conversationWith(theo, `customer: ${word}`));
      expect([word, notes.length]).toEqual([word, others.includes(word) ? 0 : 2]);
    }
  });

  test('is answered by Twilio alone, and we send nothing', async () => {
    const { world, maya, theo } = await stage();
    for (const word of ['STOP', 'START', 'HELP', 'INFO']) {
      maya.texts(word);
      await world.settle();
    }
    expect(theo.sees().filter((line) => line.startsWith('customer: '))).toEqual(
      ['STOP', 'START', 'HELP', 'INFO'].map((word) => `customer: ${word}`),
    );
    expect(world.twilio.messages().filter((message) => message.direction !== 'inbound')).toEqual([]);
    expect(world.traffic.count('twilio')).toBe(0);
    expect(world.twilio.alerts()).toEqual([]);
  });

  test('is the account’s own where Twilio tells its meaning', async () => {
    const { world, maya, theo } = await stage();
    maya.texts('Hola');
    await world.settle();
    maya.texts('BASTA', { optOutType: 'STOP' });
    await world.settle();
    theo.replies('Vale');
    await world.settle();
    expect(sentTo(world, maya)).toEqual([]);
    expect(await theo.readsPanel()).toContain('Opted out since 8:05AM by texting a stop word');

    maya.texts('AYUDA', { optOutType: 'HELP' });
    maya.texts('SEGUIR', { optOutType: 'START' });
    await world.settle();
    theo.replies('Otra vez');
    await world.settle();
    expect(sentTo(world, maya)).toEqual(['Otra vez']);
  });

  test('stops one number alone where the workspace chose that', async () => {
    const { world, maya, theo } = await stage({ ourNumbers: ['+14155550100', '+14155550101'] });
    await chooseSettings(world, { consentScope: 'number' });
    maya.texts('To sales');
    await world.settle();
    maya.texts('To support', { to: '+14155550101' });
    await world.settle();
    const [sales = '', support = ''] = theo.conversations().map((one) => one.id);
    maya.texts('STOP');
    await world.settle();
    theo.replies('From sales', { in: sales });
    theo.replies('From support', { in: support });
    await world.settle();
    expect(sentTo(world, maya)).toEqual(['From support']);
    expect(theo.sees(sales).at(-1)).toMatch(NOT_TEXTED);
    expect(theo.sees(support)).toEqual(['customer: To support', 'admin: From support']);
  });

  test('stops every number for customers in the US, until START', async () => {
    const { world, maya, theo } = await stage({ ourNumbers: ['+14155550100', '+14155550101'] });
    maya.texts('To sales');
    await world.settle();
    maya.texts('To support', { to: '+14155550101' });
    await world.settle();
    const [sales = '', support = ''] = theo.conversations().map((one) => one.id);
    maya.texts('STOP');
    await world.settle();
    expect(theo.sees(sales).at(-1)).toContain('has opted out of texts from all of your numbers');
    theo.replies('From support', { in: support });
    await world.settle();
    expect(sentTo(world, maya)).toEqual([]);

    maya.texts('START', { to: '+14155550101' });
    await world.settle();
    expect(theo.sees(support).at(-1)).toMatch(OPTED_IN);
    theo.replies('From support again', { in: support });
    theo.replies('From sales', { in: sales });
    await world.settle();
    expect(sentTo(world, maya)).toEqual(['From support again']);
    expect(theo.sees(sales).at(-1)).toContain('texted STOP to (415) 555-0100, and Twilio still blocks texts from it');
  });

  test('is kept and threaded from a stranger too', async () => {
    const { world, maya, theo } = await stage();
    maya.texts('STOP');
    await world.settle();
    expect(theo.sees()).toEqual(['customer: STOP', expect.stringMatching(OPTED_OUT)]);
    theo.replies('Who is this?');
    await world.settle();
    expect(sentTo(world, maya)).toEqual([]);
    expect(theo.sees().at(-1)).toMatch(NOT_TEXTED);
    expect(await theo.readsPanel()).toContain('Opted out since 8:05AM by texting STOP');
  });

  test('is heard while Intercom is away, and later replies are refused', async () => {
    const { world, maya, theo } = await begin();
    const repair = world.intercom.faults.add({ kind: 'status', status: 503 });
    maya.texts('STOP');
    await world.settle(10);
    theo.replies('Too late');
    await world.settle(10);
    expect(sentTo(world, maya)).toEqual([]);
    repair();
    await world.pass(10 * 60_000);
    expect(world.traffic.count('twilio', 'POST')).toBe(0);
    expect(theo.sees().slice(1).sort()).toEqual([
      'admin: Too late',
      'customer: STOP',
      expect.stringMatching(OPTED_OUT),
      expect.stringMatching(NOT_TEXTED),
    ]);
  });

  test('stops texts that were written before and still wait', async () => {
    const { world, maya, theo } = await begin();
    const repair = world.twilio.faults.add({ method: 'POST', kind: 'status', status: 429, body: { code: 20429 } });
    theo.replies('On its way');
    await world.settle(10);
    maya.texts('STOP');
    await world.settle(10);
    repair();
    world.traffic.clear();
    await world.pass(10 * 60_000);
    expect(world.traffic.count('twilio', 'POST')).toBe(0);
    expect(theo.sees().at(-1)).toMatch(NOT_TEXTED);
  });

  test('stops nobody again when Twilio repeats it after START', async () => {
    const { world, maya, theo } = await stage();
    const stop = maya.texts('STOP');
    await world.settle();
    maya.texts('START');
    await world.settle();
    world.twilio.repeat(stop);
    await world.settle();
    theo.replies('Still there');
    await world.settle();
    expect(sentTo(world, maya)).toEqual(['Still there']);
  });
});

describe('an opt-out that only Twilio heard of', () => {
  test('is learned from Twilio’s refusal, once', async () => {
    const { world, maya, theo } = await begin();
    world.twilio.setSmsUrl(world.ourNumber, '');
    maya.texts('STOP');
    await world.settle();
    world.twilio.setSmsUrl(world.ourNumber, `${world.serviceUrl}/webhooks/twilio/${WORKSPACE_ID}/messages`);

    theo.replies('First');
    await world.settle();
    expect(theo.sees().at(-1)).toMatch(
      /^note: Threadwire: .*This reply did not reach \(415\) 555-0132\. .*\(Twilio error 21610\)$/,
    );
    expect(await theo.readsPanel()).toMatch(/Opted out since .* \(reported by Twilio\)/);
    world.traffic.clear();
    theo.replies('Second');
    await world.settle();
    expect(world.traffic.count('twilio')).toBe(0);
    expect(theo.sees().at(-1)).toMatch(NOT_TEXTED);

    maya.texts('Start');
    await world.settle();
    theo.replies('Third');
    await world.settle();
    expect(sentTo(world, maya)).toEqual(['Third']);
  });

  test('is learned from a status callback', async () => {
    const { world, maya, theo } = await begin();
    world.twilio.fare(maya.number, { end: 'failed', errorCode: 21610 });
    theo.replies('First');
    await world.settle();
    expect(await theo.readsPanel()).toMatch(/Opted out since .* \(reported by Twilio\)/);
    theo.replies('Second');
    await world.settle();
    expect(world.traffic.count('twilio', 'POST', new RegExp(`^/2010-04-01/Accounts/${ACCOUNT_SID}/Messages`))).toBe(1);
    expect(theo.sees().at(-1)).toMatch(NOT_TEXTED);
  });
});
