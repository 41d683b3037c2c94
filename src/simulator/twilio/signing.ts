// Signs the pretend Twilio's webhooks, by code written from the documentation and not shared with the service.
// https://www.twilio.com/docs/usage/security#validating-requests
import { createHmac } from 'node:crypto';

/** Form parameters in the order in which they are sent. */
export type Params = Record<string, string>;

/**
 * `X-Twilio-Signature` of a form post: the URL, then every name with its value in case-sensitive order of the names,
 * as HMAC-SHA1 under the account's primary token, in Base64. Empty values count.
 */
export function signatureOf(authToken: string, url: string, params: Params): string {
  return createHmac('sha1', authToken).update(stringToSign(url, params), 'utf8').digest('base64');
}

/** The same, with any key. */
export function stringToSign(url: string, params: Params): string {
  const names = Object.keys(params).sort((a, b) => (a < b ? -1 : Number(a > b)));
  return url + names.map((name) => `${name}${params[name] ?? ''}`).join('');
}

/** The URL as it is called and signed: fragment and user information never leave Twilio's side of the wire. */
export function calledUrl(url: string): { url: string; headers: Record<string, string> } {
  const bare = url.split('#')[0] ?? url;
  const login = /^(https?:\/\/)([^/?@]*)@/.exec(bare);
  if (!login) return { url: bare, headers: {} };
  const credentials = Buffer.from(decodeURIComponent(login[2] ?? '')).toString('base64');
  return { url: bare.replace(login[0], login[1] ?? ''), headers: { authorization: `Basic ${credentials}` } };
}
