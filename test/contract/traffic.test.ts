import {
  checkContact,
  checkContactList,
  checkConversation,
  checkConversationList,
  checkCreatedConversation,
  checkId,
  checkMe,
} from '../../src/intercom/answers.ts';
import { INTERCOM_VERSION } from '../../src/intercom/call.ts';
import { parseNotification } from '../../src/intercom/notifications.ts';
import type { Exchange } from '../../src/simulator/stand-in/traffic.ts';
import { describe, expect, test } from '../support/jest-globals.ts';
import { closeStages, stage } from '../support/story.ts';

closeStages();

type Check = (value: unknown) => { ok: boolean };

/** Which of our schemas each answer of Intercom's is read with. */
const answers: readonly [method: string, path: RegExp, check: Check][] = [
  ['GET', /^\/me$/, checkMe],
  ['POST', /^\/contacts\/search$/, checkContactList],
  ['POST', /^\/contacts$/, checkContact],
  ['GET', /^\/contacts\/[0-9a-f]+$/, checkContact],
  ['PUT', /^\/contacts\/[0-9a-f]+$/, checkContact],
  ['POST', /^\/contacts\/[0-9a-f]+\/tags$/, checkId],
  ['POST', /^\/tags$/, checkId],
  ['POST', /^\/conversations$/, checkCreatedConversation],
  ['POST', /^\/conversations\/search$/, checkConversationList],
  ['GET', /^\/conversations\/\d+$/, checkConversation],
  ['POST', /^\/conversations\/\d+\/reply$/, checkConversation],
  ['POST', /^\/conversations\/\d+\/tags$/, checkId],
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
