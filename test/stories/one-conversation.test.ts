// A workspace that wants one conversation a contact, whichever of its numbers they text; and one that changes its mind.

import { Customer } from '../../src/simulator/people.ts';
import type { World } from '../../src/simulator/world.ts';
import { describe, expect, test } from '../support/jest-globals.ts';
import { signIn } from '../support/sign-in.ts';
import { type Cast, closeStages, stage } from '../support/story.ts';

closeStages();

const SALES = '+14155550100';
const SUPPORT = '+14155550101';
const DAY = 86_400_000;

async function stageOne(threadPer = 'contact'): Promise<Cast> {
  const cast = await stage({ ourNumbers: [SALES, SUPPORT] });
  await choose(cast.world, threadPer);
  return cast;
}

async function choose(world: World, threadPer: string): Promise<void> {
  const visitor = await signIn(world);
  await visitor.sends('/settings/threading', { thread_per: threadPer, do: 'save' });
  visitor.says('Saved.');
}

/** The texts to the customer, oldest first, each after the name of our number that sent it. */
function arrivals({ world, maya }: Cast): string[] {
  return world.twilio
    .phone(maya.number)
    .filter(({ direction }) => direction === 'in')
    .map(({ from, body }) => `${from === SALES ? 'sales' : 'support'}: ${body}`);
}

describe('one conversation a contact', () => {
  test('has all texts, and answers from the number that was texted last', async () => {
    const cast = await stageOne();
    const { world, maya, theo } = cast;
    maya.texts('to sales');
    await world.settle();
    theo.replies('This is sales');
    await world.settle();
    world.traffic.clear();
    maya.texts('to support', { to: SUPPORT });
    await world.settle();
    expect(world.traffic.count('intercom')).toBe(1);
    theo.replies('This is support');
    await world.settle();
    maya.texts('sales again');
    await world.settle();
    theo.replies('Sales again');
    await world.settle();
    expect(theo.conversations()).toHaveLength(1);
    expect(theo.sees()).toEqual([
      'customer: to sales',
      'admin: This is sales',
      'customer: to support',
      'admin: This is support',
      'customer: sales again',
      'admin: Sales again',
    ]);
    expect(arrivals(cast)).toEqual(['sales: This is sales', 'support: This is support', 'sales: Sales again']);
    expect(theo.conversation().tags.map((applied) => applied.tag.name)).toEqual(['sms-channel']);
  });

  test('is one for a stranger who texts two numbers at once', async () => {
    const { world, maya, theo } = await stageOne();
    maya.texts('one');
    maya.texts('two', { to: SUPPORT });
    maya.texts('three');
    await world.settle();
    expect(theo.conversations()).toHaveLength(1);
    expect(theo.sees()).toEqual(['customer: one', 'customer: two', 'customer: three']);
  });

  test('keeps the order of texts while the first is tried again', async () => {
    const { world, maya, theo } = await stageOne();
    maya.texts('hello');
    await world.settle();
    world.intercom.faults.add({ method: 'POST', path: /\/reply$/, kind: 'status', status: 503, times: 3 });
    maya.texts('one');
    maya.texts('two', { to: SUPPORT });
    maya.texts('three');
    await world.pass(60_000);
    expect(theo.sees()).toEqual(['customer: hello', 'customer: one', 'customer: two', 'customer: three']);
  });

  test('keeps the order of replies while the first is tried again', async () => {
    const cast = await stageOne();
    const { world, maya, theo } = cast;
    maya.texts('to sales');
    await world.settle();
    world.twilio.faults.add({ method: 'POST', path: /Messages/, kind: 'status', status: 503, times: 3 });
    theo.replies('one');
    await world.settle(10);
    maya.texts('to support', { to: SUPPORT });
    await world.settle(10);
    theo.replies('two');
    await world.pass(60_000);
    expect(arrivals(cast)).toEqual(['sales: one', 'support: two']);
  });

  test('gets no text again that an unanswered call put into another', async () => {
    const { world, maya, theo } = await stageOne('sender');
    maya.texts('to sales');
    await world.settle();
    maya.texts('to support', { to: SUPPORT });
    await world.settle();
    await choose(world, 'contact');
    const [sales, support] = theo.conversations();
    world.intercom.faults.add({ method: 'POST', path: /\/reply$/, kind: 'hang-up-after', times: 1 });
    maya.texts('once');
    await world.settle(10);
    expect(theo.sees(support?.id)).toEqual(['customer: to support', 'customer: once']);
    world.workspace.close(support?.id ?? '');
    await world.pass(60_000);
    expect(theo.sees(support?.id)).toEqual(['customer: to support', 'customer: once']);
    expect(theo.sees(sales?.id)).toEqual(['customer: to sales']);
  });

  test('starts anew, for all numbers, once it has long been closed', async () => {
    const { world, maya, theo } = await stageOne();
    maya.texts('one');
    maya.texts('two', { to: SUPPORT });
    await world.settle();
    world.workspace.close(theo.conversation().id);
    await world.pass(6 * DAY);
    maya.texts('three', { to: SUPPORT });
    await world.settle();
    maya.texts('four');
    await world.settle();
    expect(theo.conversations()).toHaveLength(2);
    expect(theo.sees()).toEqual(['customer: three', 'customer: four']);
  });

  test('does not take in the texts of whoever has the number next', async () => {
    const { world, maya, theo } = await stageOne();
    const ann = world.workspace.addContact({ role: 'user', phone: maya.number, name: 'Ann', email: 'ann@example.com' });
    maya.texts('this is Ann');
    await world.settle();
    world.workspace.updateContact(ann.id, { phone: '+14155550177' });
    const ben = world.workspace.addContact({ role: 'user', phone: maya.number, name: 'Ben', email: 'ben@example.com' });
    await world.settle();
    maya.texts('this is Ben', { to: SUPPORT });
    maya.texts('Ben again');
    await world.settle();
    expect(theo.conversations().map(({ contactIds }) => contactIds)).toEqual([[ann.id], [ben.id]]);
    expect(theo.sees()).toEqual(['customer: this is Ben', 'customer: Ben again']);
  });

  test('is one for both phones of a contact, in order', async () => {
    const { world, maya, theo } = await stageOne();
    const work = new Customer(world, '+14155550177');
    const lead = world.workspace.addContact({ role: 'lead', phone: work.number });
    maya.texts('from home');
    await world.settle();
    work.texts('from work');
    await world.settle();
    const user = world.workspace.contacts().find(({ id }) => id !== lead.id);
    world.workspace.mergeContacts(lead.id, user?.id ?? '');
    await world.settle();
    maya.texts('home again');
    await world.settle();
    world.intercom.faults.add({ method: 'POST', path: /\/reply$/, kind: 'status', status: 503, times: 2 });
    maya.texts('one');
    await world.settle(10);
    work.texts('two');
    await world.pass(60_000);
    const shared = theo.conversations().find((one) => theo.sees(one.id).includes('customer: one'));
    expect(theo.sees(shared?.id).slice(-2)).toEqual(['customer: one', 'customer: From (415) 555-0177:\ntwo']);
    theo.replies('To work', { in: shared?.id ?? '' });
    await world.settle();
    expect(work.sees()).toEqual(['To work']);
    expect(maya.sees()).toEqual([]);
  });
});

describe('a workspace that changes its mind', () => {
  test('goes on in the conversation with the latest text', async () => {
    const cast = await stageOne('sender');
    const { world, maya, theo } = cast;
    maya.texts('to support', { to: SUPPORT });
    await world.settle();
    maya.texts('to sales');
    await world.settle();
    const [support, sales] = theo.conversations();
    await choose(world, 'contact');
    maya.texts('support again', { to: SUPPORT });
    await world.settle();
    expect(theo.sees(sales?.id)).toEqual(['customer: to sales', 'customer: support again']);
    expect(theo.sees(support?.id)).toEqual(['customer: to support']);
    theo.replies('From the old one', { in: support?.id ?? '' });
    theo.replies('From the new one', { in: sales?.id ?? '' });
    await world.settle();
    expect(arrivals(cast)).toEqual(['support: From the old one', 'support: From the new one']);
    expect(theo.conversations()).toHaveLength(2);
  });

  test('leaves the conversation with the number that was texted last', async () => {
    const cast = await stageOne();
    const { world, maya, theo } = cast;
    maya.texts('to support', { to: SUPPORT });
    maya.texts('to sales');
    await world.settle();
    await choose(world, 'sender');
    maya.texts('support again', { to: SUPPORT });
    maya.texts('sales again');
    await world.settle();
    expect(theo.conversations().map(({ id }) => theo.sees(id))).toEqual([
      ['customer: to support', 'customer: to sales', 'customer: sales again'],
      ['customer: support again'],
    ]);
    for (const { id } of theo.conversations()) theo.replies(`in ${id}`, { in: id });
    await world.settle();
    const [first, second] = theo.conversations();
    expect(arrivals(cast).sort()).toEqual([`sales: in ${first?.id}`, `support: in ${second?.id}`]);
  });

  test.each([
    ['contact', 'sender'],
    ['sender', 'contact'],
  ])('loses and doubles nothing that waits, in order (from %s to %s)', async (before, after) => {
    const cast = await stageOne(before);
    const { world, maya, theo } = cast;
    maya.texts('hello');
    await world.settle();
    const mend = [
      world.intercom.faults.add({ method: 'POST', path: /\/reply$|^\/conversations$/, kind: 'status', status: 503 }),
      world.twilio.faults.add({ method: 'POST', path: /Messages/, kind: 'status', status: 503 }),
    ];
    maya.texts('one');
    maya.texts('two');
    theo.replies('answer one');
    await world.settle(10);
    await choose(world, after);
    maya.texts('three');
    theo.replies('answer two');
    await world.settle(10);
    for (const repair of mend) repair();
    await world.pass(10 * 60_000);
    expect(theo.sees().filter((line) => line.startsWith('customer'))).toEqual([
      'customer: hello',
      'customer: one',
      'customer: two',
      'customer: three',
    ]);
    expect(arrivals(cast)).toEqual(['sales: answer one', 'sales: answer two']);
    expect(theo.conversations()).toHaveLength(1);
  });
});
