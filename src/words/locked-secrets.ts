// Stored credentials that cannot be opened: the reason, for everybody who waits for them.
import type { Obstacle } from '../domain/obstacle.ts';
import { vendorNames } from './names.ts';

type SecretsLocked = Extract<Obstacle, { kind: 'secrets-locked' }>;

export function tellLockedSecrets({ vendor, keyIds }: SecretsLocked): string {
  const credentials =
    vendor === 'intercom' ? `The token for ${vendorNames.intercom}` : `The credentials for ${vendorNames.twilio}`;
  const keys = keyIds.split(',').map((id) => `“${id}”`);
  return `${credentials} cannot be opened: the key ${keys.join(' or ')} is missing from ENCRYPTION_KEYS or has another value there.`;
}
