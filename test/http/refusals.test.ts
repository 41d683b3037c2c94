// A vendor's URL counts refused requests by route and reason, and tells the workspace that they were for.
import { gzipSync } from 'node:zlib';
import { WORKSPACE_ID } from '../../src/simulator/world.ts';
import { sumRefusals } from '../../src/store/evidence/refusals.ts';
import {
  fromInbox,
  fromIntercom,
  fromTwilio,
  type Knock,
  knock,
  MESSAGES_PATH,
  STATUS_PATH,
  textFields,
} from '../support/door.ts';
import { describe, expect, test } from '../support/jest-globals.ts';
import { signIn } from '../support/sign-in.ts';
import { closeStages, stage } from '../support/story.ts';

closeStages();

const FORM = { 'content-type': 'application/x-www-form-urlencoded' };
const JSON_TYPE = { 'content-type': 'application/json' };
const OTHER_ACCOUNT = `AC${'f'.repeat(32)}`;

/** The request, the status of the answer, and the route and reason under which it is counted. */
const refused = (publicUrl: string): [Knock, number, string, string][] => [
  ...(
    [
      [MESSAGES_PATH, 'twilio-messages', FORM],
      [STATUS_PATH, 'twilio-status', FORM],
      [MESSAGES_PATH.replace('demo', '%64emo'), 'twilio-messages', FORM],
      ['/webhooks/intercom', 'intercom', JSON_TYPE],
      ['/webhooks/intercom/uninstalled', 'intercom-uninstalled', JSON_TYPE],
      ['/canvas/initialize', 'canvas', JSON_TYPE],
      ['/canvas/submit', 'canvas', JSON_TYPE],
    ] as const
  ).flatMap(([path, route, headers]): [Knock, number, string, string][] => [
    [{ path, headers, body: 'a'.repeat(256 * 1024 + 1) }, 413, route, 'too-large'],
    [{ path, headers: { 'content-type': 'text/xml' }, body: '<a/>' }, 400, route, 'wrong-type'],
    [{ path, headers: { ...headers, 'content-encoding': 'magic' }, body: '{}' }, 400, route, 'wrong-encoding'],
    [
      { path, headers: { ...headers, 'content-encoding': 'gzip' }, body: gzipSync('{"a":1}').subarray(0, 9) },
      400,
      route,
      'unreadable',
    ],
    [{ path, headers: { ...headers, accept: 'a'.repeat(5_000) }, body: '{}' }, 400, route, 'unreadable'],
    [{ path, method: 'DELETE' }, 405, route, 'wrong-method'],
    [{ path, method: 'PROPFIND' }, 405, route, 'wrong-method'],
  ]),
  [{ path: MESSAGES_PATH, method: 'GET' }, 405, 'twilio-messages', 'wrong-method'],
  [{ path: MESSAGES_PATH, headers: FORM, body: 'a=b&'.repeat(300) }, 400, 'twilio-messages', 'too-many-fields'],
  [{ path: MESSAGES_PATH, headers: FORM, body: 'a=b' }, 401, 'twilio-messages', 'signature-missing'],
  [fromTwilio(publicUrl, MESSAGES_PATH, textFields(1), 'wrong'), 401, 'twilio-messages', 'signature-wrong'],
  [fromTwilio(publicUrl, MESSAGES_PATH, textFields(1, { MessageSid: '' })), 400, 'twilio-messages', 'malformed'],
  [
    fromTwilio(publicUrl, MESSAGES_PATH, textFields(1, { AccountSid: OTHER_ACCOUNT })),
    401,
    'twilio-messages',
    'foreign-account',
  ],
  [
    {
      ...fromTwilio(publicUrl, MESSAGES_PATH, textFields(1)),
      path: `http://elsewhere.example${MESSAGES_PATH}`,
    },
    401,
    'twilio-messages',
    'signature-wrong',
  ],
  [{ path: '/webhooks/twilio/nobody/messages', headers: FORM }, 404, 'twilio-messages', 'unknown-workspace'],
  [{ path: `/webhooks/twilio/${'w'.repeat(9_000)}/status`, headers: FORM }, 404, 'twilio-status', 'unknown-workspace'],
  [{ path: `/webhooks/twilio/${WORKSPACE_ID}/voice`, headers: FORM }, 404, 'twilio', 'wrong-address'],
  [{ path: '/webhooks/twilio', headers: FORM }, 404, 'twilio', 'wrong-address'],
  [{ path: '/webhooks/intercom/messages', headers: JSON_TYPE }, 404, 'intercom', 'wrong-address'],
  [{ path: '/canvas/configure', headers: JSON_TYPE }, 404, 'canvas', 'wrong-address'],
  [{ path: '/webhooks/intercom', headers: JSON_TYPE, body: '{}' }, 401, 'intercom', 'signature-missing'],
  [fromIntercom('{}', 'wrong'), 401, 'intercom', 'signature-wrong'],
  [fromIntercom('{"topic":'), 400, 'intercom', 'unreadable'],
  [fromInbox('/canvas/submit', '{}', 'wrong'), 401, 'canvas', 'signature-wrong'],
  [fromInbox('/canvas/submit', '{}'), 400, 'canvas', 'malformed'],
  [
    { path: '/webhooks/intercom/uninstalled', headers: JSON_TYPE, body: '[' },
    400,
    'intercom-uninstalled',
    'unreadable',
  ],
];

describe('a vendor’s URL', () => {
  test('counts whatever it refuses by route and reason', async () => {
    const { world } = await stage();
    const { refusals } = world.app.ctx.metrics;
    const counted = async (route: string, reason: string) =>
      (await refusals.get()).values.find(({ labels }) => labels.route === route && labels.reason === reason)?.value ??
      0;
    for (const [request, status, route, reason] of refused(world.serviceUrl)) {
      const before = await counted(route, reason);
      const answer = await knock(world.serviceUrl, request);
      const what = `${request.method ?? 'POST'} ${request.path.slice(0, 60)} ${reason}`;
      expect([what, answer.status, (await counted(route, reason)) - before]).toEqual([what, status, 1]);
    }
  });

  test('tells the workspace about requests refused for their form alone', async () => {
    const { world } = await stage();
    const visitor = await signIn(world);
    expect(visitor.words()).not.toContain('Unusable requests were refused');
    const large = { path: MESSAGES_PATH, headers: FORM, body: 'a'.repeat(70 * 1024) };
    for (const request of [large, large, { path: STATUS_PATH, headers: { 'content-type': 'text/xml' }, body: '<a/>' }])
      await knock(world.serviceUrl, request);
    await knock(world.serviceUrl, { ...large, path: '/webhooks/twilio/nobody/messages' });
    const { owner: db } = world.app.ctx.database;
    await world.settle();
    expect(await sumRefusals(db, WORKSPACE_ID, new Date(0))).toHaveLength(2);
    await visitor.goes('/');
    visitor
      .says('Unusable requests were refused')
      .says(
        '2 requests at the address for texts were larger than anything that Intercom or Twilio sends, the last Jan 8, 2026',
      )
      .says('1 request at the address for the status of texts had a content type that is not read here');
    expect(await db.selectFrom('refusals').select('workspace_id').distinct().execute()).toHaveLength(1);
  });
});
