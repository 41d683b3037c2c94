// Where an admin lets the app into a workspace: a region's Intercom asks them.

/** `region` as Intercom or we name it; null where nobody has said which. */
export function installPath(region: string | null): string {
  const name = (region ?? '').toLowerCase();
  return name === '' || name === 'us' ? '/install' : `/install?region=${encodeURIComponent(name)}`;
}
