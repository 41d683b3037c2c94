// Finds the setting at Twilio that decides where the texts to a number go, and whether it leads here.
import type { NumberWebhook, OwnedNumber, OwnedService, ServiceWebhook } from './owned.ts';
import { asksForRetries, bare, leadsToUs, textUrls } from './webhook-urls.ts';

/** The settings in the order in which Twilio looks: a service that does not defer to its numbers, a TwiML app, the number. */
export interface TextRoute {
  decidedBy: 'service' | 'app' | 'number';
  goes: 'here' | 'elsewhere' | 'nowhere';
  /** It leads here with GET, which we do not answer. */
  isByGet: boolean;
  /** Twilio tries again when we are away: retries are asked for, and a fallback is set. */
  isSteady: boolean;
}

export type OurWebhooks = { publicUrl: string; workspaceId: string };

export function ourWebhooks(ctx: { publicUrl: string }, { id: workspaceId }: { id: string }): OurWebhooks {
  return { publicUrl: ctx.publicUrl, workspaceId };
}

/** The setting that brings texts here and makes Twilio try again when we are away. */
export function webhookTo({ publicUrl, workspaceId }: OurWebhooks) {
  const { main: url, fallback: fallbackUrl } = textUrls(publicUrl, workspaceId);
  return { url, method: 'POST', fallbackUrl, fallbackMethod: 'POST' };
}

/** `service`: the one that has the number. */
export function routeOf(number: OwnedNumber, service: OwnedService | undefined, ours: OurWebhooks): TextRoute {
  return service && !service.webhook.useNumbers
    ? serviceRoute(service.webhook, ours)
    : numberRoute(number.webhook, ours);
}

export function serviceRoute(webhook: ServiceWebhook, ours: OurWebhooks): TextRoute {
  return { decidedBy: 'service', ...aimOf(webhook, ours) };
}

/**
 * The setting that we made at a number still decides, even where it was changed to GET or this service had another address
 * then. A setting that somebody made there since is theirs.
 */
export function isNumberOurs({ url, app }: NumberWebhook, workspaceId: string): boolean {
  return app === '' && leadsToUs(url, workspaceId);
}

/** The same for a service. Neither means that its texts come here. */
export function isServiceOurs({ url, useNumbers }: ServiceWebhook, workspaceId: string): boolean {
  return !useNumbers && leadsToUs(url, workspaceId);
}

/** The routes of a service's numbers, where it defers to the numbers. */
export interface Deferred {
  goes: 'here' | 'astray';
  /** Those of its numbers whose texts do not come here; none where this account has none of its numbers. */
  astray: readonly OwnedNumber[];
  isSteady: boolean;
}

export function deferredRoute(service: OwnedService, numbers: readonly OwnedNumber[], ours: OurWebhooks): Deferred {
  const pool = new Set(service.numbers.map(({ sid }) => sid));
  const own = numbers.filter(({ sid }) => pool.has(sid));
  const routes = own.map((number) => ({ number, ...numberRoute(number.webhook, ours) }));
  const astray = routes.filter(({ goes }) => goes !== 'here').map(({ number }) => number);
  const goes = own.length > 0 && astray.length === 0 ? 'here' : 'astray';
  return { goes, astray, isSteady: routes.every(({ isSteady }) => isSteady) };
}

function numberRoute(webhook: NumberWebhook, ours: OurWebhooks): TextRoute {
  if (webhook.app !== '') return { decidedBy: 'app', goes: 'elsewhere', isByGet: false, isSteady: false };
  return { decidedBy: 'number', ...aimOf(webhook, ours) };
}

function aimOf(hook: { url: string; method: string; fallbackUrl: string }, { publicUrl, workspaceId }: OurWebhooks) {
  const { main, fallback } = textUrls(publicUrl, workspaceId);
  const isOurs = bare(hook.url) === bare(main);
  const isByGet = isOurs && hook.method.toUpperCase() === 'GET';
  const goes: TextRoute['goes'] = hook.url === '' ? 'nowhere' : isOurs && !isByGet ? 'here' : 'elsewhere';
  return { goes, isByGet, isSteady: asksForRetries(hook.url) && bare(hook.fallbackUrl) === bare(fallback) };
}
