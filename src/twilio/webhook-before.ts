// The webhook of a number or Messaging Service before we set it, as the database keeps it: words by names.
import type { NumberWebhook, ServiceWebhook } from './owned.ts';

type Stored = Readonly<Record<string, string>>;

/** Under Twilio's own names. Source: twilio.com/docs/phone-numbers/api/incomingphonenumber-resource. */
export function storedNumberWebhook({ url, method, fallbackUrl, fallbackMethod, app }: NumberWebhook): Stored {
  return {
    smsUrl: url,
    smsMethod: method,
    smsFallbackUrl: fallbackUrl,
    smsFallbackMethod: fallbackMethod,
    smsApplicationSid: app,
  };
}

export function numberWebhookBefore(stored: Stored): NumberWebhook {
  const { smsUrl: url = '', smsMethod: method = 'POST', smsApplicationSid: app = '' } = stored;
  const { smsFallbackUrl: fallbackUrl = '', smsFallbackMethod: fallbackMethod = 'POST' } = stored;
  return { url, method, fallbackUrl, fallbackMethod, app };
}

/** True where no text went anywhere before. */
export function wasWithoutWebhook({ smsUrl = '', smsApplicationSid = '', inboundUrl = '' }: Stored): boolean {
  return smsUrl === '' && smsApplicationSid === '' && inboundUrl === '';
}

export function storedServiceWebhook(webhook: ServiceWebhook): Stored {
  const { url, method, fallbackUrl, fallbackMethod, useNumbers } = webhook;
  return { inboundUrl: url, inboundMethod: method, fallbackUrl, fallbackMethod, useNumbers: String(useNumbers) };
}

export function serviceWebhookBefore(stored: Stored): ServiceWebhook {
  const { inboundUrl: url = '', inboundMethod: method = 'POST' } = stored;
  const { fallbackUrl = '', fallbackMethod = 'POST' } = stored;
  return { url, method, fallbackUrl, fallbackMethod, useNumbers: stored['useNumbers'] === 'true' };
}
