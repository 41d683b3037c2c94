// Secrets of a workspace that lie there and cannot be opened: what that means, and what to do.
import { type Vendor, vendorKeys, vendors } from './vendors.ts';

export interface LockedSecret {
  kind: Vendor;
  /** The name of the key that sealed it. */
  keyId: string;
}

/** What does not work, for whoever waits for it; null where everything of that kind can be opened. */
export function whyLocked(locked: readonly LockedSecret[], kind: Vendor): string | null {
  const keys = keyNames(locked.filter((secret) => secret.kind === kind));
  if (keys.length === 0) return null;
  return `${vendors[kind].credentials} cannot be opened: the key ${keys.join(' or ')} that locked what is stored is missing from ENCRYPTION_KEYS, or was changed there.`;
}

/** What mends it, for whoever sets the workspace up. */
export function howToUnlock(locked: readonly LockedSecret[]): string {
  const kinds = new Set(locked.map(({ kind }) => kind));
  const anew = vendorKeys.filter((vendor) => kinds.has(vendor)).map((vendor) => vendors[vendor].givenAnew);
  return `Whoever runs this service can put the key ${keyNames(locked).join(' and ')} back into ENCRYPTION_KEYS. Where it is lost, ${anew.join(' and ')}: nothing else is lost.`;
}

function keyNames(locked: readonly LockedSecret[]): string[] {
  return [...new Set(locked.map(({ keyId }) => `"${keyId}"`))];
}
