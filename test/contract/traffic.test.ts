// The answers of the pretend Intercom fit our schemas, and our calls its description.
import { INTERCOM_VERSION } from '../../src/intercom/calls/call.ts';
import { parseNotification } from '../../src/intercom/notifications.ts';
import {
  readContacts,
  readConversations,
  readCreatedConversation,
  readId,
  readMe,
} from '../../src/intercom/shapes/answers.ts';
import { readContact } from '../../src/intercom/shapes/contacts.ts';
import { readConversation } from '../../src/intercom/shapes/conversations.ts';
import type { Exchange } from '../../src/simulator/stand-in/traffic.ts';
import { describe, expect, test } from '../support/jest-globals.ts';
import { closeStages, stage } from '../support/story.ts';

closeStages();

const now = new Date(0);
const exchange: Check = (value) => readConversation(value, now);

type Check = (value: unknown) => { ok: boolean };

/** Our schema for each answer of Intercom's. */
const answers: readonly [method: string, path: RegExp, check: Check][] = [
  ['GET', /^\/me$/, readMe],
  ['POST', /^\/contacts\/search$/, readContacts],
  ['POST', /^\/contacts$/, readContact],
  ['GET', /^\/contacts\/[0-9a-f]+$/, readContact],
  ['PUT', /^\/contacts\/[0-9a-f]+$/, readContact],
  ['POST', /^\/contacts\/[0-9a-f]+\/tags$/, readId],
  ['POST', /^\/tags$/, readId],
  ['POST', /^\/conversations$/, readCreatedConversation],
  ['POST', /^\/conversations\/search$/, (value) => readConversations(value, now)],
  ['GET', /^\/conversations\/\d+$/, exchange],
  ['POST', /^\/conversations\/\d+\/reply$/, exchange],
  ['POST', /^\/conversations\/\d+\/tags$/, readId],
];

describe('the traffic of a day in the inbox', () => {
  test('fits the schemas that both sides are read with', async () => {
    const { world, maya, theo } = await stage({ webhookBodies: 'html' });
    maya.texts('Is my order out?');
    await world.settle();
    theo.replies('Tomorrow.');
    theo.notes('Called the warehouse.');
    await world.settle();
    world.workspace.close(theo.conversation().id, { html: '<p>Anything else?</p>' });
    await world.settle();
    world.intercom.faults.add({ method: 'POST', path: /\/reply$/, kind: 'hang-up-after', times: 1 });
    maya.texts('STOP');
    await world.pass(60_000);
    theo.replies('You will not see this.');
    await world.pass(120_000);

    const intercom = world.traffic.exchanges.filter((exchange) => exchange.service === 'intercom');
    const answered = intercom.filter((exchange) => exchange.status >= 200 && exchange.status < 300);
    expect(answered.length).toBeGreaterThan(10);
    for (const exchange of answered) expect([nameOf(exchange), fits(exchange)]).toEqual([nameOf(exchange), true]);
    for (const { requestHeaders } of intercom) expect(requestHeaders['intercom-version']).toBe(INTERCOM_VERSION);

    const webhooks = world.intercom.webhookLog();
    expect(webhooks.length).toBeGreaterThan(5);
    for (const { topic, body } of webhooks)
      expect([topic, parseNotification(JSON.parse(body), new Date()).ok]).toEqual([topic, true]);
  });
});

function nameOf({ method, path, status }: Exchange): string {
  return `${method} ${path} ${status}`;
}

function fits({ method, path, responseBody }: Exchange): boolean {
  const bare = path.split('?')[0] ?? '';
  if (bare === '/data_attributes') return true;
  const check = answers.find(([m, pattern]) => m === method && pattern.test(bare))?.[2];
  return check?.(JSON.parse(responseBody)).ok ?? false;
}
