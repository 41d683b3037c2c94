// A subscription type for texts in Intercom goes along with consent, whichever of the two changes.
import type { SubscriptionTypeRecord } from '../../src/simulator/intercom/records.ts';
import { Customer } from '../../src/simulator/people.ts';
import type { World } from '../../src/simulator/world.ts';
import { optsOut } from '../support/consent.ts';
import { describe, expect, test } from '../support/jest-globals.ts';
import { signIn } from '../support/sign-in.ts';
import { begin, closeStages, sentTo } from '../support/story.ts';

closeStages();

async function link(world: World, consentType: SubscriptionTypeRecord['consentType']): Promise<SubscriptionTypeRecord> {
  const type = world.workspace.addSubscriptionType({ id: '31', name: 'Texts about orders', consentType });
  const visitor = await signIn(world);
  await visitor.sends('/settings/inbox', { subscription: type.id, do: 'save' });
  visitor.says('Texts about orders');
  await world.settle();
  return type;
}

const contactOf = (world: World, phone: string) =>
  world.workspace.contacts().find((contact) => contact.phone === phone)?.id ?? '';
const changes = (world: World) =>
  world.traffic.count('intercom', 'POST', /\/subscriptions$/) +
  world.traffic.count('intercom', 'DELETE', /\/subscriptions\//);

describe.each(['opt_out', 'opt_in'] as const)('a linked subscription type of %s', (consentType) => {
  test('follows the customer’s texts, and their choice ends or begins texts', async () => {
    const { world, maya, theo } = await begin();
    const type = await link(world, consentType);
    const id = contactOf(world, maya.number);
    expect(changes(world)).toBe(0);
    maya.texts('STOP');
    await world.settle();
    maya.texts('START');
    await world.settle();
    expect(world.workspace.isSubscribed(id, type)).toBe(true);
    maya.texts('STOP');
    await world.settle();
    expect(world.workspace.isSubscribed(id, type)).toBe(false);
    // Our own changes come back as webhooks, and lead to no other.
    const own = changes(world);
    expect(own).toBe(consentType === 'opt_in' ? 2 : 3);

    // Somebody subscribes them in Intercom: Twilio goes on blocking, so the switch goes back.
    world.workspace.subscribe(id, type, true);
    await world.settle();
    expect(world.workspace.isSubscribed(id, type)).toBe(false);
    expect(changes(world)).toBe(own + 1);
    maya.texts('START');
    await world.settle();
    expect(world.workspace.isSubscribed(id, type)).toBe(true);

    world.workspace.subscribe(id, type, false);
    await world.settle();
    theo.replies('Still there?');
    await world.settle();
    expect(sentTo(world, maya)).toEqual([]);
    const visitor = await signIn(world);
    await visitor.goes('/consents/%2B14155550132');
    visitor.says(/Unsubscribed in Intercom Texts about orders every number/);
    world.workspace.subscribe(id, type, true);
    await world.settle();
    theo.replies('Welcome back');
    await world.settle();
    expect(sentTo(world, maya)).toEqual(['Welcome back']);
  });
});

test('linking a type reads every contact, also whom we never met', async () => {
  const { world, theo } = await begin();
  const other = new Customer(world, '+14155550133');
  const type = world.workspace.addSubscriptionType({ id: '31', name: 'Texts', consentType: 'opt_out' });
  const known = world.workspace.addContact({ role: 'user', phone: other.number, name: 'Ines' });
  await world.settle();
  world.workspace.subscribe(known.id, type, false);
  const visitor = await signIn(world);
  await visitor.sends('/settings/inbox', { subscription: '31', do: 'save' });
  await world.settle();
  await visitor.goes('/consents?q=5550133');
  visitor.says('Opted out Unsubscribed in Intercom');
  const unmet = world.workspace.addContact({ role: 'user', phone: '+14155550134', name: 'Kim', announce: false });
  world.workspace.subscribe(unmet.id, type, false);
  await world.settle();
  await visitor.goes('/consents?q=5550134');
  visitor.says('Opted out Unsubscribed in Intercom');
  await visitor.uploads('/consents', { name: 'list.csv', bytes: 'number\n+14155550132\n' });
  await world.settle();
  expect(world.workspace.isSubscribed(contactOf(world, '+14155550132'), type)).toBe(false);
  expect(theo.conversations()).toHaveLength(1);
});

test('a change of ours whose answer is lost is nobody’s choice', async () => {
  const { world, maya, theo } = await begin();
  const type = await link(world, 'opt_out');
  const fault = { method: 'POST', path: /\/subscriptions$/, times: 1 } as const;
  world.intercom.faults.add({ ...fault, kind: 'hang-up-after' });
  await optsOut(theo);
  await world.settle();
  const id = contactOf(world, maya.number);
  expect(world.workspace.isSubscribed(id, type)).toBe(false);
  world.intercom.faults.add({ ...fault, method: 'DELETE', path: /\/subscriptions\//, kind: 'status', status: 500 });
  const visitor = await signIn(world);
  await visitor.sends('/consents/%2B14155550132', { do: 'resume' });
  await world.settle();
  expect(world.workspace.isSubscribed(id, type)).toBe(true);
  await visitor.goes('/consents/%2B14155550132');
  expect(visitor.words()).not.toContain('in Intercom');
});

test('a missing permission leaves it out, and the doctor says so', async () => {
  const { world, maya } = await begin();
  const type = await link(world, 'opt_out');
  world.workspace.withdrawPermission('Write users and companies');
  maya.texts('STOP');
  await world.settle();
  expect(world.workspace.isSubscribed(contactOf(world, maya.number), type)).toBe(true);
  const visitor = await signIn(world);
  await visitor.goes('/');
  visitor.says(/Intercom does not allow: Write users and companies/);
});
