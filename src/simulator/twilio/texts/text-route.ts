// Finds the webhook of an inbound text: the number's own, its application's or its Messaging Service's.
import type { Method, OwnNumber } from '../records.ts';
import { serviceOf } from '../services.ts';
import type { TwilioWorld } from '../state.ts';

/** A webhook as it is set; the URL may carry connection overrides in its fragment. */
export interface Hook {
  url: string;
  method: Method;
}

export interface InboundRoute {
  main: Hook | null;
  fallback: Hook | null;
}

/**
 * The service's URLs where its `use_inbound_webhook_on_number` is false; else those of the number's application, which
 * set aside the number's own `sms_*_url`. Null where the service receives nothing, because its inbound URL is null:
 * such texts are "not logged and received".
 * https://github.com/twilio/twilio-oai, `sms_application_sid` and `inbound_request_url`
 */
export function inboundRouteOf(world: TwilioWorld, number: OwnNumber): InboundRoute | null {
  const service = serviceOf(world, number);
  if (service && !service.useInboundWebhookOnNumber) {
    const main = hook(service.inboundRequestUrl, service.inboundMethod);
    return main && { main, fallback: hook(service.fallbackUrl, service.fallbackMethod) };
  }
  const applicationSid = number.smsApplicationSid;
  const settings = applicationSid === null ? number : world.applications.get(applicationSid);
  if (!settings) return { main: null, fallback: null };
  return {
    main: hook(settings.smsUrl, settings.smsMethod),
    fallback: hook(settings.smsFallbackUrl, settings.smsFallbackMethod),
  };
}

function hook(url: string | null, method: Method): Hook | null {
  return url ? { url, method } : null;
}
