// Secrets of a workspace that lie there and cannot be opened: what that means, and what to do.
import type { ErrorReason } from './errors.ts';
import type { Obstacle } from './obstacle.ts';
import { type Vendor, vendorKeys, vendors } from './vendors.ts';

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

/** What does not work, for whoever waits for it; null where everything of that kind can be opened. */
export function whyLocked(locked: readonly LockedSecret[], kind: Vendor): string | null {
  const keys = keyNames(locked.filter((secret) => secret.kind === kind));
  if (keys.length === 0) return null;
  return `${vendors[kind].credentials} cannot be opened: the key ${keys.join(' or ')} that locked what is stored is missing from ENCRYPTION_KEYS, or was changed there.`;
}

/** Why a vendor cannot be called. */
export function whyNotAtHand(locked: readonly LockedSecret[], reason: ErrorReason): string {
  if (reason.kind !== 'secrets-locked' && reason.kind !== 'not-connected') return reason.kind;
  return whyLocked(locked, reason.vendor) ?? `${vendors[reason.vendor].name} is not connected.`;
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
