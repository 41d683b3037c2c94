// The pretend Twilio's answers: every resource with all its fields, and lists page by page.
// Shapes: https://github.com/twilio/twilio-oai, twilio_api_v2010.json
import { RestError } from './rules.ts';
import type { Account, MediaRecord, MessageRecord, OwnNumber } from './state.ts';

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
    from: message.from,
    messaging_service_sid: null,
    num_media: String(message.media.length),
    num_segments: String(message.numSegments),
    price: isPriced ? (message.numSegments * -0.0079).toFixed(5) : null,
    price_unit: 'USD',
    sid: message.sid,
    status: message.status,
    subresource_uris: { media: `${uri}/Media.json`, feedback: `${uri}/Feedback.json` },
    to: message.to,
    uri: `${uri}.json`,
  };
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

export function accountResource(account: Account): Resource {
  const path = accountPath(account.sid);
  return {
    auth_token: account.authToken,
    date_created: rfc2822(account.createdAt),
    date_updated: rfc2822(account.createdAt),
    friendly_name: 'Pretend account',
    owner_account_sid: account.sid,
    sid: account.sid,
    status: account.status,
    subresource_uris: {
      messages: `${path}/Messages.json`,
      incoming_phone_numbers: `${path}/IncomingPhoneNumbers.json`,
    },
    type: 'Full',
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
    capabilities: { fax: false, mms: number.mms, sms: true, voice: true },
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
    sms_application_sid: null,
    sms_fallback_method: 'POST',
    sms_fallback_url: number.smsFallbackUrl,
    sms_method: 'POST',
    sms_url: number.smsUrl,
    status: 'in-use',
    status_callback: number.statusCallback,
    status_callback_method: 'POST',
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

/** One page of a list; the next page begins after the sid in its token, so that newer items do not shift it. */
export function pageOf<T extends { sid: string }>(
  items: T[],
  options: { key: string; path: string; query: URLSearchParams; present: (item: T) => Resource },
): Resource {
  const { key, path, query, present } = options;
  const size = Number(query.get('PageSize') ?? 50);
  if (!Number.isInteger(size) || size < 1) throw new RestError(20001, 'PageSize is out of range');
  const pageSize = Math.min(size, 1000);
  const page = Number(query.get('Page') ?? 0);
  const after = query.get('PageToken')?.replace(/^PA/, '');
  const start = after === undefined ? page * pageSize : items.findIndex(({ sid }) => sid === after) + 1;
  const shown = items.slice(start, start + pageSize);
  const last = shown.at(-1);
  const uri = (number: number, token?: string): string => {
    const params = new URLSearchParams(query);
    params.set('PageSize', String(pageSize));
    params.set('Page', String(number));
    params.delete('PageToken');
    if (token !== undefined) params.set('PageToken', `PA${token}`);
    return `${path}?${params}`;
  };
  return {
    [key]: shown.map(present),
    end: Math.max(start + shown.length - 1, 0),
    first_page_uri: uri(0),
    next_page_uri: last && start + pageSize < items.length ? uri(page + 1, last.sid) : null,
    page,
    page_size: pageSize,
    previous_page_uri: page > 0 ? uri(page - 1) : null,
    start,
    uri: `${path}?${query}`,
  };
}
