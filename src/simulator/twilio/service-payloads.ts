// The answers of the pretend messaging API: a Messaging Service and the numbers in its pool.
// Shapes: https://github.com/twilio/twilio-oai, twilio_messaging_v1.json
import type { MessagingService, OwnNumber } from './records.ts';

type Resource = Record<string, unknown>;

/** Everything that hangs below a service, as it is linked. */
const PARTS = ['PhoneNumbers', 'ShortCodes', 'AlphaSenders', 'ChannelSenders', 'DestinationAlphaSenders'];

/** `origin` is where the API is served. Its dates are ISO 8601, unlike those of the API of 2010. */
export function serviceResource(service: MessagingService, origin: string): Resource {
  const url = `${origin}/v1/Services/${service.sid}`;
  return {
    account_sid: service.accountSid,
    area_code_geomatch: service.areaCodeGeomatch,
    date_created: isoSeconds(service.createdAt),
    date_updated: isoSeconds(service.updatedAt),
    fallback_method: service.fallbackMethod,
    fallback_to_long_code: true,
    fallback_url: service.fallbackUrl,
    friendly_name: service.friendlyName,
    inbound_method: service.inboundMethod,
    inbound_request_url: service.inboundRequestUrl,
    links: {
      ...Object.fromEntries(PARTS.map((part) => [snake(part), `${url}/${part}`])),
      us_app_to_person: `${url}/Compliance/Usa2p`,
      us_app_to_person_usecases: `${url}/Compliance/Usa2p/Usecases`,
    },
    mms_converter: service.mmsConverter,
    scan_message_content: 'inherit',
    sid: service.sid,
    smart_encoding: service.smartEncoding,
    status_callback: service.statusCallback,
    sticky_sender: service.stickySender,
    synchronous_validation: false,
    url,
    us_app_to_person_registered: false,
    use_inbound_webhook_on_number: service.useInboundWebhookOnNumber,
    usecase: 'undeclared',
    validity_period: service.validityPeriod,
  };
}

export function senderResource(
  service: MessagingService,
  number: OwnNumber,
  { origin, addedAt }: { origin: string; addedAt: number },
): Resource {
  const abilities = { SMS: number.sms, MMS: number.mms, Voice: number.voice };
  return {
    account_sid: service.accountSid,
    capabilities: Object.entries(abilities).flatMap(([name, has]) => (has ? [name] : [])),
    country_code: number.phoneNumber.startsWith('+1') ? 'US' : '',
    date_created: isoSeconds(addedAt),
    date_updated: isoSeconds(addedAt),
    phone_number: number.phoneNumber,
    service_sid: service.sid,
    sid: number.sid,
    url: `${origin}/v1/Services/${service.sid}/PhoneNumbers/${number.sid}`,
  };
}

function isoSeconds(at: number): string {
  return new Date(at).toISOString().replace(/\.\d+Z$/, 'Z');
}

function snake(name: string): string {
  return name.replace(/(?<=[a-z])[A-Z]/g, (letter) => `_${letter}`).toLowerCase();
}
