// Sortable ids: later ones sort after earlier ones, also within a millisecond of one process.
import { v7 } from 'uuid';

/** A UUID version 7. */
export function newId(): string {
  return v7();
}
