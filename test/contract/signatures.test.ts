// Signatures hold by the vendors' own examples and rules, and by nothing else.
import fc from 'fast-check';
import { isCanvasSigned, isWebhookSigned } from '../../src/intercom/signature.ts';
import { Secret } from '../../src/lib/sealed.ts';
import { signatureOf } from '../../src/simulator/twilio/signing.ts';
import { isTwilioSigned, parseForm } from '../../src/twilio/signature.ts';
import { expect, test } from '../support/jest-globals.ts';

// The example of https://www.twilio.com/docs/usage/security, to the letter.
const example = {
  token: new Secret('12345'),
  url: 'https://example.com/myapp.php?foo=1&bar=2',
  form: {
    CallSid: 'CA1234567890ABCDE',
    Caller: '+14158675310',
    Digits: '1234',
    From: '+14158675310',
    To: '+18005551212',
  },
  signature: 'L/OH5YylLD5NRKLltdqwSvS0BnU=',
};

test('Twilio’s own example holds', () => {
  const { token, url, form, signature } = example;
  expect(isTwilioSigned(url, form, signature, token)).toBe(true);
  expect(signatureOf('12345', url, form)).toBe(signature);
  const reversed = parseForm(new URLSearchParams(Object.entries(form).reverse()).toString());
  expect(isTwilioSigned(url, reversed, signature, token)).toBe(true);
});

test.each([
  ['another token', { token: new Secret('12346') }],
  ['the query in another order', { url: 'https://example.com/myapp.php?bar=2&foo=1' }],
  ['no query', { url: 'https://example.com/myapp.php' }],
  ['http for https', { url: 'http://example.com/myapp.php?foo=1&bar=2' }],
  ['another host', { url: 'https://example.org/myapp.php?foo=1&bar=2' }],
  ['a slash more', { url: 'https://example.com/myapp.php/?foo=1&bar=2' }],
  ['a field more', { form: { ...example.form, Extra: '1' } }],
  ['a field changed', { form: { ...example.form, Digits: '1235' } }],
  ['a field renamed', { form: { ...example.form, Digits: undefined, digits: '1234' } }],
  ['an empty signature', { signature: '' }],
  ['a signature cut short', { signature: 'L/OH5YylLD5NRKLltdqwSvS0BnU' }],
  ['something that is no base64', { signature: '§'.repeat(28) }],
])('Twilio’s example does not hold with %s', (_name, change) => {
  const { url, form, signature, token } = { ...example, ...change };
  const fields = Object.fromEntries(
    Object.entries(form).filter((entry): entry is [string, string] => entry[1] !== undefined),
  );
  expect(isTwilioSigned(url, fields, signature, token)).toBe(false);
});

test('any form signed by the documented rule is genuine', () => {
  const text = fc.string({ unit: 'grapheme', maxLength: 20 });
  fc.assert(
    fc.property(
      fc.dictionary(fc.string({ minLength: 1, maxLength: 8 }), text, { noNullPrototype: true }),
      text,
      (form, token) => {
        fc.pre(token !== '');
        const url = 'https://sms.example.com/webhooks/twilio/w1/messages?a=%20b';
        const signature = signatureOf(token, url, form);
        const wire = parseForm(new URLSearchParams(form).toString());
        expect(isTwilioSigned(url, wire, signature, new Secret(token))).toBe(true);
        expect(isTwilioSigned(`${url}x`, wire, signature, new Secret(token))).toBe(false);
      },
    ),
  );
});

// The test cases of RFC 2202 (HMAC-SHA1) and RFC 4231 (HMAC-SHA256), case 2.
const jefe = new Secret('Jefe');
const question = 'what do ya want for nothing?';

test('Intercom’s signatures are the HMACs of the standards', () => {
  const sha1 = 'effcdf6ae5eb2fa2d27416d5f184df9c259a7c79';
  const sha256 = '5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843';
  expect(isWebhookSigned(question, `sha1=${sha1}`, jefe)).toBe(true);
  expect(isCanvasSigned(question, sha256, jefe)).toBe(true);

  for (const header of [
    sha1,
    `sha1=${sha1.toUpperCase()}`,
    `SHA1=${sha1}`,
    `sha256=${sha256}`,
    `sha1=${sha1} `,
    `sha1=${sha1.slice(0, 39)}`,
    '',
  ])
    expect({ header, holds: isWebhookSigned(question, header, jefe) }).toEqual({ header, holds: false });
  for (const header of [`sha256=${sha256}`, sha256.toUpperCase(), sha256.slice(1), sha1, ''])
    expect({ header, holds: isCanvasSigned(question, header, jefe) }).toEqual({ header, holds: false });
  expect(isWebhookSigned(`${question} `, `sha1=${sha1}`, jefe)).toBe(false);
  expect(isCanvasSigned(question, sha256, new Secret('jefe'))).toBe(false);
});

test('Intercom’s signature covers every byte, line breaks and other scripts included', () => {
  const body =
    '{\n\t"type": "notification_event",\n\t"topic": "ping",\n\t"data": {"item": {"message": "Grüße ✓ 🦒"}}\n}\n';
  // The values were computed with `openssl dgst -hmac a-client-secret` over these bytes.
  expect(isWebhookSigned(body, 'sha1=3be90328c358dc47a612fb1a3ba032b7317da81b', new Secret('a-client-secret'))).toBe(
    true,
  );
  expect(
    isCanvasSigned(
      body,
      '40ca02f00bd05e88405b037bc60542fe0c64c0c956d3402c2a148a1daa6a4a1d',
      new Secret('a-client-secret'),
    ),
  ).toBe(true);
  expect(
    isWebhookSigned(
      JSON.stringify(JSON.parse(body)),
      'sha1=3be90328c358dc47a612fb1a3ba032b7317da81b',
      new Secret('a-client-secret'),
    ),
  ).toBe(false);
});
