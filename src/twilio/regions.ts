// Twilio's regions: the hosts of each, and the numbers that can text from there.
import type { TwilioRegion } from '../domain/twilio-region.ts';

const edges: Readonly<Record<TwilioRegion, string | null>> = { US1: null, IE1: 'dublin', AU1: 'sydney' };

/** For the library; `api.{edge}.{region}.twilio.com`, but for US1. Source: twilio.com/docs/global-infrastructure/api-domain-migration-guide. */
export function edgeOf(region: TwilioRegion): { region: string; edge: string } | { region: ''; edge: '' } {
  const edge = edges[region];
  // Empty rather than absent, because the library would read absent ones from the environment.
  return edge === null ? { region: '', edge: '' } : { region: region.toLowerCase(), edge };
}

/** The origin of an account's resources in its region. */
export function apiOriginOf(region: TwilioRegion): string {
  const { region: name, edge } = edgeOf(region);
  return edge === '' ? 'https://api.twilio.com' : `https://api.${edge}.${name}.twilio.com`;
}

/** True where this number can send texts from this region. Source: twilio.com/docs/global-infrastructure/migrate-sms-us1-to-ie1. */
export function takesNumber(region: TwilioRegion, address: string): boolean {
  return region !== 'IE1' || !address.startsWith('+1');
}

/** As a proxy names it to whom it passes a call on to. */
export function hostThatIsMeant(uri: string): Record<string, string> {
  return { 'X-Forwarded-Host': new URL(uri).host };
}
