// Intercom does not answer, or answers that it cannot: finished work is found, unfinished work is done, each once.

import { Customer } from '../../src/simulator/people.ts';
import type { Fault } from '../../src/simulator/stand-in/faults.ts';
import { changeStored, chooseSettings } from '../support/database/stored.ts';
import { describe, expect, test } from '../support/jest-globals.ts';
import { closeStages, notesOf, stage } from '../support/story.ts';
import { muteWebhooks } from '../support/webhooks.ts';

closeStages();

const SECOND = 1_000;
const MINUTE = 60 * SECOND;

/** Every call that a stranger's first text and its tag need. */
const firstCalls = [
  /^\/contacts\/search$/,
  /^\/contacts$/,
  /^\/conversations$/,
  /^\/tags$/,
  /^\/conversations\/\d+\/tags$/,
  /^\/contacts\/\w+\/tags$/,
];

const broken: Unanswered = { kind: 'hang-up-after' };
const neverArrived: Unanswered = { kind: 'hang-up-before' };
const refusedByServer: Unanswered = { kind: 'status', status: 500 };
const refusedByGateway: Unanswered = { kind: 'status', status: 502, body: '<html>Bad Gateway</html>' };
const unanswered = [broken, neverArrived, refusedByServer, refusedByGateway];

type Unanswered = Pick<Fault, 'kind' | 'status' | 'body'>;

describe('a stranger’s first text, when Intercom fails', () => {
  test.each([
    { searchLagMs: 0, calls: firstCalls, faults: [broken, refusedByServer] },
    { searchLagMs: 4 * MINUTE, calls: firstCalls.slice(1, 3), faults: [broken, neverArrived] },
  ])('makes one contact, conversation and tag (search lag $searchLagMs ms)', async (example) => {
    const { world, theo } = await stage({ searchLagMs: example.searchLagMs });
    let person = 0;
    for (const path of example.calls) {
      for (const fault of example.faults) {
        // The tag is made once in a workspace's life.
        if (path.test('/tags')) await changeStored(world, { tagId: null });
        world.intercom.faults.add({ method: 'POST', path, ...fault, times: 1 });
        person += 1;
        new Customer(world, `+1415555${3000 + person}`).texts(`I am number ${person}`);
        await world.settle(0);
        await world.pass(12 * MINUTE);
        expect(world.intercom.faults.list()).toEqual([]);
        expect([String(path), fault, theo.conversations().length]).toEqual([String(path), fault, person]);
        expect(theo.sees()).toEqual([`customer: I am number ${person}`]);
        expect(theo.conversation().tags).toHaveLength(1);
      }
    }
    expect(world.workspace.contacts()).toHaveLength(person);
    expect(world.workspace.contacts().every((contact) => contact.tags.length === 1)).toBe(true);
    expect(world.workspace.tags()).toHaveLength(1);
  });

  test('is put once while the search may not show it', async () => {
    const { world, maya, theo } = await stage({ searchLagMs: 4 * MINUTE });
    world.intercom.faults.add({ method: 'POST', path: '/conversations', kind: 'hang-up-after', times: 1 });
    maya.texts('Hello');
    maya.texts('Hello');
    await world.settle();
    await world.pass(20 * MINUTE);
    expect(world.traffic.count('intercom', 'POST', /^\/conversations$/)).toBe(1);
    expect(theo.sees()).toEqual(['customer: Hello', 'customer: Hello']);
    theo.replies('Hello to you');
    await world.settle();
    expect(maya.sees()).toEqual(['Hello to you']);
  });

  test('that never arrived is put after the search lag', async () => {
    const { world, maya, theo } = await stage();
    world.intercom.faults.add({ method: 'POST', path: '/conversations', kind: 'hang-up-before', times: 1 });
    maya.texts('Hello');
    await world.settle(0);
    await world.pass(4 * MINUTE);
    expect(world.traffic.count('intercom', 'POST', /^\/conversations$/)).toBe(1);
    await world.pass(6 * MINUTE);
    expect(theo.sees()).toEqual(['customer: Hello']);
  });

  test('is found although the number has another contact by now', async () => {
    const { world, maya, theo } = await stage({ searchLagMs: 4 * MINUTE });
    world.intercom.faults.add({ method: 'POST', path: '/conversations', kind: 'hang-up-after', times: 1 });
    maya.texts('Hello');
    await world.settle(0);
    const seen = Math.floor(world.now() / 1_000);
    world.workspace.addContact({ role: 'user', externalId: 'crm-1', phone: maya.number, lastSeenAt: seen });
    await world.settle(0);
    await world.pass(20 * MINUTE);
    maya.texts('Anybody?');
    await world.settle();
    expect(theo.conversations()).toHaveLength(1);
    expect(theo.sees()).toEqual(['customer: Hello', 'customer: Anybody?']);
  });
});

describe('a text in a known thread, when Intercom fails', () => {
  test('arrives once and in order, even in the same words', async () => {
    const { world, maya, theo } = await stage();
    maya.texts('Hi');
    await world.settle();
    const expected = ['customer: Hi'];
    for (const fault of unanswered) {
      for (const body of ['ok', 'ok', '<b>ok</b> &amp; done', 'two\n\n  lines', '🙂', '']) {
        world.intercom.faults.add({ method: 'POST', path: /\/reply$/, ...fault, times: 1 });
        maya.texts(body);
        expected.push(`customer: ${body || '(an empty text)'}`);
        await world.settle(0);
      }
      await world.pass(5 * MINUTE);
      expect(world.intercom.faults.list()).toEqual([]);
      expect(theo.sees()).toEqual(expected);
    }
    expect(theo.conversations()).toHaveLength(1);
  });

  test('arrives although the same words arrived a moment before', async () => {
    const { world, maya, theo } = await stage();
    maya.texts('ok');
    await world.settle();
    for (const [times, fault] of unanswered.entries()) {
      world.intercom.faults.add({ method: 'POST', path: /\/reply$/, ...fault, times: 1 });
      maya.texts('ok');
      await world.settle(10 * SECOND);
      expect(theo.sees()).toEqual(Array(times + 2).fill('customer: ok'));
    }
  });

  test('goes elsewhere when its conversation is deleted before we look', async () => {
    const { world, maya, theo } = await stage();
    await chooseSettings(world, { reopenDays: 0 });
    maya.texts('Hi');
    await world.settle();
    world.intercom.faults.add({ method: 'POST', path: /\/reply$/, kind: 'hang-up-before', times: 1 });
    maya.texts('Bye');
    await world.settle(0);
    world.workspace.close(theo.conversation().id);
    await world.settle(0);
    muteWebhooks(world);
    world.workspace.deleteConversation(theo.conversation().id);
    await world.pass(5 * MINUTE);
    expect(theo.sees()).toEqual(['customer: Bye']);
  });

  test('is put once even when the look-up fails', async () => {
    const { world, maya, theo } = await stage();
    maya.texts('Hi');
    await world.settle();
    world.intercom.faults.add({ method: 'POST', path: /\/reply$/, kind: 'hang-up-after', times: 1 });
    world.intercom.faults.add({ method: 'GET', path: /^\/conversations\//, kind: 'hang-up-before', times: 3 });
    maya.texts('Once');
    await world.settle(0);
    await world.pass(5 * MINUTE);
    expect(theo.sees()).toEqual(['customer: Hi', 'customer: Once']);
  });

  test('stays where it is when its conversation closes before we look', async () => {
    const { world, maya, theo } = await stage();
    await chooseSettings(world, { reopenDays: 0 });
    maya.texts('Hi');
    await world.settle();
    world.intercom.faults.add({ method: 'POST', path: /\/reply$/, kind: 'hang-up-after', times: 1 });
    maya.texts('Bye');
    await world.settle(0);
    world.workspace.close(theo.conversation().id);
    await world.settle(0);
    await world.pass(5 * MINUTE);
    expect(theo.sees()).toEqual(['customer: Hi', 'customer: Bye']);
    expect(theo.conversations()).toHaveLength(1);
  });

  test('follows a merge once, although no answer comes', async () => {
    const { world, maya, theo } = await stage();
    const lead = world.workspace.addContact({ role: 'lead', phone: maya.number });
    const user = world.workspace.addContact({ role: 'user', externalId: 'maya', phone: null });
    maya.texts('Hi');
    await world.settle();
    muteWebhooks(world);
    world.workspace.mergeContacts(lead.id, user.id);
    // The first try is refused for the lead, the second is made and not answered.
    world.intercom.faults.add({ method: 'POST', path: /\/reply$/, kind: 'hang-up-after', times: 2 });
    maya.texts('Still me');
    await world.settle(0);
    await world.pass(5 * MINUTE);
    expect(theo.sees()).toEqual(['customer: Hi', 'customer: Still me']);
    expect(theo.conversations()).toHaveLength(1);
  });
});

describe('a note, when Intercom fails', () => {
  test('is there once', async () => {
    const { world, maya, theo } = await stage();
    maya.texts('Hi');
    await world.settle();
    let notes = 0;
    for (const fault of unanswered) {
      world.intercom.faults.add({ method: 'POST', path: /\/reply$/, ...fault, times: 2 });
      maya.texts('STOP');
      await world.settle(0);
      await world.pass(5 * MINUTE);
      world.intercom.faults.add({ method: 'POST', path: /\/reply$/, ...fault, times: 2 });
      theo.replies('You there?');
      theo.replies('You there?');
      await world.settle(0);
      await world.pass(5 * MINUTE);
      expect(world.intercom.faults.list()).toEqual([]);
      notes += 3;
      const shown = theo.sees();
      expect(shown.filter((line) => line.startsWith('note: '))).toHaveLength(notes);
      expect(shown.filter((line) => line === 'customer: STOP')).toHaveLength(notes / 3);
    }
  });

  test('with signs of HTML is found as it was written', async () => {
    const { world, theo } = await stage();
    world.intercom.faults.add({ method: 'POST', path: /\/reply$/, kind: 'hang-up-after', times: 1 });
    new Customer(world, 'A & <b>B</b>').texts('Sale!');
    await world.settle(0);
    await world.pass(5 * MINUTE);
    const notes = notesOf({ theo });
    expect(notes).toHaveLength(1);
    expect(notes[0]).toContain('A & <b>B</b>');
  });
});

describe('Intercom’s rate limit', () => {
  test.each([
    ['X-RateLimit-Reset', (now: number) => ({ 'X-RateLimit-Reset': String(Math.ceil(now / 1_000) + 40) })],
    ['Retry-After', () => ({ 'Retry-After': '40' })],
  ])('is kept: no call before the time that %s names', async (_, headersAt) => {
    const { world, maya, theo } = await stage();
    const other = new Customer(world, '+14155550133');
    maya.texts('Hi');
    await world.settle();
    const said = world.now();
    world.intercom.faults.add({ kind: 'status', status: 429, headers: headersAt(said), times: 1 });
    world.traffic.clear();
    maya.texts('Too fast');
    await world.settle(0);
    other.texts('Me too');
    await world.settle(0);
    expect(world.traffic.count('intercom')).toBe(1);
    await world.pass(10 * MINUTE);
    const times = world.traffic.exchanges
      .filter((exchange) => exchange.service === 'intercom')
      .map((exchange) => exchange.at - said);
    expect(times.slice(1).filter((time) => time < 40 * SECOND)).toEqual([]);
    expect(times[1]).toBeLessThan(60 * SECOND);
    expect(theo.conversations().map((one) => theo.sees(one.id))).toEqual([
      ['customer: Hi', 'customer: Too fast'],
      ['customer: Me too'],
    ]);
  });

  test('leaves the last calls to the text, and its tag waits', async () => {
    const { world, maya, theo } = await stage();
    await world.pass(10 * SECOND);
    world.intercom.rateLimit.limit = 3;
    world.traffic.clear();
    maya.texts('Hi');
    await world.settle(0);
    expect(theo.sees()).toEqual(['customer: Hi']);
    expect(world.traffic.exchanges.map(({ status }) => status)).toEqual([200, 200, 200]);
    expect(theo.conversation().tags).toEqual([]);
    await world.pass(MINUTE);
    expect(theo.conversation().tags).toHaveLength(1);
    expect(world.traffic.exchanges.filter(({ status }) => status === 429)).toEqual([]);
  });

  test.each(['0', '-1', 'NaN', '99999999999999999999'])('stops nothing where its headers say %s', async (value) => {
    const { world, maya, theo } = await stage();
    const headers = { 'X-RateLimit-Limit': value, 'X-RateLimit-Remaining': value, 'X-RateLimit-Reset': value };
    world.intercom.faults.add({ kind: 'status', status: 429, headers, times: 1 });
    maya.texts('Hi');
    await world.settle(10 * SECOND);
    expect(theo.sees()).toEqual(['customer: Hi']);
  });
});
