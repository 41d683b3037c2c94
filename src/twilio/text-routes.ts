// Where Twilio takes the texts to a number: which setting decides, and whether it leads here.
import type { NumberWebhook, OwnedNumber, OwnedService, ServiceWebhook } from './owned.ts';

/**
 * Twilio tries again when we are away for a moment, all within 15 seconds, and then calls the fallback URL, which is given
 * as many tries. Source: twilio.com/docs/usage/webhooks/webhooks-connection-overrides.
 */
const RETRIES = '#rc=5&ct=2000&rt=4000&rp=5xx,ct,rt';

interface TextUrls {
  main: string;
  fallback: string;
}

const doorOf = (workspaceId: string) => `/webhooks/twilio/${encodeURIComponent(workspaceId)}/messages`;

export function textUrls(publicUrl: string, workspaceId: string): TextUrls {
  const door = `${publicUrl}${doorOf(workspaceId)}`;
  return { main: `${door}${RETRIES}`, fallback: `${door}?fallback=1${RETRIES}` };
}

/** What is set, in the order in which Twilio looks: a service that does not leave it to its numbers, a TwiML app, the number. */
export interface TextRoute {
  decidedBy: 'service' | 'app' | 'number';
  goes: 'here' | 'elsewhere' | 'nowhere';
  /** It leads here, but with GET, which is not answered. */
  isByGet: boolean;
  /** Twilio tries again when we are away: retries are asked for, and a fallback is set. */
  isSteady: boolean;
}

export type Place = { publicUrl: string; workspaceId: string };

export function placeOf(ctx: { publicUrl: string }, { id: workspaceId }: { id: string }): Place {
  return { publicUrl: ctx.publicUrl, workspaceId };
}

/** `service`: the one that has the number. */
export function routeOf(number: OwnedNumber, service: OwnedService | undefined, place: Place): TextRoute {
  return service && !service.webhook.useNumbers
    ? serviceRoute(service.webhook, place)
    : numberRoute(number.webhook, place);
}

export function serviceRoute(webhook: ServiceWebhook, place: Place): TextRoute {
  const { inboundUrl: url, inboundMethod: method, fallbackUrl } = webhook;
  return { decidedBy: 'service', ...aimOf({ url, method, fallbackUrl }, place) };
}

/**
 * What we set at a number still decides: also where it was changed to GET, or this service had another address then. What
 * somebody has set there since is theirs.
 */
export function isNumberOurs({ smsUrl, smsApplicationSid }: NumberWebhook, workspaceId: string): boolean {
  return smsApplicationSid === '' && leadsToUs(smsUrl, workspaceId);
}

/** The same of a service. Neither says that its texts come here. */
export function isServiceOurs({ inboundUrl, useNumbers }: ServiceWebhook, workspaceId: string): boolean {
  return !useNumbers && leadsToUs(inboundUrl, workspaceId);
}

function leadsToUs(url: string, workspaceId: string): boolean {
  return (bare(url).split('?')[0] ?? '').endsWith(doorOf(workspaceId));
}

/** How the texts to a service's numbers fare where it leaves them to the numbers. */
export interface Deferred {
  goes: 'here' | 'astray';
  /** Those of its numbers whose texts do not come here; none where this account has none of its numbers. */
  astray: readonly OwnedNumber[];
  isSteady: boolean;
}

export function deferredRoute(service: OwnedService, numbers: readonly OwnedNumber[], place: Place): Deferred {
  const own = numbers.filter(({ sid }) => service.numbers.some((one) => one.sid === sid));
  const routes = own.map((number) => ({ number, ...numberRoute(number.webhook, place) }));
  const astray = routes.filter(({ goes }) => goes !== 'here').map(({ number }) => number);
  const goes = own.length > 0 && astray.length === 0 ? 'here' : 'astray';
  return { goes, astray, isSteady: routes.every(({ isSteady }) => isSteady) };
}

function numberRoute(webhook: NumberWebhook, place: Place): TextRoute {
  const { smsUrl: url, smsMethod: method, smsFallbackUrl: fallbackUrl, smsApplicationSid } = webhook;
  if (smsApplicationSid !== '') return { decidedBy: 'app', goes: 'elsewhere', isByGet: false, isSteady: false };
  return { decidedBy: 'number', ...aimOf({ url, method, fallbackUrl }, place) };
}

function aimOf(hook: { url: string; method: string; fallbackUrl: string }, { publicUrl, workspaceId }: Place) {
  const { main, fallback } = textUrls(publicUrl, workspaceId);
  const isOurs = bare(hook.url) === bare(main);
  const isByGet = isOurs && hook.method.toUpperCase() === 'GET';
  const goes: TextRoute['goes'] = hook.url === '' ? 'nowhere' : isOurs && !isByGet ? 'here' : 'elsewhere';
  const retries = hook.url.split('#')[1] ?? '';
  return { goes, isByGet, isSteady: /\brp=/.test(retries) && bare(hook.fallbackUrl) === bare(fallback) };
}

/** What stands behind the `#` is for Twilio alone. */
function bare(url: string): string {
  return url.split('#')[0] ?? '';
}
