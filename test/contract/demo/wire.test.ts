// The demo's traffic: secrets are hidden, signatures are shown, and a line knows whom it is about.

import type { DemoWorld } from '../../../src/simulator/demo/page-world.ts';
import { hidden, wireDetail, wireLines } from '../../../src/simulator/demo/view/wire.ts';
import { expect, test } from '../../support/jest-globals.ts';

test.each([
  ['{"client_secret":"abc","code":"d/e="}', '{"client_secret":"hidden","code":"hidden"}'],
  ['{ "access_token": "abc", "type": "Bearer" }', '{ "access_token": "hidden", "type": "Bearer" }'],
  ['Body=Hi&auth_token=abc&To=%2B1', 'Body=Hi&auth_token=hidden&To=%2B1'],
  ['{"error_code":30006}', '{"error_code":30006}'],
])('%s is shown as %s', (text, shown) => {
  expect(hidden(text)).toBe(shown);
});

test('a line of a webhook opens with its signature and its answer', () => {
  const log = [
    {
      label: 'intercom conversation.admin.replied',
      attempt: 2,
      method: 'POST',
      url: 'http://127.0.0.1:1/webhooks/intercom',
      headers: { 'x-hub-signature': 'sha1=abc', authorization: 'Bearer abc' },
      body: '{"id":"215470000000001"}',
      status: null,
      answer: '',
      at: 5,
    },
  ];
  const page = { requestHeaders: { accept: 'text/html,*/*' }, path: '/oauth' };
  const world = {
    traffic: { exchanges: [page] },
    intercom: { postOffice: { log } },
    twilio: { postOffice: { log: [] } },
  } as unknown as DemoWorld;
  const numberOf = (): number => 7;
  expect(wireLines(world, numberOf)).toMatchObject([
    { id: 'w7', kind: 'webhook', vendor: 'intercom', status: null, attempt: 2, about: ['215470000000001'] },
  ]);
  expect(wireDetail(world, numberOf, 'w7')).toMatchObject({
    request: { headers: { 'x-hub-signature': 'sha1=abc', authorization: 'hidden' } },
    answer: { line: 'no answer' },
  });
  expect(wireDetail(world, numberOf, 'w8')).toBeUndefined();
});
