// The keys with which a customer's own systems call the API: each with what it may do, and until when.

/** A key may do one or several of these; none includes another. */
export const scopes = ['read', 'send', 'consent', 'admin'] as const;
export type Scope = (typeof scopes)[number];

export function isScope(word: string): word is Scope {
  return (scopes as readonly string[]).includes(word);
}

export interface ApiKey {
  id: string;
  name: string;
  scopes: readonly Scope[];
  /** The last characters, by which people tell keys apart. */
  ending: string;
  createdAt: Date;
  /** Null: never. */
  expiresAt: Date | null;
  lastUsedAt: Date | null;
  revokedAt: Date | null;
}

export const LONGEST_NAME = 60;
export const MOST_KEYS = 50;

/** Characters of the secret: 256 bits in base64url. */
const SECRET_LENGTH = 43;
const ENDING = 4;

/** A key names its workspace, so that its row is looked up there alone. Scanners for leaked secrets know it by its first word. */
export function keyText(workspaceId: string, secret: string): string {
  return `threadwire_${workspaceId}_${secret}`;
}

export function endingOf(key: string): string {
  return key.slice(-ENDING);
}

/** The workspace that a key names; null for anything else. */
export function workspaceOf(key: string): string | null {
  const [, workspaceId] =
    new RegExp(`^threadwire_([\\x21-\\x7e]{1,100})_[A-Za-z0-9_-]{${SECRET_LENGTH}}$`).exec(key) ?? [];
  return workspaceId ?? null;
}

export function isUsable({ revokedAt, expiresAt }: Pick<ApiKey, 'revokedAt' | 'expiresAt'>, now: Date): boolean {
  return revokedAt === null && (expiresAt === null || expiresAt > now);
}

export type KeysDone = { kind: 'key-revoked'; name: string };

export type KeysProblem =
  | { kind: 'key-name-form'; most: number }
  | { kind: 'key-scopes-missing' }
  | { kind: 'key-gone' }
  | { kind: 'too-many-keys'; most: number };

/** A key that was made just now, with its text, which nobody can read again. */
export interface MadeKey {
  name: string;
  key: string;
}

/** The days for which a key may work; null: until it is revoked. */
export const keyDays = [30, 90, 365, null] as const;
