// How commands about keys of the API end.

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
