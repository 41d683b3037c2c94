// The answers of the pretend API of 2010: every resource with all its fields.
// Shapes: https://github.com/twilio/twilio-oai, twilio_api_v2010.json
import type { Account, Application, OwnNumber } from './records.ts';
import type { MediaRecord, MessageRecord } from './state.ts';

type Resource = Record<string, unknown>;

export function accountPath(accountSid: string): string {
  return `/2010-04-01/Accounts/${accountSid}`;
}

/** RFC 2822 with whole seconds, as Twilio dates everything: `Thu, 24 Aug 2023 05:01:45 +0000`. */
export function rfc2822(at: number): string {
  return new Date(at).toUTCString().replace('GMT', '+0000');
}

export function messageResource(message: MessageRecord): Resource {
  const uri = `${accountPath(message.accountSid)}/Messages/${message.sid}`;
  const isPriced = message.sentAt !== null && message.errorCode === null;
  const isOpen = isUnsent(message);
  return {
    account_sid: message.accountSid,
    api_version: '2010-04-01',
    body: message.body,
    date_created: rfc2822(message.createdAt),
    date_sent: message.sentAt === null ? null : rfc2822(message.sentAt),
    date_updated: rfc2822(message.updatedAt),
    direction: message.direction,
    error_code: message.errorCode,
    error_message: message.errorCode === null ? null : `Delivery ended with error ${message.errorCode}`,
    from: isOpen ? null : message.from,
    messaging_service_sid: message.serviceSid,
    num_media: String(message.media.length),
    num_segments: isOpen ? '0' : String(message.numSegments),
    price: isPriced ? (message.numSegments * -0.0079).toFixed(5) : null,
    price_unit: 'USD',
    sid: message.sid,
    status: message.status,
    subresource_uris: { media: `${uri}/Media.json`, feedback: `${uri}/Feedback.json` },
    to: message.to,
    uri: `${uri}.json`,
  };
}

/** The Messaging Service is still choosing the sender: `from` is null and there are no segments yet. */
export function isUnsent({ picksSender, status }: MessageRecord): boolean {
  return picksSender && status === 'accepted';
}

export function mediaResource(message: MessageRecord, media: MediaRecord): Resource {
  return {
    account_sid: message.accountSid,
    content_type: media.contentType,
    date_created: rfc2822(media.createdAt),
    date_updated: rfc2822(media.createdAt),
    parent_sid: message.sid,
    sid: media.sid,
    uri: `${accountPath(message.accountSid)}/Messages/${message.sid}/Media/${media.sid}.json`,
  };
}

export function accountResource(account: Account, status: Account['status']): Resource {
  const path = accountPath(account.sid);
  return {
    auth_token: account.authToken,
    date_created: rfc2822(account.createdAt),
    date_updated: rfc2822(account.createdAt),
    friendly_name: account.friendlyName,
    owner_account_sid: account.ownerSid,
    sid: account.sid,
    status,
    subresource_uris: {
      messages: `${path}/Messages.json`,
      incoming_phone_numbers: `${path}/IncomingPhoneNumbers.json`,
      applications: `${path}/Applications.json`,
    },
    type: account.type,
    uri: `${path}.json`,
  };
}

export function numberResource(number: OwnNumber): Resource {
  return {
    account_sid: number.accountSid,
    address_requirements: 'none',
    address_sid: null,
    api_version: '2010-04-01',
    beta: false,
    bundle_sid: null,
    capabilities: { fax: false, mms: number.mms, sms: number.sms, voice: number.voice },
    date_created: rfc2822(number.createdAt),
    date_updated: rfc2822(number.updatedAt),
    emergency_address_sid: null,
    emergency_address_status: 'unregistered',
    emergency_status: 'Inactive',
    friendly_name: number.friendlyName,
    identity_sid: null,
    origin: 'twilio',
    phone_number: number.phoneNumber,
    sid: number.sid,
    sms_application_sid: number.smsApplicationSid,
    sms_fallback_method: number.smsFallbackMethod,
    sms_fallback_url: number.smsFallbackUrl,
    sms_method: number.smsMethod,
    sms_url: number.smsUrl,
    status: 'in-use',
    status_callback: number.statusCallback,
    status_callback_method: number.statusCallbackMethod,
    trunk_sid: null,
    type: number.tollFree ? 'tollfree' : 'local',
    uri: `${accountPath(number.accountSid)}/IncomingPhoneNumbers/${number.sid}.json`,
    voice_application_sid: null,
    voice_caller_id_lookup: false,
    voice_fallback_method: 'POST',
    voice_fallback_url: '',
    voice_method: 'POST',
    voice_receive_mode: 'voice',
    voice_url: '',
  };
}

export function applicationResource(application: Application): Resource {
  return {
    account_sid: application.accountSid,
    api_version: '2010-04-01',
    date_created: rfc2822(application.createdAt),
    date_updated: rfc2822(application.createdAt),
    friendly_name: application.friendlyName,
    message_status_callback: '',
    sid: application.sid,
    sms_fallback_method: application.smsFallbackMethod,
    sms_fallback_url: application.smsFallbackUrl,
    sms_method: application.smsMethod,
    sms_status_callback: '',
    sms_url: application.smsUrl,
    status_callback: '',
    status_callback_method: 'POST',
    uri: `${accountPath(application.accountSid)}/Applications/${application.sid}.json`,
    voice_caller_id_lookup: false,
    voice_fallback_method: 'POST',
    voice_fallback_url: '',
    voice_method: 'POST',
    voice_url: '',
  };
}
