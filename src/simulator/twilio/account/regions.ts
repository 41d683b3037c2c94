// Finds the Twilio region of a call by its host, which a proxy in between passes on.
// https://www.twilio.com/docs/global-infrastructure/api-domain-migration-guide

import type { Context } from '../operation.ts';
import type { Region } from '../records.ts';

const edges: Readonly<Record<Region, string>> = { US1: 'ashburn', IE1: 'dublin', AU1: 'sydney' };

/** Null where the call names no host of Twilio's: a direct call to the stand-in means the account's own region. */
export function regionOf(ctx: Context): Region | 'none' | null {
  const host = ctx.get('x-forwarded-host');
  const [, rest] = /^[a-z]+((?:\.[a-z0-9-]+)*)\.twilio\.com$/.exec(host) ?? [];
  if (rest === undefined) return null;
  const [, edge, name, ...more] = rest.split('.');
  if (edge === undefined) return 'US1';
  const region = (Object.keys(edges) as Region[]).find((one) => one === name?.toUpperCase());
  // `api.ie1.twilio.com`, without an edge, is no more.
  return more.length === 0 && region !== undefined && edges[region] === edge ? region : 'none';
}
