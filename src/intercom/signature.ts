// Intercom's proof of origin, over the raw bytes: one header for webhooks, another for Canvas Kit.
import { createHmac } from 'node:crypto';
import { equalInConstantTime, type Secret } from '../lib/sealed.ts';

export const webhookSignature = { header: 'X-Hub-Signature', made: 'notification' } as const;

export const canvasSignature = { header: 'X-Body-Signature', made: 'canvas' } as const;

/** Source: developers.intercom.com/docs/webhooks/webhook-notifications ("Signed notifications"). */
export function isWebhookSigned(rawBody: string, header: string, clientSecret: Secret): boolean {
  return equalInConstantTime(header, signWebhook(rawBody, clientSecret));
}

/** Source: developers.intercom.com/docs/canvas-kit ("Signing notifications"). */
export function isCanvasSigned(rawBody: string, header: string, clientSecret: Secret): boolean {
  return equalInConstantTime(header, signCanvas(rawBody, clientSecret));
}

/** The header that proves a webhook. */
export function signWebhook(rawBody: string, clientSecret: Secret): string {
  return `sha1=${createHmac('sha1', clientSecret.reveal()).update(rawBody).digest('hex')}`;
}

/** The header that proves a request of Canvas Kit. */
export function signCanvas(rawBody: string, clientSecret: Secret): string {
  return createHmac('sha256', clientSecret.reveal()).update(rawBody).digest('hex');
}
