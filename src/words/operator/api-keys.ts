// Keys of the API, as the operator reads of them.
import { type ApiKey, isUsable } from '../../domain/api-keys.ts';
import { fullTime } from '../times.ts';

export const apiKeyWords = {
  none: 'There is no API key yet.',
  noSuchKey: 'There is no such key, or it was revoked before.',
  revoked: (name: string) => `The key ${name} works no more. Other processes notice within five seconds.`,
  shownOnce: 'Keep it now: it is not shown again, and only its hash is stored.',

  standing(key: ApiKey, now: Date): string {
    const { revokedAt, expiresAt, lastUsedAt } = key;
    const time = (at: Date) => fullTime(at, 'UTC', null);
    if (revokedAt !== null) return `revoked ${time(revokedAt)}`;
    if (!isUsable(key, now)) return `expired ${expiresAt === null ? '' : time(expiresAt)}`;
    return lastUsedAt === null ? 'never used' : `last used ${time(lastUsedAt)}`;
  },
} as const;
