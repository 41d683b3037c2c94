// The panel's requests at the door: the thread is found, and an odd request still gets a canvas or a reason.
import { WORKSPACE_ID } from '../../src/simulator/world.ts';
import { countRows } from '../support/database/stored.ts';
import {
  type Answer,
  fromInbox,
  fromIntercom,
  fromTwilio,
  knock,
  MESSAGES_PATH,
  notification,
  sentenceOf,
  textFields,
} from '../support/door.ts';
import { describe, expect, test } from '../support/jest-globals.ts';
import { closeStages, stage } from '../support/story.ts';

closeStages();

/** The words of the components; throws where Intercom would not take the answer as a canvas. */
function wordsOf(answer: Answer): string {
  expect(answer.status).toBe(200);
  expect(answer.type).toMatch(/^application\/json/);
  const { canvas } = JSON.parse(answer.text) as { canvas?: { content?: { components?: { type?: unknown }[] } } };
  const components = canvas?.content?.components ?? [];
  expect(components.length).toBeGreaterThan(0);
  for (const component of components) expect(typeof component.type).toBe('string');
  return JSON.stringify(components);
}

describe('the panel’s requests', () => {
  test('the thread is found by conversation, contact and older “customer”', async () => {
    const { world, maya, theo } = await stage();
    maya.texts('Is my order out?');
    await world.settle();
    const { id, contactIds } = theo.conversation();
    const [contactId] = contactIds;
    const ask = async (request: object) =>
      wordsOf(
        await knock(
          world.serviceUrl,
          fromInbox('/canvas/initialize', JSON.stringify({ workspace_id: WORKSPACE_ID, ...request })),
        ),
      );

    expect(await ask({ conversation: { id } })).toContain('Is my order out?');
    // The first opening of the panel is stored, later ones are not.
    const before = await countRows(world.app.ctx.database.owner);
    expect(await ask({ conversation: { id: Number(id) } })).toContain('Is my order out?');
    expect(await ask({ contact: { id: contactId } })).toContain('Is my order out?');
    expect(await ask({ customer: { id: contactId } })).toContain('Is my order out?');
    expect(await ask({ contact: null, customer: { id: contactId }, conversation: null })).toContain('Is my order out?');
    expect(await ask({ conversation: { id: '999' }, contact: { id: 'nobody' } })).toContain(
      'No phone number is known for this contact.',
    );
    expect(await ask({})).toContain('No phone number is known for this contact.');
    expect(await ask({ workspace_id: 'nobody', conversation: { id } })).toContain(
      'Texting is not set up for this workspace yet.',
    );
    expect(await countRows(world.app.ctx.database.owner)).toEqual(before);
  });

  test('an unknown click or an older canvas leads to the panel', async () => {
    const { world, maya, theo } = await stage();
    maya.texts('Is my order out?');
    await world.settle();
    const common = { workspace_id: WORKSPACE_ID, conversation: { id: theo.conversation().id } };
    const clicks: Record<string, unknown>[] = [
      {
        component_id: 'a-button-of-the-future',
        input_values: { a: ['b'] },
        current_canvas: { content: { components: [] } },
      },
      { component_id: '__proto__', input_values: { constructor: 'x' }, current_canvas: null },
      { component_id: '', input_values: null },
      {},
    ];
    for (const click of clicks) {
      const answer = await knock(
        world.serviceUrl,
        fromInbox('/canvas/submit', JSON.stringify({ ...common, ...click })),
      );
      expect(wordsOf(answer)).toContain('Is my order out?');
    }
  });

  test('an unproved request is told what the header must be', async () => {
    const { world } = await stage();
    const body = JSON.stringify({ workspace_id: WORKSPACE_ID });
    for (const path of ['/canvas/initialize', '/canvas/submit'] as const) {
      const genuine = fromInbox(path, body);
      const missing = await knock(world.serviceUrl, { ...genuine, headers: { 'content-type': 'application/json' } });
      const wrong = await knock(world.serviceUrl, fromInbox(path, body, 'another-secret'));
      const prefixed = await knock(world.serviceUrl, {
        ...genuine,
        headers: { ...genuine.headers, 'x-body-signature': `sha256=${genuine.headers?.['x-body-signature']}` },
      });
      expect([missing.status, wrong.status, prefixed.status]).toEqual([401, 401, 401]);
      const rule = 'It must be the hex HMAC-SHA256 of the raw body, keyed with the client secret.';
      expect(sentenceOf(missing)).toBe(`The X-Body-Signature header is missing. ${rule}`);
      expect(sentenceOf(wrong)).toBe(`The X-Body-Signature header is wrong. ${rule}`);
    }
    const nameless = await knock(world.serviceUrl, fromInbox('/canvas/initialize', '{"workspace_id":{}}'));
    expect(nameless.status).toBe(400);
    expect(sentenceOf(nameless)).toBe('The request cannot be read (/workspace_id: invalid).');
  });

  test('without the database only the panel answers 200, and says so', async () => {
    const { world } = await stage({ time: 'real' });
    await world.app.ctx.database.owner.destroy();
    const panel = await knock(
      world.serviceUrl,
      fromInbox('/canvas/initialize', JSON.stringify({ workspace_id: WORKSPACE_ID })),
    );
    expect(wordsOf(panel)).toContain('cannot be shown or sent at the moment');
    const text = await knock(world.serviceUrl, fromTwilio(world.serviceUrl, MESSAGES_PATH, textFields(1)));
    expect(text.status).toBe(503);
    expect(sentenceOf(text)).toBe('The service cannot store anything at the moment. Try again in a few seconds.');
    const news = notification('contact.deleted', { id: 'c1' });
    expect((await knock(world.serviceUrl, fromIntercom(JSON.stringify(news)))).status).toBe(503);
    const ready = await knock(world.serviceUrl, { method: 'GET', path: '/readyz' });
    expect(ready.status).toBe(503);
    expect(JSON.parse(ready.text)).toMatchObject({
      problems: [expect.stringMatching(/^The database does not answer: /), expect.anything()],
    });
  });
});
