// Stored secrets of a workspace that no key at hand opens.
import type { Obstacle } from './obstacle.ts';
import type { Vendor } from './vendors.ts';

export interface LockedSecret {
  kind: Vendor;
  /** The name of the key that sealed it. */
  keyId: string;
}

/** The obstacle, where some of a vendor's secrets cannot be opened; null where all can. */
export function lockedSecrets(
  locked: readonly LockedSecret[],
  vendor: Vendor,
): Extract<Obstacle, { kind: 'secrets-locked' }> | null {
  const keyIds = new Set(locked.filter(({ kind }) => kind === vendor).map(({ keyId }) => keyId));
  return keyIds.size === 0 ? null : { kind: 'secrets-locked', vendor, keyIds: [...keyIds].join(',') };
}
