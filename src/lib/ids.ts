// Sortable ids: later ones sort after earlier ones, also within a millisecond of one process.
import { randomBytes } from 'node:crypto';
import { v7 } from 'uuid';

/** A UUID version 7. */
export function newId(): string {
  return v7();
}

/** 256 random bits, fit to stand in a URL. */
export function newSecret(): string {
  return randomBytes(32).toString('base64url');
}
