// What only an admin can mend is told to agents in one line, from what is stored.

import { Admin, Customer } from '../../../src/simulator/people.ts';
import { ACCESS_TOKEN, ACCOUNT_SID, WORKSPACE_ID } from '../../../src/simulator/world.ts';
import { listQuarantined } from '../../../src/store/evidence/quarantine.ts';
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

describe('the panel says in one line, without asking anybody, that', () => {
  test('Intercom has locked us out, until it lets us in', async () => {
    const cast = await begin();
    const { world, maya } = cast;
    expect(await panelOf(cast)).not.toContain('Intercom');
    world.workspace.revokeToken();
    maya.texts('Hello?');
    await world.settle();
    expect(await panelOf(cast)).toContain(
      'Intercom has locked Threadwire out: texts from customers wait until an admin mends it in the settings.',
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
    expect(await panelOf(cast)).toContain('Twilio does not let Threadwire in: what you send waits');
  });

  test('Twilio is not connected again after a new installation, or no number is chosen', async () => {
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
    const unconnected = 'Twilio is not connected: what you send waits until an admin connects it in the settings.';
    expect(await reads()).toContain(unconnected);
    await connect(visitor);
    expect(await reads()).not.toContain(unconnected);
    await visitor.sends('/settings/numbers', { number: [], do: 'save' });
    const newcomer = workspace.addContact({ role: 'user', name: 'Leo', phone: '+14155550188' });
    const { conversationId } = workspace.startConversation(newcomer.id, { html: '<p>Hello</p>' });
    expect(await reads(conversationId)).toContain(
      'There is no number to text from. An admin can add one in the settings.',
    );
  });

  test('Intercom does not allow what texts need, but nothing of what they do not', async () => {
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
    expect(await panelOf(cast)).toContain('Intercom does not allow all that Threadwire needs');
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
    expect(await panelOf(cast)).toContain('Intercom has stopped telling Threadwire of replies');
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
      await until('it is kept', async () => {
        const kept = await listQuarantined(world.app.ctx.database.owner, WORKSPACE_ID, new Date(0));
        return kept.length === index;
      });
    };
    // Anybody may try one or two.
    for (const index of [1, 2]) await refused(index);
    expect(await panelOf(cast)).not.toContain('could not be verified');
    await refused(3);
    expect(await panelOf(cast)).toContain('could not be verified and are held');
  });
});
