// Twilio's proof of origin: the account's token over the configured URL and the sorted form.
import { createRequire } from 'node:module';
import { formFields, hasMoreFields } from '../lib/form-fields.ts';
import type { Secret } from '../lib/sealed.ts';

type ValidateRequest = (authToken: string, signature: string, url: string, params: Record<string, unknown>) => boolean;

const { validateRequest } = createRequire(import.meta.url)('twilio/lib/webhooks/webhooks.js') as {
  validateRequest: ValidateRequest;
};

export const twilioSignature = {
  header: 'X-Twilio-Signature',
  rule: "the base64 HMAC-SHA1 of PUBLIC_URL, path, query and the sorted form fields, keyed with the account's primary Auth Token",
} as const;

/** Whether a header can be a signature at all: the base64 of 20 bytes. */
export function isSignatureShaped(header: string): boolean {
  return /^[A-Za-z0-9+/]{27}=$/.test(header);
}

/** What a caller is told whose signature holds but who speaks for another account. */
export const foreignAccount = 'The AccountSid is not the Twilio account of this workspace.';

/** Source: twilio.com/docs/usage/security#validating-requests. `url` is absolute and without a fragment. */
export function isTwilioSigned(
  url: string,
  form: Record<string, string | string[]>,
  header: string,
  authToken: Secret,
): boolean {
  // It reads every spelling of the URL, and a path that was called may make one that is none.
  return URL.canParse(url) && validateRequest(authToken.reveal(), header, url, form);
}

/** Twilio's own forms have fewer than a hundred, pictures and all. */
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
