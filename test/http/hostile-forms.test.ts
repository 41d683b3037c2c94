// Every form of the settings answers anything sent to it with a page or a sentence.

import fc from 'fast-check';
import { knock } from '../support/door.ts';
import { describe, expect, test } from '../support/jest-globals.ts';
import { type Sending, sendingsOf } from '../support/settings-sendings.ts';
import { closeStages, stage } from '../support/story.ts';
import { form, withCookies } from '../tenancy/credentials.ts';
import { openTenant, type Tenant } from '../tenancy/tenants.ts';

closeStages();

const hex = '0123456789abcdef'.repeat(2);
/** Values that libraries and wires stumble over, each for a reason of its own. */
const hostile = [
  ...[
    '',
    ' ',
    '\0',
    'a\0b',
    '\n',
    'a\nb',
    'a\r\nX-Forged: 1',
    '\ud800',
    '\udfff\ud83d',
    '\ufeff',
    '\u200b',
    '\u202egnirts',
  ],
  ...[
    `ac${hex}`,
    `AC${hex}`,
    `Ac${hex}`,
    `AC${hex}/../x`,
    `SK${hex}`,
    `sk${hex}`,
    `PN${hex}`,
    'AC',
    '+',
    '+0',
    `+${'9'.repeat(200)}`,
  ],
  ...[
    'токен',
    '🔑'.repeat(200),
    'пароль\n',
    '%00',
    '%',
    '%ff',
    '../..',
    '__proto__',
    'constructor',
    'toString',
    'hasOwnProperty',
  ],
  ...[
    'UTC+99',
    'local',
    'system',
    '+05:00',
    'Mars/Base',
    'america/new_york',
    '-1',
    '1e9',
    'NaN',
    '00000',
    '٣',
    '9'.repeat(400),
  ],
  ...[
    'null',
    '[]',
    '{}',
    '{{',
    '{{contact.',
    '}}|{{',
    `{{${'x'.repeat(2000)}}}`,
    'US 0.1\nUS 0.2',
    'XX 1',
    'https://[',
    'javascript:1',
  ],
  ...[
    JSON.stringify([-8.64e15, ['a', 'b']]),
    JSON.stringify([8.64e15, ['a', 'b']]),
    JSON.stringify([0, ['a', '\0']]),
    '[1e400]',
  ],
  ...['W'.repeat(60_000), 'ё'.repeat(9_000), '\u0301'.repeat(500)],
];

const value = fc.oneof(
  { weight: 4, arbitrary: fc.constantFrom(...hostile) },
  { weight: 1, arbitrary: fc.string({ unit: 'binary', maxLength: 200 }) },
  { weight: 1, arbitrary: fc.string({ unit: 'grapheme', maxLength: 40 }) },
);
/** A field is sent once, twice, or often. */
const values = fc.oneof(
  { weight: 5, arbitrary: value.map((one) => [one]) },
  { weight: 1, arbitrary: fc.array(value, { maxLength: 4 }) },
);

/** Replaces some fields of a complete form, and adds others. */
const changes = fc.record({
  pick: fc.nat(),
  fields: fc.array(fc.tuple(fc.nat(), values), { minLength: 1, maxLength: 4 }),
  added: fc.array(
    fc.tuple(fc.oneof(fc.constantFrom('seen', 'id', 'admin', 'do', 'nonce', 'number', 'service'), value), values),
    {
      maxLength: 2,
    },
  ),
  section: fc.option(
    fc.constantFrom('%00', '%ff', '%ed%a0%80', 'constructor', '__proto__', 'x'.repeat(4_000), '%2e%2e', '%0a'),
    {
      nil: null,
      freq: 8,
    },
  ),
});

type Change = typeof changes extends fc.Arbitrary<infer One> ? One : never;

const ownSeen = JSON.stringify([1_767_877_500_000, ['Anything', 'that is not so']]);

function requestOf(sendings: readonly Sending[], { csrf, cookies }: Tenant, change: Change) {
  const sending = sendings[change.pick % sendings.length] as Sending;
  const names = [...Object.keys(sending.fields).filter((name) => name !== 'csrf'), 'seen'];
  const fields = new Map<string, readonly string[]>(Object.entries(sending.fields).map(([name, one]) => [name, [one]]));
  for (const [at, sent] of change.fields) fields.set(names[at % names.length] ?? 'seen', sent);
  for (const [name, sent] of change.added) fields.set(name, sent);
  fields.set('csrf', [csrf]);
  if (change.section !== null && !fields.has('seen')) fields.set('seen', [ownSeen]);
  const body = new URLSearchParams(
    [...fields].flatMap(([name, all]) => all.map((one): [string, string] => [name, one])),
  ).toString();
  const path = change.section === null ? sending.action : `/settings/${change.section}`;
  return withCookies(
    { path, body, headers: { 'content-type': 'application/x-www-form-urlencoded', accept: 'text/html' } },
    cookies,
  );
}

const plain = { pick: 0, fields: [[0, ['']]] as [number, string[]][], added: [] };

describe('every form of the settings', () => {
  test('answers whatever is sent with a page and a sentence', async () => {
    const { world } = await stage();
    const tenant = await openTenant(world, { id: 'harbour1', name: 'Harbour Books', digit: 6 });
    // A disconnected account would leave nothing to attack.
    const sendings = (await sendingsOf(tenant.visitor)).filter(({ verb }) => verb !== 'disconnect');
    await fc.assert(
      fc.asyncProperty(changes, async (change) => {
        const request = requestOf(sendings, tenant, change);
        const { status, text } = await knock(world.serviceUrl, request);
        expect({ path: request.path, status, isAnswer: status < 500, words: status < 500 || text }).toMatchObject({
          isAnswer: true,
        });
      }),
      {
        numRuns: 100,
        examples: ['%00', 'constructor', '__proto__'].map((section): [Change] => [{ ...plain, section }]),
      },
    );
    expect((await tenant.visitor.goes('/')).page.status).toBe(200);
  }, 120_000);

  test('refuses a form opened before time began', async () => {
    const { world } = await stage();
    const { cookies, csrf } = await openTenant(world, { id: 'harbour1', name: 'Harbour Books', digit: 6 });
    const seen = JSON.stringify([-8.64e15, ['Tag', 'another']]);
    const answer = await knock(
      world.serviceUrl,
      withCookies(form('/settings/inbox', { csrf, seen, do: 'save' }), cookies),
    );
    expect(answer.status).toBe(422);
  });
});
