// Texts that Twilio signs with a shared key, because a Webhooks Rule of the account says so.
import { createHash, createHmac } from 'node:crypto';
import { Secret } from '../../src/lib/sealed.ts';
import { AUTH_TOKEN, WORKSPACE_ID, type World } from '../../src/simulator/world.ts';
import { putSharedKey } from '../../src/store/workspaces/shared-keys.ts';
import { type Fields, fromTwilio, type Knock, knock, MESSAGES_PATH, textFields } from '../support/door.ts';
import { describe, expect, test } from '../support/jest-globals.ts';
import { closeStages, stage } from '../support/story.ts';

closeStages();

const [OLD, NEXT, OTHER] = [
  'webhooks_sharedkey_01old',
  'webhooks_sharedkey_01next',
  'webhooks_sharedkey_01other',
] as const;
const SECRETS = { [OLD]: 'the-old-secret', [NEXT]: 'the-next-secret' };

async function keep(world: World, id: string, secret: string, workspaceId = WORKSPACE_ID): Promise<void> {
  const { ctx } = world.app;
  const sealed = ctx.sealer.seal(new Secret(secret), workspaceId);
  await ctx.database.owner
    .transaction()
    .execute((trx) => putSharedKey(trx, workspaceId, { id, sealed, addedAt: new Date(world.now()) }));
  ctx.workspaces.forget(workspaceId);
}

/** As Twilio signs, written here anew: the URL and the sorted fields. */
function signed(publicUrl: string, fields: Fields, secret: string, settings: string, hash = 'sha256'): Knock {
  const sorted = [...fields].sort(([a], [b]) => (a < b ? -1 : 1)).map(([name, value]) => name + value);
  const signature = createHmac(hash, secret)
    .update(`${publicUrl}${MESSAGES_PATH}${sorted.join('')}`)
    .digest('base64');
  const request = fromTwilio(publicUrl, MESSAGES_PATH, fields);
  const headers = { ...request.headers, 'x-twilio-signature': signature };
  return {
    ...request,
    headers: settings === '' ? headers : { ...headers, 'x-twilio-webhooks-signature-settings': settings },
  };
}

describe('a signature by a shared key', () => {
  test('holds by the key in its header, old or next, alone', async () => {
    const { world } = await stage();
    for (const [id, secret] of Object.entries(SECRETS)) await keep(world, id, secret);
    const sha256 = (id: string) => `key=${id},algorithm=HMAC_SHA256`;
    const cases: [what: string, secret: string, settings: string, status: number, hash?: string][] = [
      ['the old key', 'the-old-secret', sha256(OLD), 200],
      ['the next key', 'the-next-secret', sha256(NEXT), 200],
      ['the Auth Token and no header', AUTH_TOKEN, '', 200, 'sha1'],
      ['the other order', 'the-old-secret', `algorithm=HMAC_SHA256,key=${OLD}`, 200],
      ['blanks', 'the-old-secret', ` key = ${OLD} , algorithm = HMAC_SHA256 `, 200],
      ['quotes', 'the-old-secret', `key="${OLD}",algorithm="HMAC_SHA256"`, 200],
      ['a small algorithm', 'the-old-secret', `key=${OLD},algorithm=hmac_sha256`, 200],
      ['a word that is new', 'the-old-secret', `key=${OLD},algorithm=HMAC_SHA256,version=2`, 200],
      ['the header twice', 'the-old-secret', `${sha256(OLD)}, ${sha256(OLD)}`, 200],
      ['a blank header', AUTH_TOKEN, ' ', 200, 'sha1'],
      ['the secret of another key', 'the-next-secret', sha256(OLD), 401],
      ['a key that is not here', 'the-old-secret', sha256(OTHER), 401],
      ['two keys', 'the-old-secret', `${sha256(OLD)},key=${NEXT}`, 401],
      ['two headers that differ', 'the-old-secret', `${sha256(OLD)}, ${sha256(NEXT)}`, 401],
      ['another algorithm', 'the-old-secret', `key=${OLD},algorithm=HMAC_SHA512`, 401, 'sha512'],
      ['the algorithm of the Auth Token', 'the-old-secret', `key=${OLD},algorithm=HMAC_SHA1`, 401, 'sha1'],
      ['no algorithm', 'the-old-secret', `key=${OLD}`, 401],
      ['no key', AUTH_TOKEN, 'algorithm=HMAC_SHA256', 401],
      ['an empty key', '', 'key=,algorithm=HMAC_SHA256', 401],
      ['a prototype key', 'the-old-secret', sha256('__proto__'), 401],
      ['a key of another kind', 'the-old-secret', sha256('SK00000000000000000000000000000000'), 401],
      ['a header without words', 'the-old-secret', OLD, 401],
      ['a long header', 'the-old-secret', `${sha256(OLD)},${'x=1,'.repeat(1_000)}`, 401],
      ['the Auth Token in the name of a key', AUTH_TOKEN, sha256(OLD), 401],
      ['the Auth Token as it signs, in the name of a key', AUTH_TOKEN, sha256(OLD), 401, 'sha1'],
      ['a key whose header a proxy has dropped', 'the-old-secret', '', 401],
    ];
    for (const [index, [what, secret, settings, status, hash]] of cases.entries()) {
      const request = signed(world.serviceUrl, textFields(index + 1), secret, settings, hash);
      expect([what, (await knock(world.serviceUrl, request)).status]).toEqual([what, status]);
    }
  });

  test('is for the account of the workspace that has the key', async () => {
    const { world } = await stage();
    await keep(world, OLD, 'the-old-secret');
    const foreign = textFields(1, { AccountSid: `AC${'f'.repeat(32)}` });
    const request = signed(world.serviceUrl, foreign, 'the-old-secret', `key=${OLD},algorithm=HMAC_SHA256`);
    expect((await knock(world.serviceUrl, request)).status).toBe(401);
    const changed = signed(world.serviceUrl, textFields(1), 'the-old-secret', `key=${OLD},algorithm=HMAC_SHA256`);
    expect((await knock(world.serviceUrl, { ...changed, body: `${changed.body}&Extra=1` })).status).toBe(401);
  });

  test('may cover the URL alone, if that has the body’s hash', async () => {
    const { world, theo } = await stage();
    await keep(world, OLD, 'the-old-secret');
    const body = JSON.stringify(Object.fromEntries(textFields(1, { Body: 'By its hash' })));
    const ask = (said: string, sent: string, secret: string, settings: string, hash = 'sha256'): Knock => {
      const path = `${MESSAGES_PATH}?bodySHA256=${said}`;
      const signature = createHmac(hash, secret).update(`${world.serviceUrl}${path}`).digest('base64');
      const headers: Record<string, string> = { 'content-type': 'application/json', 'x-twilio-signature': signature };
      if (settings !== '') headers['x-twilio-webhooks-signature-settings'] = settings;
      return { path, body: sent, headers };
    };
    const hash = createHash('sha256').update(body).digest('hex');
    const settings = `key=${OLD},algorithm=HMAC_SHA256`;
    const statuses = [];
    for (const request of [
      ask(hash, body, 'the-old-secret', settings),
      ask(hash.toUpperCase(), body, AUTH_TOKEN, '', 'sha1'),
      ask(hash, `${body} `, 'the-old-secret', settings),
      ask('', body, 'the-old-secret', settings),
      ask(hash, body, 'a guess', settings),
    ])
      statuses.push((await knock(world.serviceUrl, request)).status);
    expect(statuses).toEqual([200, 200, 401, 401, 401]);
    await world.settle();
    expect(theo.sees()).toEqual(['customer: By its hash']);
  });
});
