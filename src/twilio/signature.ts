// Twilio's proof of origin: the account's token over the configured URL and the sorted form.
import { createHash } from 'node:crypto';
import { createRequire } from 'node:module';
import { formFields, hasMoreFields } from '../lib/form-fields.ts';
import { equalInConstantTime, type Secret } from '../lib/sealed.ts';

type ValidateRequest = (
  secret: string,
  signature: string,
  url: string,
  params: Record<string, unknown>,
  algorithm?: string,
) => boolean;

const { getExpectedTwilioSignature, validateRequest } = createRequire(import.meta.url)(
  'twilio/lib/webhooks/webhooks.js',
) as {
  getExpectedTwilioSignature(secret: string, url: string, params: Record<string, unknown>): string;
  validateRequest: ValidateRequest;
};

export const signatureHeader = 'X-Twilio-Signature';

/** True for the base64 of 20 bytes, or of the 32 bytes of a shared key's signature. */
export function isSignatureShaped(header: string): boolean {
  return /^([A-Za-z0-9+/]{27}|[A-Za-z0-9+/]{43})=$/.test(header);
}

/** Source: twilio.com/docs/usage/security#validating-requests. `url` is absolute and without a fragment. */
export function isTwilioSigned(
  url: string,
  form: Record<string, string | string[]>,
  header: string,
  secret: Secret,
  algorithm: 'HMAC_SHA1' | 'HMAC_SHA256' = 'HMAC_SHA1',
): boolean {
  // The library parses the URL, and a called path may make it invalid.
  return URL.canParse(url) && validateRequest(secret.reveal(), header, url, form, algorithm);
}

/** The header that proves a form posted to this URL. */
export function signForm(url: string, form: Record<string, string | string[]>, secret: Secret): string {
  return getExpectedTwilioSignature(secret.reveal(), url, form);
}

/**
 * True where the URL has the hash of this body as `bodySHA256`. Then the signature is over the URL alone, because the body is
 * no form. Source: twilio.com/docs/usage/security#validating-requests.
 */
export function isHashedInUrl(url: string, rawBody: string): boolean {
  const said = new URLSearchParams(url.split('?')[1] ?? '').get('bodySHA256');
  return said !== null && equalInConstantTime(said.toLowerCase(), createHash('sha256').update(rawBody).digest('hex'));
}

/** Twilio's own forms have fewer than a hundred fields. */
const MOST_FIELDS = 200;

export function hasTooManyFields(rawBody: string): boolean {
  return hasMoreFields(rawBody, MOST_FIELDS);
}

/** A form as it was sent: every field, empty ones too; a field sent twice is a list. */
export function parseForm(rawBody: string): Record<string, string | string[]> {
  const form: Record<string, string | string[]> = Object.create(null);
  for (const [name, values] of Object.entries(formFields(rawBody))) {
    const [value = ''] = values;
    form[name] = values.length === 1 ? value : values;
  }
  return form;
}

/** Source: github.com/twilio/twilio-node, examples/WebhookSignatureValidation.md, and lib/webhooks of twilio 6.3.1. */
export const signatureSettingsHeader = 'X-Twilio-Webhooks-Signature-Settings';

const LONGEST = 1_000;

export type SignatureSettings = { by: 'auth-token' } | { by: 'shared-key'; keyId: string };

/**
 * `key=webhooks_sharedkey_…,algorithm=HMAC_SHA256`, in any order, with blanks, or in quotes; nothing means the Auth Token. Null for
 * settings that cannot be used: no key, another algorithm, the same word twice with two values.
 */
export function readSignatureSettings(header: string): SignatureSettings | null {
  if (header.trim() === '') return { by: 'auth-token' };
  if (header.length > LONGEST) return null;
  const said = new Map<string, string>();
  for (const part of header.split(',')) {
    const [name = '', ...rest] = part.split('=');
    const value = rest
      .join('=')
      .trim()
      .replace(/^"(.*)"$/, '$1');
    const before = said.get(name.trim().toLowerCase());
    if (before !== undefined && before !== value) return null;
    said.set(name.trim().toLowerCase(), value);
  }
  const keyId = said.get('key') ?? '';
  return isSharedKeyId(keyId) && said.get('algorithm')?.toUpperCase() === 'HMAC_SHA256'
    ? { by: 'shared-key', keyId }
    : null;
}

/** Twilio's ids of this kind: a word for the kind, and a random part. */
export function isSharedKeyId(typed: string): boolean {
  return /^webhooks_sharedkey_[0-9A-Za-z]{1,64}$/.test(typed);
}
