// Only words for the customer are texted: no summary, no note to colleagues, no remark of a machine.

import { within } from '../../src/services/context.ts';
import { unreadableFindings } from '../../src/services/doctor/find-webhooks.ts';
import { WORKSPACE_ID } from '../../src/simulator/world.ts';
import { chooseSettings } from '../support/database/stored.ts';
import { knock } from '../support/door.ts';
import { inWords } from '../support/findings.ts';
import { describe, expect, test } from '../support/jest-globals.ts';
import { begin, closeStages, stage } from '../support/story.ts';

closeStages();

describe('a part that is no message', () => {
  test('is never texted, whether it is told of or read', async () => {
    const { world, maya, theo } = await begin();
    const { id } = theo.conversation();
    const html = '<p>Customer asked about billing; agent resolved it.</p>';
    world.workspace.addPart(id, 'conversation_summary', { html });
    world.workspace.addPart(id, 'fin_thoughts_of_next_year', { html });
    world.workspace.addPart(id, 'snoozed', { html });
    await world.settle();
    // One that does not say what was written has the conversation read.
    world.workspace.postWebhook('conversation.admin.replied', { type: 'conversation', id });
    await world.settle();
    expect(maya.sees()).toEqual([]);
    theo.replies('All done.');
    await world.settle();
    expect(maya.sees()).toEqual(['All done.']);
    const metrics = await knock(world.serviceUrl, { method: 'GET', path: '/metrics' });
    expect(metrics.text).toContain('threadwire_replies_total{outcome="unlisted"} 1');
  });
});

describe('a bot’s message', () => {
  const topics = ['conversation.operator.replied', 'conversation.admin.replied'];
  test.each([topics, topics.toReversed(), topics.slice(0, 1), topics.slice(1)])(
    'is handled once by the setting on bots, under %j and %j',
    async (...under) => {
      const { world, maya, theo } = await begin();
      const { id } = theo.conversation();
      const told = under.filter((topic) => topic !== undefined);
      world.workspace.botReply(id, { html: '<p>Not to be texted.</p>' }, told);
      await world.settle();
      await chooseSettings(world, { botReplies: 'always' });
      world.workspace.botReply(id, { html: '<p>Our hours are nine to five.</p>' }, told);
      await world.settle();
      expect(maya.sees()).toEqual(['Our hours are nine to five.']);
    },
  );
});

describe('an opening message', () => {
  const opening = (contactId: string, source: object) => ({
    type: 'conversation',
    id: '900',
    state: 'open',
    source: { id: '1', body: '<p>An offer for you.</p>', author: { type: 'admin', id: '1' }, ...source },
    contacts: { contacts: [{ id: contactId }] },
    conversation_parts: { conversation_parts: [] },
  });

  test.each([
    { type: 'email', delivered_as: 'admin_initiated' },
    { type: 'whatsapp', delivered_as: 'admin_initiated' },
    { type: 'conversation', delivered_as: 'campaigns_initiated' },
    { type: 'conversation', delivered_as: 'automated' },
    { type: 'conversation', delivered_as: 'operator_initiated' },
    { type: 'conversation', delivered_as: 'admin_initiated', redacted: true },
    { type: 'conversation', delivered_as: 'admin_initiated', body: '<p><i>This message was deleted</i></p>' },
  ])('%j is not texted', async (source) => {
    const { world, maya } = await stage();
    await chooseSettings(world, { outboundFirst: true });
    const contact = world.workspace.addContact({ role: 'user', phone: maya.number });
    world.workspace.postWebhook('conversation.admin.single.created', opening(contact.id, source));
    await world.settle();
    expect(maya.sees()).toEqual([]);
  });
});

describe('a notification that says too little', () => {
  test('is one finding of the doctor, by its topic and the place', async () => {
    const { world } = await begin();
    world.workspace.postWebhook('conversation.admin.replied', { id: null, body: 'purple-giraffe' });
    world.workspace.postWebhook('conversation.admin.replied', { id: null, body: 'purple-giraffe' });
    await world.settle();
    const { ctx } = world.app;
    const workspace = await ctx.workspaces.get(WORKSPACE_ID);
    const found = async () =>
      (await unreadableFindings(within(ctx, WORKSPACE_ID), workspace)).map((finding) => inWords(finding));
    const findings = await found();
    expect(findings).toHaveLength(1);
    expect(findings[0]?.cause).toMatch(/^2 times/);
    expect(findings[0]?.cause).toContain('in the last day: conversation.admin.replied /data/item/id: invalid');
    expect(JSON.stringify(findings)).not.toContain('purple-giraffe');
  });
});
