// Rules that text by themselves: each waits for something, looks again at its time, and texts at most so often.

import { within } from '../../src/services/context.ts';
import { runRule } from '../../src/services/rules/run-rule.ts';
import { Customer } from '../../src/simulator/people.ts';
import type { World } from '../../src/simulator/world.ts';
import { apiCaller, makeKey } from '../support/api-calls.ts';
import { storedRuns } from '../support/database/stored.ts';
import { troublesOf } from '../support/findings.ts';
import { beforeAll, expect, test } from '../support/jest-globals.ts';
import { signIn } from '../support/sign-in.ts';
import { type Cast, closeStagesAtEnd, conversationWith, sentTo, stage } from '../support/story.ts';
import type { Visitor } from '../support/visitor.ts';

closeStagesAtEnd();

const MINUTE = 60_000;
const HOUR = 3_600_000;

let cast: Cast;
let world: World;
let admin: Visitor;

beforeAll(async () => {
  cast = await stage();
  ({ world } = cast);
  admin = await signIn(world);
  await admin.sends('/settings/templates', { name: 'Hello', body: 'Hello {{contact.first_name | there}}', do: 'save' });
});

const line = '\nReply STOP to opt out.';
const numberOf = (digits: string) => new Customer(world, `+1415555${digits}`);

/** Makes a rule by the page, and starts it. */
async function starts(kind: string, fields: Record<string, string> = {}): Promise<void> {
  await admin.goes('/settings/rules');
  const [, template = ''] = /name="template".*?<option value="([\w-]+)"/s.exec(admin.page.html) ?? [];
  const common = { kind, template, sender: '', purpose: 'transactional', hourly_cap: '100', do: 'make' };
  await admin.sends('/settings/rules', {
    ...common,
    ...(kind === 'contact-created' ? {} : { contact_days: '30' }),
    ...fields,
  });
  admin.says('It is paused: try it out, then start it.');
  await admin.sends('/settings/rules', { rule: idsOf(admin).at(-1) ?? '', do: 'start' });
  admin.says('Started.');
}

const idsOf = (visitor: Visitor) => [
  ...new Set([...visitor.page.html.matchAll(/name="rule" value="([\w-]+)"/g)].map(([, id = '']) => id)),
];

async function add(person: Customer, name: string, role: 'user' | 'lead' = 'user') {
  const contact = world.workspace.addContact({ role, name, phone: person.number });
  await world.settle();
  return contact;
}

test('a new contact is welcomed once a number', async () => {
  await starts('contact-created');
  const [ines, leo] = [numberOf('0140'), numberOf('0141')];
  await add(ines, 'Ines Moreau');
  expect(sentTo(world, ines)).toEqual([`Hello Ines${line}`]);
  await add(ines, 'Ines again', 'lead');
  expect(sentTo(world, ines)).toHaveLength(1);
  // The phone comes later: within the hour it is a welcome, after that it is none.
  const late = world.workspace.addContact({ role: 'user', name: 'Leo Brandt' });
  const tooLate = world.workspace.addContact({ role: 'user', name: 'Kim Osei' });
  await world.pass(50 * MINUTE);
  world.workspace.updateContact(late.id, { phone: leo.number });
  await world.pass(20 * MINUTE);
  world.workspace.updateContact(tooLate.id, { phone: numberOf('0142').number });
  await world.settle();
  expect(sentTo(world, leo)).toEqual([`Hello Leo${line}`]);
  expect(sentTo(world, numberOf('0142'))).toEqual([]);
});

test('a contact that a record of a customer made is not welcomed', async () => {
  const call = apiCaller(world, (await makeKey(world)).key);
  const nora = numberOf('0149');
  await call('PUT', '/customers/42?wait=0', { name: 'Nora Lind', phone: nora.number });
  await world.settle();
  expect(world.workspace.contacts().find(({ externalId }) => externalId === '42')?.phone).toBe(nora.number);
  expect(sentTo(world, nora)).toEqual([]);
});

test('a contact that came by a text is not welcomed', async () => {
  cast.maya.texts('Is my order out?');
  await world.settle();
  expect(sentTo(world, cast.maya)).toEqual([]);
});

test('a tag on a contact has it texted, and only that tag', async () => {
  await starts('tagged', { tag: 'vip' });
  const person = numberOf('0143');
  const { id } = await add(person, 'Ada Berg');
  world.workspace.tagContact(id, 'VIP');
  world.workspace.tagContact(id, 'other');
  await world.settle();
  expect(sentTo(world, person)).toEqual([`Hello Ada${line}`, 'Hello Ada']);
  await admin.sends('/settings/rules', { kind: 'tagged', tag: 'sms-channel', do: 'make' });
  expect(admin.page.status).toBe(422);
});

test('a closed conversation is texted at its time, unless the customer wrote', async () => {
  await starts('closed', { hours: '2' });
  const [calm, busy] = [numberOf('0144'), numberOf('0145')];
  calm.texts('A calm question');
  busy.texts('A busy question');
  await world.settle();
  for (const words of ['A calm question', 'A busy question'])
    world.workspace.close(conversationWith(cast.theo, `customer: ${words}`));
  await world.pass(HOUR);
  busy.texts('One more thing');
  await world.pass(2 * HOUR);
  expect(sentTo(world, calm)).toHaveLength(1);
  expect(sentTo(world, busy)).toEqual([]);
  await admin.goes('/settings/rules');
  admin.says('the customer wrote (1)');
});

test('nobody answered: the customer hears of it, and once', async () => {
  await starts('unanswered', { minutes: '30' });
  const [waits, heard] = [numberOf('0146'), numberOf('0147')];
  waits.texts('Hello?');
  heard.texts('Who is there?');
  await world.settle();
  cast.theo.replies('Here I am', { in: conversationWith(cast.theo, 'customer: Who is there?') });
  await world.pass(31 * MINUTE);
  waits.texts('Anybody?');
  await world.pass(31 * MINUTE);
  expect(sentTo(world, waits)).toHaveLength(1);
  expect(cast.theo.sees(conversationWith(cast.theo, 'customer: Hello?')).join('\n')).toContain(
    'Automatic text:\nHello',
  );
  expect(sentTo(world, heard)).toEqual(['Here I am']);
});

test('a cap holds, and a job that runs again doubles nothing', async () => {
  await starts('tagged', { tag: 'sale', hourly_cap: '1' });
  const people = [await add(numberOf('0150'), 'One First'), await add(numberOf('0151'), 'Two Second')];
  const before = world.twilio.messages().length;
  for (const { id } of people) world.workspace.tagContact(id, 'sale');
  await world.settle();
  expect(world.twilio.messages()).toHaveLength(before + 1);
  const { ctx } = world.app;
  for (const run of await storedRuns(world)) await runRule(within(ctx, run.workspaceId), run);
  await world.settle();
  expect(world.twilio.messages()).toHaveLength(before + 1);
  await admin.goes('/settings/rules');
  admin.says('over the texts of an hour (1)');
  await admin.sends('/settings/rules', { rule: idsOf(admin).at(-1) ?? '', do: 'end' });
});

test('a dry run names people and sends nothing', async () => {
  const before = world.twilio.messages().length;
  await admin.goes('/settings/rules');
  const [welcome = '', tagged = '', , unanswered = ''] = idsOf(admin);
  await admin.sends('/settings/rules', { rule: tagged, do: 'try' });
  admin.says(/would have texted 1 person: .*Ada Berg/s);
  admin.says('It cannot see when they got it');
  await admin.sends('/settings/rules', { rule: welcome, do: 'try' });
  admin.says('Ada Berg (texted before)');
  await admin.sends('/settings/rules', { rule: unanswered, do: 'try' });
  admin.says('It looks at the last text of each customer');
  expect(world.twilio.messages()).toHaveLength(before);
});

test('a paused rule texts nobody, and a deleted one is gone', async () => {
  await admin.goes('/settings/rules');
  for (const rule of idsOf(admin)) await admin.sends('/settings/rules', { rule, do: 'pause' });
  const person = numberOf('0148');
  await add(person, 'Noor Haddad');
  expect(sentTo(world, person)).toEqual([]);
  const [first = '', ...others] = idsOf(admin);
  await admin.sends('/settings/rules', { rule: first, do: 'end' });
  expect(idsOf(admin)).toEqual(others);
  await admin.goes('/settings/history');
  admin.says('Deleted a rule: When a contact is created … then text “Hello”.');
});

test('the doctor says that Intercom tells a rule for tags of none', async () => {
  const tells = async () => (await troublesOf(world)).map(({ title }) => title).filter((title) => /tags/.test(title));
  await starts('tagged', { tag: 'gold' });
  await world.pass(15 * MINUTE);
  expect(await tells()).toEqual([]);
  world.intercom.subscribedTopics = world.intercom.subscribedTopics.filter((topic) => !/tag/.test(topic));
  numberOf('0161').texts('Hello');
  await world.pass(15 * MINUTE);
  expect(await tells()).toEqual(['Intercom does not tell Threadwire of tags, for which a rule waits']);
});
