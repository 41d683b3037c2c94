// Who may be texted: a customer's word stops and restarts it, at once, and nobody is texted against it.

import { Customer } from '../../src/simulator/people.ts';
import { ACCOUNT_SID, WORKSPACE_ID, type World } from '../../src/simulator/world.ts';
import { findConsent } from '../../src/store/texts/consents.ts';
import { describe, expect, test } from '../support/jest-globals.ts';
import { type Cast, closeStages, stage } from '../support/story.ts';

closeStages();

const OPTED_OUT = /^note: Threadwire: \(415\) 555-0132 has opted out of texts from \(415\) 555-0100\. Replies/;
const OPTED_IN = /^note: Threadwire: \(415\) 555-0132 has opted back in/;
const NOT_TEXTED = /^note: Threadwire: \(415\) 555-0132 has opted out of texts from .*\. This reply was not texted\./;

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
    expect(JSON.stringify(panel.body)).toContain('Opted out since 8:05AM');

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
  const others = ['the end', 'YES', 'HELP', 'info', 'Started', 'stop by tomorrow?'];

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

describe('a stop that is not on Twilio’s list', () => {
  const dressed = [
    'ARRET',
    'Arrêt !',
    'Stop all',
    'stop?',
    'STOP 🛑',
    'STOP STOP',
    '“Stop”',
    'ＳＴＯＰ',
    'STOP\n-- \nSent from my iPhone',
  ];

  test('stops in any dress, and the note says that Twilio did not act on it', async () => {
    const { world, theo } = await stage();
    const people = dressed.map((_, index) => new Customer(world, `+1415555${2300 + index}`));
    for (const [index, person] of people.entries()) person.texts(dressed[index] ?? '');
    await world.settle();
    for (const { id } of theo.conversations()) theo.replies('Are you there?', { in: id });
    await world.settle();
    expect(world.traffic.count('twilio', 'POST')).toBe(0);
    for (const { id } of theo.conversations())
      expect(theo.sees(id)[1]).toMatch(/has opted out .* Twilio did not act on these words/);
    const panel = await theo.opensPanel();
    expect(panel.reads().join('\n')).toContain('by a stop word on which Twilio did not act');
  });

  test('is an agent’s to decide where it is a sentence: a note, and one click in the panel', async () => {
    const { world, maya, theo } = await stage();
    maya.texts('please stop texting me');
    await world.settle();
    expect(theo.sees().at(-1)).toMatch(/^note: Threadwire: \(415\) 555-0132 may want no more texts\./);
    theo.replies('Shall I take you off?');
    await world.settle();
    expect(textsTo(world, maya)).toEqual(['Shall I take you off?']);
    const panel = await theo.opensPanel();
    expect(panel.reads().join('\n')).toContain('“please stop texting me”');
    const clicked = await theo.opensPanel();
    await panel.clicks('Opt them out');
    expect(panel.reads().join('\n')).toContain('Opted out');
    await clicked.clicks('Opt them out');
    await world.settle();
    expect(theo.sees().filter((line) => line.includes('opted out of texts by hand'))).toHaveLength(1);
    theo.replies('Still there?');
    await world.settle();
    expect(textsTo(world, maya)).toEqual(['Shall I take you off?']);
    expect(theo.sees().join('\n')).toContain('Reason: “please stop texting me”');
    maya.texts('ok I said stop texting');
    await world.settle();
    expect(theo.sees().filter((line) => /may want no more/.test(line))).toHaveLength(1);
  });

  test('is no wish where somebody only uses the word', async () => {
    const { world, maya, theo } = await stage();
    for (const body of [
      'stop by tomorrow?',
      'can you stop the delivery',
      'I want to cancel my appointment',
      'non-stop',
    ])
      maya.texts(body);
    await world.settle();
    expect(theo.sees().filter((line) => line.startsWith('note: '))).toEqual([]);
    const panel = await theo.opensPanel();
    expect(panel.reads().join('\n')).not.toContain('Opt them out');
  });
});

describe('a customer who comes back', () => {
  const TOLL_FREE = '+18005550100';

  test('by YES is back where Twilio says so, weeks later', async () => {
    const { world, maya, theo } = await stage();
    maya.texts('STOP');
    await world.settle();
    await world.pass(21 * 86_400_000);
    maya.texts('Yes!');
    maya.texts('yes please call me');
    await world.settle();
    expect(await consentOf(world, maya)).toMatchObject({ optedOut: true });
    maya.texts('Yes');
    await world.settle();
    expect(theo.sees().at(-1)).toMatch(OPTED_IN);
    theo.replies('Welcome back');
    await world.settle();
    expect(maya.sees().at(-1)).toBe('Welcome back');
    expect(await consentOf(world, maya)).toMatchObject({ optedOut: false, source: 'keyword' });
  });

  test('by YES stays out of a toll-free number, until UNSTOP', async () => {
    const { world, maya, theo } = await stage({ ourNumbers: [TOLL_FREE] });
    maya.texts('STOP');
    await world.settle();
    maya.texts('YES');
    await world.settle();
    theo.replies('Are you back?');
    await world.settle();
    expect(textsTo(world, maya)).toEqual([]);
    expect(theo.sees().at(-1)).toMatch(/^note: Threadwire: .*This reply was not texted/);
    maya.texts('UNSTOP');
    await world.settle();
    theo.replies('Welcome back');
    await world.settle();
    expect(textsTo(world, maya)).toEqual(['Welcome back']);
  });

  test('by YES is not, where only we keep texts back or Twilio says what it acts on', async () => {
    const { world, maya, theo } = await stage();
    const [other, third] = [new Customer(world, '+14155550133'), new Customer(world, '+14155550134')];
    maya.texts('STOP 🛑');
    other.texts('BASTA', { optOutType: 'STOP' });
    third.texts('Hello');
    await world.settle();
    const ofThird = theo.conversations().find(({ id }) => theo.sees(id)[0] === 'customer: Hello')?.id ?? '';
    const panel = await theo.opensPanel({ in: ofThird });
    await panel.clicks(/, (United States|Mexico)$/);
    await panel.clicks('Opt out or resume');
    await panel.types('Reason', 'Asked on the phone').clicks('Opt this number out');
    for (const person of [maya, other, third]) person.texts('YES');
    await world.settle();
    for (const { id } of theo.conversations()) theo.replies('Are you there?', { in: id });
    await world.settle();
    expect(world.traffic.count('twilio', 'POST')).toBe(0);
    for (const person of [maya, other, third]) person.texts('START');
    await world.settle();
    for (const { id } of theo.conversations()) theo.replies('Welcome back', { in: id });
    await world.settle();
    for (const person of [maya, other, third]) expect(textsTo(world, person)).toEqual(['Welcome back']);
  });

  test('says YES to a question like anybody else where nothing was stopped', async () => {
    const { world, maya, theo } = await stage();
    maya.texts('YES');
    await world.settle();
    expect(theo.sees()).toEqual(['customer: YES']);
    expect(await consentOf(world, maya)).toMatchObject({ optedOut: false, at: null });
  });
});

describe('a person on several channels', () => {
  const phone = '+14155550132';

  test.each([['rcs:+14155550132'], ['RCS:+14155550132'], ['rcs:14155550132'], ['rcs: 1 415 555 0132']])(
    'who stops from %s is not texted by SMS either',
    async (from) => {
      const { world, maya, theo } = await stage();
      maya.texts('Hello');
      await world.settle();
      maya.texts('STOP', { extra: { From: from } });
      await world.settle();
      for (const { id } of theo.conversations()) theo.replies('Are you there?', { in: id });
      await world.settle();
      expect(world.traffic.count('twilio', 'POST')).toBe(0);
      const panel = await theo.opensPanel({ in: theo.conversations()[0]?.id ?? '' });
      expect(panel.reads().join('\n')).toContain('by texting STOP');
      maya.texts('START');
      await world.settle();
      theo.replies('Welcome back', { in: theo.conversations()[0]?.id ?? '' });
      await world.settle();
      expect(textsTo(world, maya)).toEqual(['Welcome back']);
    },
  );

  test('who stops by SMS is not texted on RCS either', async () => {
    const { world, maya, theo } = await stage();
    maya.texts('On RCS', { extra: { From: `rcs:${phone}` } });
    maya.texts('STOP');
    await world.settle();
    for (const { id } of theo.conversations()) theo.replies('Are you there?', { in: id });
    await world.settle();
    expect(world.traffic.count('twilio', 'POST')).toBe(0);
  });

  test('who stops an RCS agent is texted from no number, and comes back by START to any', async () => {
    const { world, maya, theo } = await stage();
    maya.texts('STOP', { extra: { From: `rcs:${phone}`, To: 'rcs:brand_agent' } });
    await world.settle();
    expect(theo.sees().at(-1)).toContain('has opted out of texts from all of your numbers');
    maya.texts('Hello');
    await world.settle();
    for (const { id } of theo.conversations()) theo.replies('Are you there?', { in: id });
    await world.settle();
    expect(world.traffic.count('twilio', 'POST')).toBe(0);
    maya.texts('START');
    await world.settle();
    theo.replies('Welcome back');
    await world.settle();
    expect(textsTo(world, maya)).toEqual(['Welcome back']);
  });

  test('who stops an RCS agent comes back by YES to it', async () => {
    const { world, maya, theo } = await stage();
    const extra = { From: `rcs:${phone}`, To: 'rcs:brand_agent' };
    maya.texts('STOP', { extra });
    await world.settle();
    maya.texts('YES', { extra });
    maya.texts('Hello');
    await world.settle();
    for (const { id } of theo.conversations()) theo.replies('Welcome back', { in: id });
    await world.settle();
    expect(textsTo(world, maya)).toContain('Welcome back');
  });

  test('who stops one number in words of their own comes back by START to another, since only we heard them', async () => {
    const { world, maya, theo } = await stage({ ourNumbers: ['+14155550100', '+14155550101'] });
    maya.texts('STOP 🛑');
    await world.settle();
    maya.texts('START', { to: '+14155550101' });
    await world.settle();
    theo.replies('Welcome back', { in: theo.conversations()[0]?.id ?? '' });
    await world.settle();
    expect(textsTo(world, maya)).toEqual(['Welcome back']);
  });

  test('is one person whichever form of the number WhatsApp knows', async () => {
    const { world, theo } = await stage();
    const [sms, whatsapp] = ['+525512345678', 'whatsapp:+5215512345678'].map((number) => new Customer(world, number));
    sms?.texts('Hola');
    await world.settle();
    whatsapp?.texts('Hola otra vez');
    await world.settle();
    const [first = '', second = ''] = theo.conversations().map(({ id }) => id);
    const panel = await theo.opensPanel({ in: first });
    await panel.clicks(/, (United States|Mexico)$/);
    await panel.clicks('Opt out or resume');
    await panel.types('Reason', 'Asked on the phone').clicks('Opt this number out');
    theo.replies('Still there?', { in: second || first });
    await world.settle();
    expect(world.traffic.count('twilio', 'POST')).toBe(0);
  });

  test('who stops on WhatsApp goes on getting texts, while an opt-out by hand holds everywhere', async () => {
    const { world, maya, theo } = await stage();
    maya.texts('Hello');
    await world.settle();
    const onWhatsApp = new Customer(world, `whatsapp:${phone}`);
    onWhatsApp.texts('STOP');
    await world.settle();
    const [sms = '', whatsapp = ''] = theo.conversations().map(({ id }) => id);
    theo.replies('By SMS', { in: sms });
    theo.replies('On WhatsApp', { in: whatsapp });
    await world.settle();
    expect(textsTo(world, maya)).toEqual(['By SMS']);
    expect(theo.sees(whatsapp).at(-1)).toMatch(/^note: Threadwire: .*This reply was not texted/);
    onWhatsApp.texts('START');
    await world.settle();
    const panel = await theo.opensPanel({ in: sms });
    await panel.clicks(/, (United States|Mexico)$/);
    await panel.clicks('Opt out or resume');
    await panel.types('Reason', 'Asked on the phone').clicks('Opt this number out');
    theo.replies('On WhatsApp', { in: whatsapp });
    await world.settle();
    expect(theo.sees(whatsapp).at(-1)).toContain('was opted out of texts by hand');
    expect(world.traffic.count('twilio', 'POST')).toBe(1);
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
    expect(theo.sees().at(-1)).toMatch(
      /^note: Threadwire: .*This reply did not reach \(415\) 555-0132\. .*\(Twilio error 21610\)$/,
    );
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
