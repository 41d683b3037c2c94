// A scroll through everything: one at a time, dead after a minute, begun again where Intercom fails, and nothing given twice.
import { IntercomError } from '../../calls/errors.ts';
import type { Operation } from '../../calls/paths.ts';
import type { Answer } from './answers.ts';
import type { Ask } from './ask.ts';

export interface ScrollAnswer<T> {
  readonly data?: readonly T[] | null | undefined;
  readonly scroll_param?: string | null | undefined;
}

/** A scroll is begun so often before its failure is the reader's. */
const MOST_BEGINNINGS = 5;

/** A scroll of somebody else ends after a minute without a question. */
const OTHER_SCROLL_MS = 15_000;
const MOST_WAITS = 5;

/**
 * Source: developers.intercom.com/docs/references/2.16/rest-api/api.intercom.io/companies/scrolloverallcompanies: a second
 * scroll of an app is refused with 400, a `scroll_param` dies after a minute, and after a 500 a scroll begins anew.
 */
export async function* scroll<T extends { readonly id: string }>(
  ask: Ask,
  operation: Operation,
  answer: Answer<ScrollAnswer<T> | null>,
): AsyncGenerator<T, void, undefined> {
  const leave = await ask.scrolls.enter();
  try {
    const given = new Set<string>();
    let at: string | null = null;
    let beginnings = 1;
    for (;;) {
      let page: ScrollAnswer<T> | null;
      try {
        page = await read(ask, operation, at, answer);
      } catch (error) {
        if (!mayBeginAgain(error) || beginnings >= MOST_BEGINNINGS) throw error;
        beginnings += 1;
        at = null;
        continue;
      }
      const items = page?.data ?? [];
      for (const item of items) {
        if (given.has(item.id)) continue;
        given.add(item.id);
        yield item;
      }
      at = page?.scroll_param ?? null;
      if (items.length === 0 || at === null) return;
    }
  } finally {
    leave();
  }
}

/** Another scroll of the workspace is waited for, where questions wait at all. */
async function read<T>(
  ask: Ask,
  operation: Operation,
  at: string | null,
  answer: Answer<ScrollAnswer<T> | null>,
): Promise<ScrollAnswer<T> | null> {
  for (let waits = 0; ; waits += 1) {
    try {
      return await ask(operation, at === null ? {} : { query: { scroll_param: at } }, answer);
    } catch (error) {
      if (!isOther(error) || at !== null || !ask.isPatient || waits >= MOST_WAITS) throw error;
      await ask.wait(OTHER_SCROLL_MS);
    }
  }
}

function isOther(error: unknown): boolean {
  return error instanceof IntercomError && error.kind === 'scroll-open';
}

/** After a failure, or where the scroll's parameter is no longer known. */
function mayBeginAgain(error: unknown): boolean {
  if (!(error instanceof IntercomError)) return false;
  return error.status === null || error.status >= 500 || error.status === 404;
}
