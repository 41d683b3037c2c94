// The doctor names what is broken, why, and how it is mended.
import { expect, test } from '@jest/globals';
import type { Finding } from '../../../src/domain/settings-page.ts';
import { within } from '../../../src/services/context.ts';
import { diagnose } from '../../../src/services/settings/diagnose.ts';
import { Customer } from '../../../src/simulator/people.ts';
import { magicNumberFor } from '../../../src/simulator/twilio/fares.ts';
import { ACCOUNT_SID, type World } from '../../../src/simulator/world.ts';
import { onEachDatabase } from '../../support/databases.ts';
import { fromTwilio, knock, MESSAGES_PATH, textFields } from '../../support/door.ts';
import { closeStages, stage } from '../../support/story.ts';
import { until } from '../../support/until.ts';

closeStages();

const DAY = 86_400_000;

async function findings(world: World): Promise<Finding[]> {
  const workspace = await world.app.ctx.workspaces.find(world.workspace.id, 0);
  if (!workspace) throw new Error('The workspace is installed.');
  return diagnose(within(world.app.ctx, workspace.id), workspace);
}

const notFine = async (world: World) => (await findings(world)).filter(({ severity }) => severity !== 'fine');

onEachDatabase('the doctor', (kind) => {
  test('finds nothing wrong where texts come, replies are heard of and both vendors answer', async () => {
    const { world, maya, theo } = await stage(kind);
    maya.texts('Hello');
    await world.settle();
    theo.replies('Hi');
    await world.settle();
    expect(await notFine(world)).toEqual([]);
  });

  test('says so when Intercom or Twilio do not let us in', async () => {
    const { world } = await stage(kind);
    world.workspace.revokeToken();
    world.twilio.account(ACCOUNT_SID).setStatus('closed');
    const titles = (await notFine(world)).map(({ title }) => title);
    expect(titles).toContain('Intercom does not let Threadwire in');
    expect(titles).toContain('Twilio does not take the credentials');
  });

  test('says where a number’s texts go instead of here', async () => {
    const { world } = await stage(kind);
    world.twilio.setSmsUrl(world.ourNumber, 'https://elsewhere.example/sms');
    expect((await notFine(world)).map(({ cause }) => cause)).toContain('Twilio sends them to another address.');
    world.twilio.setSmsUrl(world.ourNumber, '');
    expect((await notFine(world)).map(({ cause }) => cause)).toContain(
      'No webhook is set at this number, so Twilio drops its texts.',
    );
  });

  test('names the carriers’ reason when they stop a number', async () => {
    const { world, theo } = await stage(kind);
    new Customer(world, magicNumberFor(30034)).texts('Hello');
    await world.settle();
    theo.replies('Hi');
    await world.pass(60_000);
    const stopped = (await notFine(world)).find(({ title }) => title.includes('stopped in the last day'));
    expect(stopped?.cause).toContain('not registered with the US carriers');
  });

  test('recognises that Twilio calls another address than ours, and names it', async () => {
    const { world } = await stage(kind);
    const called = world.serviceUrl.replace('http:', 'https:');
    const answer = await knock(world.serviceUrl, fromTwilio(called, MESSAGES_PATH, textFields(1)));
    expect(answer.status).toBe(401);
    const find = async () => (await notFine(world)).find(({ title }) => title.includes('were refused'));
    await until('the refusal is counted', async () => (await find()) !== undefined);
    const refused = await find();
    expect(refused?.cause).toContain(`signed for ${called}`);
  });

  test('says nothing against a workspace in which nothing can have happened yet', async () => {
    const { world } = await stage(kind);
    expect(await notFine(world)).toEqual([]);
    expect((await findings(world)).map(({ title }) => title)).toContain('Intercom has had nothing to tell of yet');
  });

  test('names each topic with its last arrival, and notices when Intercom has gone silent', async () => {
    const { world, maya, theo } = await stage(kind);
    maya.texts('Hello');
    await world.settle();
    theo.replies('Hi');
    await world.settle();
    const heard = (await findings(world)).find(({ title }) => title === 'Intercom tells of replies');
    expect(heard?.cause).toMatch(/conversation\.admin\.replied Jan 8, 2026 at .*Not yet: .*contact\.merged/);
    world.intercom.subscribedTopics = [];
    await world.pass(60 * 60_000);
    maya.texts('Still there?');
    await world.pass(20 * 60_000);
    expect(await notFine(world)).toEqual([
      expect.objectContaining({ severity: 'broken', title: 'Intercom has stopped telling of what happens there' }),
    ]);
  });

  test('says so when customers have written for days and no reply was ever heard of', async () => {
    const { world, maya } = await stage(kind);
    world.intercom.subscribedTopics = ['contact.user.created', 'conversation.user.replied'];
    maya.texts('Hello');
    await world.pass(DAY);
    expect(await notFine(world)).toEqual([]);
    await world.pass(2 * DAY);
    expect((await notFine(world)).map(({ title }) => title)).toEqual(['Intercom has not told of a reply yet']);
  });

  test('recognises webhooks of a version that loses links and lists', async () => {
    const { world, maya, theo } = await stage(kind, { webhookBodies: 'plain' });
    maya.texts('Hello');
    await world.settle();
    theo.replies('Hi');
    await world.settle();
    expect((await notFine(world)).map(({ title }) => title)).toEqual([
      "Intercom's webhooks follow version 2.15 or later",
    ]);
    world.intercom.webhookBodies = 'html';
    await world.pass(60_000);
    theo.replies('And hi again');
    await world.settle();
    expect(await notFine(world)).toEqual([]);
  });

  test('names a permission that a harmless read or a call of the day was refused for, until it is given', async () => {
    const { world, maya } = await stage(kind);
    world.workspace.withdrawPermission('Read conversations');
    world.workspace.withdrawPermission('Write tags');
    maya.texts('Hello');
    await world.settle();
    expect((await notFine(world)).map(({ severity, title }) => `${severity}: ${title}`)).toEqual([
      'broken: Intercom does not allow: Read conversations',
      'warning: Intercom does not allow: Write tags',
    ]);
    world.workspace.restorePermission('Read conversations');
    expect((await notFine(world)).map(({ title }) => title)).toEqual(['Intercom does not allow: Write tags']);
    world.workspace.restorePermission('Write tags');
    await world.pass(60 * 60_000);
    expect(await notFine(world)).toEqual([]);
  });

  test('says how far the clock is off', async () => {
    const { world } = await stage(kind);
    world.intercom.aheadMs = 120_000;
    expect(await notFine(world)).toEqual([
      expect.objectContaining({ severity: 'warning', title: 'The clock of this service is 120 s behind' }),
    ]);
    world.intercom.aheadMs = 5_000;
    expect(await notFine(world)).toEqual([]);
  });

  test('gives everything that is not fine a link or a button', async () => {
    const { world, maya, theo } = await stage(kind, { webhookBodies: 'plain' });
    maya.texts('Hello');
    await world.settle();
    theo.replies('Hi');
    await world.settle();
    world.workspace.withdrawPermission('Write tags');
    new Customer(world, magicNumberFor(30032)).texts('Hello');
    await world.settle();
    theo.replies('Hi');
    await world.settle();
    world.intercom.aheadMs = -120_000;
    world.workspace.revokeToken();
    world.twilio.account(ACCOUNT_SID).setStatus('closed');
    const called = world.serviceUrl.replace('http:', 'https:');
    await knock(world.serviceUrl, fromTwilio(called, MESSAGES_PATH, textFields(1)));
    await until('the refusal is counted', async () =>
      (await notFine(world)).some(({ title }) => title.includes('were refused')),
    );
    const found = await notFine(world);
    expect(found.length).toBeGreaterThan(6);
    expect(found.filter(({ fix }) => fix === null)).toEqual([]);
    expect(found.filter(({ cause }) => cause === '')).toEqual([]);
  });
});
