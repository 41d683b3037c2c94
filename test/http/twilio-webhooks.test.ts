// Twilio's webhooks at the door: genuine ones are stored once, others refused and counted.
import { Secret } from '../../src/lib/sealed.ts';
import { ACCOUNT_SID, AUTH_TOKEN, WORKSPACE_ID, type World } from '../../src/simulator/world.ts';
import { listRefusals } from '../../src/store/evidence/refusals.ts';
import { countRows, tablesThatHold } from '../support/database/stored.ts';
import {
  fromTwilio,
  knock,
  MESSAGES_PATH,
  STATUS_PATH,
  sentenceOf,
  textFields,
  waitsForItsCommit,
} from '../support/door.ts';
import { describe, expect, test } from '../support/jest-globals.ts';
import { closeStages, stage } from '../support/story.ts';
import { until } from '../support/until.ts';

closeStages();

const OTHER_ACCOUNT = 'AC000000000000000000000000000000ff';

async function refusalsOf(world: World): Promise<string[]> {
  await world.settle();
  const refusals = await listRefusals(world.app.ctx.database.owner, WORKSPACE_ID, 100);
  return refusals.map(({ route, reason, times }) => `${route} ${reason} ${times}`).sort();
}

describe('Twilio’s calls', () => {
  test('a genuine text is answered with an empty TwiML and nothing else', async () => {
    const { world, theo } = await stage();
    // New fields, empty fields and other scripts count for the signature only.
    const fields = textFields(1, { FromCity: '', FutureField: 'añadido ✓', Body: 'Grüße & 100 % 🦒' });
    const answer = await knock(world.serviceUrl, fromTwilio(world.serviceUrl, MESSAGES_PATH, fields));
    expect(answer).toMatchObject({ status: 200, text: '<?xml version="1.0" encoding="UTF-8"?><Response/>' });
    expect(answer.type).toMatch(/^text\/xml(;|$)/);
    const paths = [
      `${MESSAGES_PATH}?from=%2B1&b=2&a=%20x`,
      `/webhooks/twilio/${encodeURIComponent(WORKSPACE_ID).replace('d', '%64')}/messages`,
      `${MESSAGES_PATH}?`,
    ];
    for (const [index, path] of paths.entries()) {
      const text = textFields(index + 2, { Body: `by path ${index}` });
      const { status } = await knock(world.serviceUrl, fromTwilio(world.serviceUrl, path, text));
      expect({ path, status }).toEqual({ path, status: 200 });
    }
    await world.settle();
    expect(theo.sees()).toEqual([
      'customer: Grüße & 100 % 🦒',
      'customer: by path 0',
      'customer: by path 1',
      'customer: by path 2',
    ]);
  });

  test('an unproved request is refused, counted, and leaves nothing', async () => {
    const { world } = await stage();
    const { serviceUrl } = world;
    await world.settle();
    const before = await countRows(world.app.ctx.database.owner);
    const secret = textFields(1, { Body: 'purple-giraffe' });
    const genuine = fromTwilio(serviceUrl, MESSAGES_PATH, secret);
    const { 'x-twilio-signature': _, ...unsigned } = genuine.headers ?? {};

    const missing = await knock(serviceUrl, { ...genuine, headers: unsigned });
    const wrong = await knock(serviceUrl, fromTwilio(serviceUrl, MESSAGES_PATH, secret, 'another-token'));
    const changed = await knock(serviceUrl, { ...genuine, body: `${genuine.body}&Extra=1` });
    const otherUrl = await knock(serviceUrl, { ...genuine, path: `${MESSAGES_PATH}?a=1` });
    const otherHost = await knock(serviceUrl, fromTwilio('https://elsewhere.example.com', MESSAGES_PATH, secret));
    const foreign = await knock(
      serviceUrl,
      fromTwilio(serviceUrl, MESSAGES_PATH, textFields(2, { AccountSid: OTHER_ACCOUNT, Body: 'purple-giraffe' })),
    );
    const foreignStatus = await knock(
      serviceUrl,
      fromTwilio(serviceUrl, STATUS_PATH, [
        ['MessageSid', `SM${'0'.repeat(32)}`],
        ['AccountSid', OTHER_ACCOUNT],
        ['MessageStatus', 'sent'],
      ]),
    );

    for (const answer of [missing, wrong, changed, otherUrl, otherHost, foreign, foreignStatus])
      expect(answer.status).toBe(401);
    const rule =
      "It must be the base64 HMAC-SHA1 of PUBLIC_URL, path, query and the sorted form fields, keyed with the account's primary Auth Token.";
    expect(sentenceOf(missing)).toBe(`The X-Twilio-Signature header is missing. ${rule}`);
    expect(sentenceOf(wrong)).toBe(`The X-Twilio-Signature header is wrong. ${rule}`);
    expect(sentenceOf(foreign)).toBe('The request is about another Twilio account than the one of this workspace.');
    expect(await refusalsOf(world)).toEqual([
      'twilio-messages foreign-account 1',
      'twilio-messages signature-missing 1',
      'twilio-messages signature-wrong 4',
      'twilio-status foreign-account 1',
    ]);
    expect(await tablesThatHold(world.app.ctx.database.owner, 'purple-giraffe')).toEqual([]);
    expect(await countRows(world.app.ctx.database.owner)).toEqual(before);
  });

  test('a text is answered only once it is committed', async () => {
    const { world } = await stage();
    await knock(world.serviceUrl, fromTwilio(world.serviceUrl, MESSAGES_PATH, textFields(1)));
    const { owner: db } = world.app.ctx.database;
    await waitsForItsCommit(world, 'messages', fromTwilio(world.serviceUrl, MESSAGES_PATH, textFields(2)));
    expect(await tablesThatHold(db, `SM${'2'.padStart(32, '0')}`)).toContain('public.messages');
  });

  test('calls for unknown workspaces or texts change nothing', async () => {
    const { world } = await stage();
    const before = await countRows(world.app.ctx.database.owner);
    const path = '/webhooks/twilio/nobody/messages';
    const stranger = await knock(world.serviceUrl, fromTwilio(world.serviceUrl, path, textFields(1)));
    expect(stranger.status).toBe(404);
    expect(sentenceOf(stranger)).toBe(
      'No workspace of this id is installed here: check the webhook URL in the Twilio Console.',
    );
    for (const MessageStatus of ['canceled', 'sent']) {
      const fields = Object.entries({ MessageSid: `SM${'a'.repeat(32)}`, AccountSid: ACCOUNT_SID, MessageStatus });
      const { status, text } = await knock(world.serviceUrl, fromTwilio(world.serviceUrl, STATUS_PATH, fields));
      expect({ MessageStatus, status, text }).toEqual({ MessageStatus, status: 204, text: '' });
    }
    expect(await countRows(world.app.ctx.database.owner)).toEqual(before);
  });

  test('the next request takes another process’s stored token', async () => {
    const { world } = await stage();
    const { ctx } = world.app;
    await knock(world.serviceUrl, fromTwilio(world.serviceUrl, MESSAGES_PATH, textFields(1)));
    const sealed = ctx.sealer.seal(new Secret('the-next-token'), WORKSPACE_ID);
    await ctx.database.owner.updateTable('workspaces').set({ twilio_auth_token: sealed }).execute();
    const next = () =>
      knock(world.serviceUrl, fromTwilio(world.serviceUrl, MESSAGES_PATH, textFields(2), 'the-next-token'));
    await until('the new token is taken', async () => (await next()).status === 200, 2_000);
    expect(
      (await knock(world.serviceUrl, fromTwilio(world.serviceUrl, MESSAGES_PATH, textFields(3), AUTH_TOKEN))).status,
    ).toBe(401);
  });
});
