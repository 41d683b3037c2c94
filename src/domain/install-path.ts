// The path at which an admin installs the app: the Intercom of a region asks them for permission.

/** `region`: as Intercom or we name it; null where it is unknown. */
export function installPath(region: string | null): string {
  const name = (region ?? '').toLowerCase();
  return name === '' || name === 'us' ? '/install' : `/install?region=${encodeURIComponent(name)}`;
}
