// The regions where workspaces' data lives, and the hosts of each.

export const regions = ['US', 'EU', 'AU'] as const;
export type Region = (typeof regions)[number];

/** Undefined for an unknown region. */
export function regionNamed(name: string): Region | undefined {
  return regions.find((region) => region === name.toUpperCase());
}

/** Reads the region's name in Intercom's answers, which is documented by example only (`US`). */
export function regionSaid(words: string): Region | undefined {
  return regions.find((region) => words.toUpperCase().startsWith(region));
}

/** Replaced in an address that is given instead of these. */
const PLACEHOLDER = '{region}';

/** `given` replaces Intercom's own address. Source: the `servers` of Intercom's OpenAPI description. */
export function apiUrlOf(region: string, given?: string): string {
  const known = regionNamed(region) ?? 'US';
  if (given !== undefined) return given.replace(PLACEHOLDER, known.toLowerCase());
  return { US: 'https://api.intercom.io', EU: 'https://api.eu.intercom.io', AU: 'https://api.au.intercom.io' }[known];
}

/** As `apiUrlOf`. Source: developers.intercom.com, "Setting up OAuth", and its table of regions. */
export function appUrlOf(region: Region, given?: string): string {
  if (given !== undefined) return given.replace(PLACEHOLDER, region.toLowerCase());
  const hosts = {
    US: 'https://app.intercom.com',
    EU: 'https://app.eu.intercom.com',
    AU: 'https://app.au.intercom.com',
  };
  return hosts[region];
}
