// Who may be texted: a customer's word stops and restarts it, at once, and nobody is texted against it.

import { Customer } from '../../src/simulator/people.ts';
import { ACCOUNT_SID, WORKSPACE_ID, type World } from '../../src/simulator/world.ts';
import { findConsent } from '../../src/store/texts/consents.ts';
import { describe, expect, test } from '../support/jest-globals.ts';
import { type Cast, closeStages, stage } from '../support/story.ts';

closeStages();

const OPTED_OUT = /^note: \(415\) 555-0132 has opted out of texts from \(415\) 555-0100\./;
const OPTED_IN = /^note: \(415\) 555-0132 has opted back in/;
const NOT_TEXTED = /^note: This reply was not texted\. \(415\) 555-0132 has opted out/;

describe('a customer who stops texts', () => {
  test('gets none of the replies, each of which says so in a note, until they start again', async () => {
    const { world, maya, theo } = await stage();
    maya.texts('Hello');
    await world.settle();
    maya.texts(' Stop ');
    await world.settle();
    expect(theo.sees().slice(1)).toEqual(['customer:  Stop ', expect.stringMatching(OPTED_OUT)]);

    theo.replies('One more thing');
    theo.replies('And another');
    await world.settle();
    expect(world.traffic.count('twilio', 'POST')).toBe(0);
    expect(theo.sees().filter((line) => NOT_TEXTED.test(line))).toHaveLength(2);
    const panel = await world.workspace.canvasInitialize(theo.conversation().id);
    expect(JSON.stringify(panel.body)).toContain('Opted out since Jan 8, 2026 at 8:05AM');

    maya.texts('unstop');
    await world.settle();
    expect(theo.sees().at(-1)).toMatch(OPTED_IN);
    theo.replies('Welcome back');
    await world.settle();
    expect(textsTo(world, maya)).toEqual(['Welcome back']);
  });

  test('who texts START without having stopped is a customer like any other, and nobody is told otherwise', async () => {
    const { world, maya, theo } = await stage();
    maya.texts('START');
    await world.settle();
    expect(theo.sees()).toEqual(['customer: START']);
    theo.replies('Hello');
    await world.settle();
    expect(textsTo(world, maya)).toEqual(['Hello']);
  });

  const stops = ['STOP', 'stopall', 'Unsubscribe', 'END', 'quit', 'CANCEL', 'revoke', 'OptOut'];
  const others = ['Please stop', 'STOP it', 'the end', 'YES', 'HELP', 'info', 'Started'];

  test('does so by any of Twilio’s words as a whole message, and by no other', async () => {
    const { world, theo } = await stage();
    const people = [...stops, ...others].map((word, index) => ({
      word,
      person: new Customer(world, `+1415555${2200 + index}`),
    }));
    for (const { person } of people) person.texts('Hello');
    await world.settle();
    for (const { word, person } of people) person.texts(word);
    await world.settle();
    for (const conversation of theo.conversations()) theo.replies('Are you there?', { in: conversation.id });
    await world.settle();
    const texted = people.filter(({ person }) => textsTo(world, person).length > 0).map(({ word }) => word);
    expect(texted).toEqual(others);
    expect(world.traffic.count('twilio', 'POST')).toBe(others.length);
    for (const { word } of people) {
      const shown = theo
        .conversations()
        .map((one) => theo.sees(one.id))
        .find((lines) => lines.includes(`customer: ${word}`));
      expect([word, shown?.filter((line) => line.startsWith('note: ')).length]).toEqual([
        word,
        others.includes(word) ? 0 : 2,
      ]);
    }
  });

  test('is answered by Twilio alone: our webhooks’ answers are empty and we send nothing', async () => {
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

  test('may use the account’s own words where Twilio says what they mean', async () => {
    const { world, maya, theo } = await stage();
    maya.texts('Hola');
    await world.settle();
    maya.texts('BASTA', { optOutType: 'STOP' });
    await world.settle();
    theo.replies('Vale');
    await world.settle();
    expect(textsTo(world, maya)).toEqual([]);
    expect(await consentOf(world, maya)).toMatchObject({ optedOut: true, source: 'opt-out-type' });

    maya.texts('AYUDA', { optOutType: 'HELP' });
    maya.texts('SEGUIR', { optOutType: 'START' });
    await world.settle();
    theo.replies('Otra vez');
    await world.settle();
    expect(textsTo(world, maya)).toEqual(['Otra vez']);
  });

  test('has stopped one number, not the others of the workspace', async () => {
    const { world, maya, theo } = await stage({ ourNumbers: ['+14155550100', '+14155550101'] });
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
    expect(textsTo(world, maya)).toEqual(['From support']);
    expect(theo.sees(sales).at(-1)).toMatch(NOT_TEXTED);
    expect(theo.sees(support)).toEqual(['customer: To support', 'admin: From support']);
  });

  test('may be a stranger: it is recorded, and threaded like any text', async () => {
    const { world, maya, theo } = await stage();
    maya.texts('STOP');
    await world.settle();
    expect(theo.sees()).toEqual(['customer: STOP', expect.stringMatching(OPTED_OUT)]);
    theo.replies('Who is this?');
    await world.settle();
    expect(textsTo(world, maya)).toEqual([]);
    expect(theo.sees().at(-1)).toMatch(NOT_TEXTED);
    expect(await consentOf(world, maya)).toMatchObject({
      optedOut: true,
      source: 'keyword',
      at: new Date('2026-01-08T13:05:00Z'),
    });
  });

  test('is heard while Intercom is away: what is relayed afterwards is refused', async () => {
    const { world, maya, theo } = await stage();
    maya.texts('Hello');
    await world.settle();
    const repair = world.intercom.faults.add({ kind: 'status', status: 503 });
    maya.texts('STOP');
    await world.settle(10);
    theo.replies('Too late');
    await world.settle(10);
    expect(textsTo(world, maya)).toEqual([]);
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

  test('stops also what was written before and could not be handed over yet', async () => {
    const { world, maya, theo } = await stage();
    maya.texts('Hello');
    await world.settle();
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

  test('is not stopped again by Twilio telling of the old STOP once more', async () => {
    const { world, maya, theo } = await stage();
    const stop = maya.texts('STOP');
    await world.settle();
    maya.texts('START');
    await world.settle();
    world.twilio.repeat(stop);
    await world.settle();
    theo.replies('Still there');
    await world.settle();
    expect(textsTo(world, maya)).toEqual(['Still there']);
  });
});

describe('an opt-out that only Twilio heard of', () => {
  test('is learned from its refusal, once: the next reply is refused here', async () => {
    const { world, maya, theo } = await stage();
    maya.texts('Hello');
    await world.settle();
    world.twilio.setSmsUrl(world.ourNumber, '');
    maya.texts('STOP');
    await world.settle();
    world.twilio.setSmsUrl(world.ourNumber, `${world.serviceUrl}/webhooks/twilio/${WORKSPACE_ID}/messages`);

    theo.replies('First');
    await world.settle();
    expect(theo.sees().at(-1)).toMatch(/^note: This reply did not reach \(415\) 555-0132\. .*\(Twilio error 21610\)$/);
    expect(await consentOf(world, maya)).toMatchObject({ optedOut: true, source: 'refusal' });
    world.traffic.clear();
    theo.replies('Second');
    await world.settle();
    expect(world.traffic.count('twilio')).toBe(0);
    expect(theo.sees().at(-1)).toMatch(NOT_TEXTED);

    maya.texts('Start');
    await world.settle();
    theo.replies('Third');
    await world.settle();
    expect(textsTo(world, maya)).toEqual(['Third']);
  });

  test('is learned as well when the refusal comes in a status callback', async () => {
    const { world, maya, theo } = await stage();
    maya.texts('Hello');
    await world.settle();
    world.twilio.fare(maya.number, { end: 'failed', errorCode: 21610 });
    theo.replies('First');
    await world.settle();
    expect(await consentOf(world, maya)).toMatchObject({ optedOut: true, source: 'refusal' });
    theo.replies('Second');
    await world.settle();
    expect(world.traffic.count('twilio', 'POST', new RegExp(`^/2010-04-01/Accounts/${ACCOUNT_SID}/Messages`))).toBe(1);
    expect(theo.sees().at(-1)).toMatch(NOT_TEXTED);
  });
});

/** What we sent, not what Twilio said on its own. */
function textsTo(world: World, person: Customer): string[] {
  const messages = world.twilio.messages().filter((message) => message.to === person.number);
  return messages.map((message) => message.body);
}

function consentOf(world: World, person: Cast['maya']) {
  return findConsent(world.app.ctx.database.owner, WORKSPACE_ID, { address: person.number, sender: world.ourNumber });
}
