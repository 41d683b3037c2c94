// Intercom's proof of origin, over the raw bytes: one header for webhooks, another for Canvas Kit.
import { createHmac } from 'node:crypto';
import { equalInConstantTime, type Secret } from '../lib/sealed.ts';

/** Header and what it is computed over, as a refused caller is told. */
export const webhookSignature = {
  header: 'X-Hub-Signature',
  rule: 'sha1= and the hex HMAC-SHA1 of the raw body, keyed with the client secret',
} as const;

export const canvasSignature = {
  header: 'X-Body-Signature',
  rule: 'the hex HMAC-SHA256 of the raw body, keyed with the client secret',
} as const;

/** Source: developers.intercom.com/docs/webhooks/webhook-notifications ("Signed notifications"). */
export function isWebhookSigned(rawBody: string, header: string, clientSecret: Secret): boolean {
  const expected = createHmac('sha1', clientSecret.reveal()).update(rawBody).digest('hex');
  return equalInConstantTime(header, `sha1=${expected}`);
}

/** Source: developers.intercom.com/docs/canvas-kit ("Signing notifications"). */
export function isCanvasSigned(rawBody: string, header: string, clientSecret: Secret): boolean {
  const expected = createHmac('sha256', clientSecret.reveal()).update(rawBody).digest('hex');
  return equalInConstantTime(header, expected);
}
