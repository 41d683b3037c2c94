// A page of a list that is read whole: its cursor is the id of the last item of the page before.
import { PAGE } from '../../domain/api/operations.ts';
import type { Call } from './call.ts';
import { throwIf } from './values.ts';

/** Throws for a cursor whose item is not in the list. */
export function pageIn<Item extends { id: string }>(
  items: readonly Item[],
  { limit = PAGE.usual, cursor }: Call['query'],
): { data: Item[]; next_cursor: string | null } {
  const before = cursor === undefined ? -1 : items.findIndex(({ id }) => id === cursor);
  throwIf({ '/cursor': cursor !== undefined && before === -1 });
  const data = items.slice(before + 1, before + 1 + Number(limit));
  const isLast = before + 1 + data.length >= items.length;
  return { data, next_cursor: isLast ? null : (data.at(-1)?.id ?? null) };
}
