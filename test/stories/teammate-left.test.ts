// The teammate in whose name notes and tags are made has left: another one makes them, nothing is lost, and the doctor says so.

import { Admin } from '../../src/simulator/people.ts';
import type { Fault } from '../../src/simulator/stand-in/faults.ts';
import type { World } from '../../src/simulator/world.ts';
import { changeStored } from '../support/database/stored.ts';
import { assignNumber } from '../support/database/tampering.ts';
import { findingsOf } from '../support/findings.ts';
import { describe, expect, test } from '../support/jest-globals.ts';
import { begin, closeStages, lettersOf, notesOf, stage } from '../support/story.ts';

closeStages();

const THEO = '991267001';
const INES = '991267002';
const HOUR = 3_600_000;

const leftFinding = async (world: World) =>
  (await findingsOf(world)).find(({ title }) => title.startsWith('The teammate who writes notes'));

/** A reply that a note tells of: its file comes over no safe connection, and is not texted. */
const repliesWithFile = (world: World, conversationId: string) =>
  world.workspace.reply(conversationId, {
    html: '<p>See the file</p>',
    attachments: [{ name: 'a.pdf', url: 'http://files.example/a.pdf', content_type: 'application/pdf' }],
  });

const authorsOf = (world: World, conversationId: string, partType: string) =>
  world.workspace.parts(conversationId).flatMap((part) => (part.partType === partType ? [part.author.id] : []));

test('a note and a tag are made in another name, once', async () => {
  const { world, maya, theo } = await stage();
  world.workspace.adminLeaves(THEO);
  maya.texts('STOP');
  await world.settle();
  const { id } = theo.conversation();
  expect(notesOf({ theo })).toHaveLength(1);
  expect(authorsOf(world, id, 'note')).toEqual([INES]);
  expect(theo.conversation().tags.map(({ appliedBy }) => appliedBy)).toEqual([INES]);
  expect(world.workspace.contacts().map((one) => one.tags.map((tag) => tag.name))).toEqual([['sms-channel']]);
  expect(await lettersOf(world)).toEqual([]);

  world.traffic.clear();
  new Admin(world, INES).replies('Are you there?');
  await world.settle();
  expect(notesOf({ theo })).toHaveLength(2);
  expect(world.traffic.count('intercom', 'GET', /^\/(admins|me)$/)).toBe(0);
});

test('the doctor names who writes meanwhile, until somebody is chosen', async () => {
  const { world, maya } = await stage();
  expect(await leftFinding(world)).toBeUndefined();
  world.workspace.adminLeaves(THEO);
  maya.texts('STOP');
  await world.settle();
  expect(await leftFinding(world)).toMatchObject({
    severity: 'broken',
    cause: expect.stringMatching(/^Ines writes them meanwhile/),
    fix: { label: 'Choose another teammate', url: '/settings/inbox' },
  });
  await changeStored(world, { actingAdminId: INES });
  expect(await leftFinding(world)).toBeUndefined();
});

test('a teammate who comes back writes again within a day', async () => {
  const { world, theo, maya } = await begin();
  world.workspace.adminLeaves(THEO);
  maya.texts('STOP');
  await world.settle();
  world.workspace.adminReturns(THEO);
  await world.pass(25 * HOUR);
  theo.replies('One');
  await world.settle();
  const { id } = theo.conversation();
  expect(authorsOf(world, id, 'note')).toEqual([INES, THEO]);
  expect(await leftFinding(world)).toBeUndefined();
});

describe('any refusal of Intercom for a teammate who left', () => {
  const refusals: [string, Pick<Fault, 'status' | 'body'>][] = [
    ['404 admin_not_found', refusal(404, 'admin_not_found', 'Admin not found')],
    ['400', refusal(400, 'parameter_invalid', 'The admin does not exist')],
    ['403', refusal(403, 'forbidden', 'Admin is not active')],
    ['422', refusal(422, 'unprocessable_entity', 'Author is no longer a teammate')],
    ['400 of the field', refusal(400, 'parameter_invalid', 'admin_id is invalid')],
    [
      '422 that names the field beside',
      { status: 422, body: { errors: [{ code: 'invalid', message: 'is invalid', field: 'admin_id' }] } },
    ],
    ['403 for want of a seat', refusal(403, 'action_forbidden', 'An inbox seat is required')],
  ];
  test.each(refusals)('the note is there once (%s)', async (_, answer) => {
    const { world, theo } = await begin();
    world.intercom.faults.add({ method: 'POST', path: /reply$/, kind: 'status', ...answer, times: 1 });
    repliesWithFile(world, theo.conversation().id);
    await world.settle();
    expect(notesOf({ theo })).toHaveLength(1);
    expect(authorsOf(world, theo.conversation().id, 'note')).toEqual([INES]);
    const titles = (await findingsOf(world)).map(({ title }) => title);
    expect(titles.filter((title) => title.startsWith('Intercom does not allow'))).toEqual([]);
    expect(await lettersOf(world)).toEqual([]);
  });

  test.each([400, 422])('%i without a word of why blames only an author who left', async (status) => {
    const { world, theo } = await begin();
    const { id } = theo.conversation();
    const mute = {
      method: 'POST',
      path: /\/(reply|tags)$/,
      kind: 'status',
      ...refusal(status, 'bad_request', 'Bad Request'),
    } as const;
    world.workspace.adminLeaves(THEO);
    world.intercom.faults.add({ ...mute, times: 1 });
    repliesWithFile(world, id);
    await world.settle();
    expect(authorsOf(world, id, 'note')).toEqual([INES]);
    world.workspace.adminReturns(THEO);
    await changeStored(world, { actingAdminId: THEO });
    await world.pass(25 * HOUR);
    world.intercom.faults.add({ ...mute, times: 1 });
    repliesWithFile(world, id);
    await world.settle();
    expect(authorsOf(world, id, 'note')).toEqual([INES]);
    expect(await lettersOf(world)).toHaveLength(1);
  });

  test('a 403 that lacks a permission is still one', async () => {
    const { world, theo } = await begin();
    world.workspace.withdrawPermission('Write conversations');
    repliesWithFile(world, theo.conversation().id);
    await world.settle();
    const titles = (await findingsOf(world)).map(({ title }) => title);
    expect(titles).toContain('Intercom does not allow: Write conversations');
    expect(await leftFinding(world)).toBeUndefined();
  });

  test('a conversation that is gone has nobody else write there', async () => {
    const { world, theo } = await begin();
    const { id } = theo.conversation();
    repliesWithFile(world, id);
    world.workspace.deleteConversation(id);
    await world.settle();
    const asked = world.traffic.exchanges.filter(({ path }) => path.endsWith('/reply'));
    expect(new Set(asked.map(({ requestBody }) => JSON.parse(requestBody).admin_id))).toEqual(new Set([THEO]));
    expect(await leftFinding(world)).toBeUndefined();
    expect(await lettersOf(world)).toEqual([]);
  });

  test('the answer of who stands in gets lost: still one note', async () => {
    const { world, theo } = await begin();
    world.workspace.adminLeaves(THEO);
    const [left] = [{ method: 'POST', path: /reply$/ }];
    world.intercom.faults.add({
      ...left,
      kind: 'status',
      ...refusal(404, 'not_found', 'Resource Not Found'),
      times: 1,
    });
    world.intercom.faults.add({ ...left, kind: 'hang-up-after', times: 1 });
    repliesWithFile(world, theo.conversation().id);
    await world.pass(60_000);
    expect(notesOf({ theo })).toHaveLength(1);
  });
});

test('a finding names an author without a seat, or who never was', async () => {
  const { world, theo } = await begin();
  const { id } = theo.conversation();
  world.workspace.takeSeat(THEO);
  repliesWithFile(world, id);
  await world.settle();
  expect(authorsOf(world, id, 'note')).toEqual([INES]);
  expect(await leftFinding(world)).toMatchObject({ title: expect.stringMatching(/may not write in the inbox/) });

  await changeStored(world, { actingAdminId: '4711' });
  repliesWithFile(world, id);
  await world.settle();
  expect(authorsOf(world, id, 'note')).toEqual([INES, INES]);

  world.workspace.withdrawPermission('Read admins');
  await changeStored(world, { actingAdminId: '4712' });
  repliesWithFile(world, id);
  await world.settle();
  // The token's owner has no seat, and nobody else is known: it is owed until somebody can write it.
  expect(authorsOf(world, id, 'note')).toEqual([INES, INES]);
  await changeStored(world, { actingAdminId: INES });
  await world.pass(10 * 60_000);
  expect(authorsOf(world, id, 'note')).toEqual([INES, INES, INES]);
});

test('with nobody left the note is owed, and written later', async () => {
  const { world, theo } = await begin();
  const { id } = theo.conversation();
  for (const admin of [THEO, INES]) world.workspace.adminLeaves(admin);
  repliesWithFile(world, id);
  await world.pass(60_000);
  expect(notesOf({ theo })).toEqual([]);
  expect(await leftFinding(world)).toMatchObject({ severity: 'broken', stops: ['notes'] });
  world.workspace.adminReturns(INES);
  await world.pass(10 * 60_000);
  expect(authorsOf(world, id, 'note')).toEqual([INES]);
});

test('a panel’s text shows in another name where its author left', async () => {
  const { world, theo, maya } = await begin();
  const panel = await theo.isWriting('It arrives today.');
  await panel.clicks('Send');
  world.workspace.adminLeaves(THEO);
  await world.settle();
  expect(maya.sees()).toEqual(['It arrives today.']);
  expect(theo.sees().at(-1)).toBe('admin: It arrives today.');
  expect(authorsOf(world, theo.conversation().id, 'comment').at(-1)).toBe(INES);
  expect(await lettersOf(world)).toEqual([]);
});

test('a closed conversation is reopened and tagged for a text that failed', async () => {
  const { world, theo, maya } = await begin();
  world.twilio.fare(maya.number, { errorCode: 30005 });
  theo.replies('Tomorrow.');
  world.workspace.close(theo.conversation().id);
  world.workspace.adminLeaves(THEO);
  await world.pass(60_000);
  expect(theo.conversation().state).toBe('open');
  expect(
    theo
      .conversation()
      .tags.map(({ tag }) => tag.name)
      .toSorted(),
  ).toEqual(['sms-channel', 'sms-failed']);
});

test('a deleted team costs its assignment alone, and the doctor names it', async () => {
  const { world, maya, theo } = await stage();
  await assignNumber(world, '5017691');
  world.workspace.teamIsDeleted('5017691');
  maya.texts('Hello');
  await world.settle();
  expect(theo.conversation().tags.map(({ tag }) => tag.name)).toEqual(['sms-channel']);
  expect(world.workspace.contacts()[0]?.tags.map((tag) => tag.name)).toEqual(['sms-channel']);
  expect(await lettersOf(world)).toEqual([]);
  expect((await findingsOf(world)).map(({ title }) => title)).toContain('A team that gets conversations was deleted');
});

function refusal(status: number, code: string, message: string): Pick<Fault, 'status' | 'body'> {
  return { status, body: { type: 'error.list', errors: [{ code, message }] } };
}
