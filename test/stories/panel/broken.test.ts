// The panel tells agents in one line what only an admin can fix, from stored rows.

import { within } from '../../../src/services/context.ts';
import { diagnose } from '../../../src/services/doctor/diagnose.ts';
import { Admin, Customer } from '../../../src/simulator/people.ts';
import { ACCESS_TOKEN, ACCOUNT_SID, WORKSPACE_ID, type World } from '../../../src/simulator/world.ts';
import { runHandler } from '../../../src/worker/handlers.ts';
import { changeStored, storedRefusals } from '../../support/database/stored.ts';
import { keepWordsOfFinding, makeLate } from '../../support/database/tampering.ts';
import { fromTwilio, knock, MESSAGES_PATH, textFields } from '../../support/door.ts';
import { describe, expect, test } from '../../support/jest-globals.ts';
import { connect, installs, NUMBER, secondWorkspace } from '../../support/second-workspace.ts';
import { begin, type Cast, closeStages } from '../../support/story.ts';
import { until } from '../../support/until.ts';

closeStages();

const HOUR = 3_600_000;

async function panelOf({ world, theo }: Cast): Promise<string> {
  const calls = world.traffic.exchanges.length;
  const panel = await theo.opensPanel();
  expect(world.traffic.exchanges.length).toBe(calls);
  return panel.reads().join('\n');
}

const isGone = ({ twilio, ourNumber }: World) => {
  try {
    return twilio.number(ourNumber) === undefined;
  } catch {
    return true;
  }
};

describe('the panel says in one line, without asking anybody, that', () => {
  test('Intercom has locked us out, until it lets us in', async () => {
    const cast = await begin();
    const { world, maya } = cast;
    expect(await panelOf(cast)).not.toContain('Intercom');
    world.workspace.revokeToken();
    maya.texts('Hello?');
    await world.settle();
    expect(await panelOf(cast)).toContain(
      'Intercom does not let Threadwire in: texts from customers wait. An admin can fix it in the settings.',
    );
    world.workspace.giveToken(ACCESS_TOKEN);
    await world.pass(HOUR);
    expect(await panelOf(cast)).not.toContain('locked');
  });

  test('Twilio does not let us in', async () => {
    const cast = await begin();
    const { world, theo } = cast;
    world.twilio.account(ACCOUNT_SID).setStatus('suspended');
    theo.replies('Tomorrow.');
    await world.settle();
    expect(await panelOf(cast)).toContain('Twilio refuses the credentials: your texts wait');
  });

  test('Twilio is not connected, or no number is chosen', async () => {
    const { world } = await begin();
    const { workspace, visitor, who, customer } = await secondWorkspace(world);
    customer.texts('Hello', { to: NUMBER });
    await world.settle();
    const theirs = new Admin({ ...world, workspace }, workspace.admins[0]?.id ?? '');
    const reads = async (conversationId = workspace.conversations()[0]?.id ?? '') =>
      (await theirs.opensPanel({ in: conversationId })).reads();
    workspace.uninstall();
    await world.settle();
    await installs(world, visitor, who);
    const unconnected = 'Twilio is not connected: your texts wait. An admin can connect it in the settings.';
    expect(await reads()).toContain(unconnected);
    await connect(visitor);
    expect(await reads()).not.toContain(unconnected);
    await visitor.sends('/settings/numbers', { number: [], do: 'save' });
    const newcomer = workspace.addContact({ role: 'user', name: 'Leo', phone: '+14155550188' });
    const { conversationId } = workspace.startConversation(newcomer.id, { html: '<p>Hello</p>' });
    expect(await reads(conversationId)).toContain(
      'This workspace has no number to text from. Ask an admin to choose one in the Threadwire settings.',
    );
  });

  test('Intercom denies a permission that texts need', async () => {
    const cast = await begin();
    const { world, maya } = cast;
    world.workspace.withdrawPermission('Write tags');
    new Customer(world, '+14155550144').texts('Hello?');
    await world.settle();
    expect(world.traffic.exchanges.some(({ status }) => status === 403)).toBe(true);
    expect(await panelOf(cast)).not.toContain('allow');
    world.workspace.withdrawPermission('Write conversations');
    maya.texts('Hello?');
    await world.settle();
    expect(await panelOf(cast)).toContain('Intercom denies a permission that texts need');
  });

  test('Intercom has stopped telling us of replies, until it tells again', async () => {
    const cast = await begin();
    const { world, maya, theo } = cast;
    const topics = world.intercom.subscribedTopics;
    world.intercom.subscribedTopics = [];
    await world.pass(HOUR);
    maya.texts('Still there?');
    await world.settle();
    expect(await panelOf(cast)).not.toContain('Intercom');
    await world.pass(HOUR);
    expect(await panelOf(cast)).toContain('Intercom reports no replies');
    world.intercom.subscribedTopics = topics;
    theo.replies('Yes');
    await world.settle();
    expect(await panelOf(cast)).not.toContain('Intercom');
  });

  test('texts fail the check of their signatures', async () => {
    const cast = await begin();
    const { world } = cast;
    const elsewhere = world.serviceUrl.replace('http:', 'https:');
    const refused = async (index: number) => {
      const answer = await knock(world.serviceUrl, fromTwilio(elsewhere, MESSAGES_PATH, textFields(index)));
      expect(answer.status).toBe(401);
      await until('it is kept', async () => (await storedRefusals(world)).length === index);
    };
    // Anybody may try one or two.
    for (const index of [1, 2]) await refused(index);
    expect(await panelOf(cast)).not.toContain('could not be verified');
    await refused(3);
    expect(await panelOf(cast)).toContain('could not be verified: they wait');
  });

  test.each<[what: string, words: string | RegExp, breaks: (cast: Cast) => unknown]>([
    [
      'its number has left the account',
      /\(415\) 555-0100 is no longer in the Twilio account: your texts do not go out, and texts from customers do not come in\. An admin can fix it/,
      ({ world }) => world.twilio.removeNumber(world.ourNumber),
    ],
    [
      'its number’s texts go elsewhere',
      'Texts to (415) 555-0100 do not come here: texts from customers do not come in.',
      ({ world }) => world.twilio.setSmsUrl(world.ourNumber, 'https://elsewhere.example/sms'),
    ],
    [
      'its number can no longer text',
      '(415) 555-0100 can no longer text: your texts do not go out, and texts from customers do not come in.',
      ({ world }) => world.twilio.changeNumber(world.ourNumber, { sms: false }),
    ],
    [
      'nobody is left to write notes as',
      'The teammate who writes notes and tags has left: failed texts get no note.',
      ({ world }) => changeStored(world, { actingAdminId: '404' }),
    ],
  ])('%s, once the doctor has found it, until it finds it no more', async (_, words, breaks) => {
    const cast = await begin();
    const { world } = cast;
    const { ctx } = world.app;
    const examined = async () => {
      const workspace = await ctx.workspaces.find(WORKSPACE_ID, 0);
      if (workspace) await diagnose(within(ctx, WORKSPACE_ID), workspace);
    };
    const number = world.ourNumber;
    const { smsUrl } = world.twilio.number(number);
    await breaks(cast);
    expect(await panelOf(cast)).not.toMatch(words);
    // Nobody opens the settings: the doctor looks once a day on its own.
    await world.pass(26 * HOUR);
    expect(await panelOf(cast)).toMatch(words);
    await changeStored(world, { actingAdminId: cast.theo.id });
    if (isGone(world)) world.twilio.addNumber({ accountSid: ACCOUNT_SID, phoneNumber: number, smsUrl });
    else world.twilio.changeNumber(number, { smsUrl, sms: true });
    await examined();
    expect(await panelOf(cast)).not.toMatch(words);
  });

  test('a finding outlives a vendor that does not answer the next time', async () => {
    const cast = await begin();
    const { world } = cast;
    const { ctx } = world.app;
    const examined = async () => {
      const workspace = await ctx.workspaces.find(WORKSPACE_ID, 0);
      if (workspace) await diagnose(within(ctx, WORKSPACE_ID), workspace);
    };
    world.twilio.setSmsUrl(world.ourNumber, '');
    await examined();
    world.twilio.faults.add({ kind: 'status', status: 503 });
    await world.pass(HOUR);
    await examined();
    const both = await panelOf(cast);
    expect(both).toContain('Twilio does not answer');
    expect(both).toContain('Texts to (415) 555-0100 do not come here');
    await world.pass(HOUR);
    const one = await panelOf(cast);
    expect(one).not.toContain('Twilio does not answer');
    expect(one).toContain('Texts to (415) 555-0100 do not come here');
  });

  test('the version before found something, until this one examines the workspace', async () => {
    const cast = await begin();
    const { ctx } = cast.world.app;
    await keepWordsOfFinding(cast.world, '(415) 555-0100 has left');
    expect(await panelOf(cast)).toContain('(415) 555-0100 has left: your texts do not go out');
    await diagnose(within(ctx, WORKSPACE_ID), await ctx.workspaces.get(WORKSPACE_ID));
    expect(await panelOf(cast)).not.toContain('has left');
  });

  test('a number is lost, where it texts, until a text comes', async () => {
    const ours = ['+14155550100', '+14155550101'];
    const cast = await begin({ ourNumbers: ours });
    const { world, maya, theo } = cast;
    world.twilio.setSmsUrl('+14155550101', 'https://elsewhere.example/sms');
    await world.pass(26 * HOUR);
    expect(await panelOf(cast)).not.toContain('do not come here');
    world.twilio.setSmsUrl('+14155550100', 'https://elsewhere.example/sms');
    await world.pass(24 * HOUR);
    expect(await panelOf(cast)).toContain('Texts to (415) 555-0100 do not come here');
    world.twilio.setSmsUrl('+14155550100', `${world.serviceUrl}/webhooks/twilio/${WORKSPACE_ID}/messages`);
    await world.pass(60_000);
    maya.texts('And now?');
    await world.settle();
    expect(theo.sees().at(-1)).toBe('customer: And now?');
    expect(await panelOf(cast)).not.toContain('do not come here');
  });

  test('several things are broken: the gravest first, the others by name', async () => {
    const cast = await begin();
    const { world, theo } = cast;
    world.twilio.setSmsUrl(world.ourNumber, '');
    await world.pass(26 * HOUR);
    world.twilio.account(ACCOUNT_SID).setStatus('suspended');
    theo.replies('Tomorrow.');
    await world.settle();
    const words = await panelOf(cast);
    expect(words).toContain('Twilio refuses the credentials: your texts wait');
    expect(words).toContain('Also: Texts to (415) 555-0100 do not come here.');
    expect(words.match(/^Settings$/gm)).toHaveLength(1);
  });

  test('texts are late, where nothing else says why', async () => {
    const cast = await begin();
    const { world, theo } = cast;
    theo.replies('Tomorrow.');
    await world.intercom.postOffice.deliverDue();
    const relay = await world.app.ctx.jobs.claim('relay-reply', 1);
    for (const job of relay) await runHandler(world.app.ctx, job);
    expect(await panelOf(cast)).not.toContain('have waited');
    await makeLate(world, 15 * 60_000);
    expect(await panelOf(cast)).toContain('Texts here have waited for minutes. An admin can see why in the settings.');
  });
});
