// Lists of many pages as async iterators: by cursor, by page number or by a URL, all alike for whoever reads them.

import type { Given, Operation } from '../../calls/paths.ts';
import type { Answer, Entity } from './answers.ts';
import type { Ask } from './ask.ts';

/** One page: its items, and how the next one is asked for; null after the last. */
interface Page<T> {
  items: readonly T[];
  next: string | null;
}

/** Items one after another; the next page is asked for once it is needed, and never where the reader stops. */
async function* inPages<T>(read: (next: string | null) => Promise<Page<T>>): AsyncGenerator<T, void, undefined> {
  const seen = new Set<string>();
  for (let next: string | null = null; ; ) {
    const page: Page<T> = await read(next);
    yield* page.items;
    // A cursor that comes twice would go round for ever.
    if (page.next === null || seen.has(page.next)) return;
    seen.add(page.next);
    next = page.next;
  }
}

export interface ListAnswer {
  readonly pages?: unknown;
  readonly [field: string]: unknown;
}

/** The schema that reads a page, and the field that has its items. */
export interface Listed<T extends ListAnswer, F extends keyof T & string> {
  answer: Answer<T>;
  field: F;
}

type ItemOf<T, F extends keyof T> = T[F] extends readonly (infer I)[] | null | undefined ? I : Entity;

/** How many items a page has where the caller does not say: as many as all lists take. */
export const PER_PAGE = 50;

/**
 * A list that goes by `per_page` and `starting_after`, in the query or, for a search, in the body.
 * Source: developers.intercom.com/docs/build-an-integration/learn-more/rest-apis/pagination-cursor.
 */
export function byCursor<T extends ListAnswer, F extends keyof T & string, O extends Operation>(
  ask: Ask,
  operation: O,
  given: Given<O> & { perPage?: number | undefined },
  { answer, field }: Listed<T, F>,
): AsyncGenerator<ItemOf<T, F>, void, undefined> {
  const { perPage = PER_PAGE, ...rest } = given;
  return inPages(async (cursor) => {
    const paging = { per_page: perPage, ...(cursor === null ? {} : { starting_after: cursor }) };
    const asked = rest.body
      ? { ...rest, body: { ...rest.body, pagination: paging } }
      : { ...rest, query: { ...rest.query, ...paging } };
    const page = await ask(operation, asked, answer);
    return { items: itemsOf<T, F>(page, field), next: cursorIn(page.pages) };
  });
}

/** A list that goes by `page` and `per_page`. Source: developers.intercom.com/docs/references/2.16/rest-api (articles, companies). */
export function byNumber<T extends ListAnswer, F extends keyof T & string, O extends Operation>(
  ask: Ask,
  operation: O,
  given: Given<O> & { perPage?: number | undefined },
  { answer, field }: Listed<T, F>,
): AsyncGenerator<ItemOf<T, F>, void, undefined> {
  const { perPage = PER_PAGE, ...rest } = given;
  return inPages(async (next) => {
    const number = Number(next ?? 1);
    const page = await ask(operation, { ...rest, query: { ...rest.query, page: number, per_page: perPage } }, answer);
    const items = itemsOf<T, F>(page, field);
    const total = wholeIn(page.pages, 'total_pages') ?? number;
    return { items, next: items.length > 0 && number < total ? String(number + 1) : null };
  });
}

/** A list whose pages name the next one by its URL, of which only the query counts: the host stays ours. */
export function byUrl<T extends ListAnswer, F extends keyof T & string, O extends Operation>(
  ask: Ask,
  operation: O,
  given: Given<O>,
  { answer, field }: Listed<T, F>,
): AsyncGenerator<ItemOf<T, F>, void, undefined> {
  return inPages(async (url) => {
    const query = url === null ? given.query : queryOf(url);
    const page = await ask(operation, { ...given, ...(query ? { query } : {}) }, answer);
    return { items: itemsOf<T, F>(page, field), next: textIn(page.pages, 'next') };
  });
}

function itemsOf<T extends ListAnswer, F extends keyof T & string>(page: T, field: F): readonly ItemOf<T, F>[] {
  // Some lists are called otherwise in the description than in its examples.
  const items: unknown = page[field] ?? page['data'];
  return Array.isArray(items) ? (items as ItemOf<T, F>[]) : [];
}

function queryOf(url: string): Record<string, string> {
  return URL.canParse(url, 'http://next') ? Object.fromEntries(new URL(url, 'http://next').searchParams) : {};
}

function fieldsOf(value: unknown): Entity {
  return typeof value === 'object' && value !== null ? (value as Entity) : {};
}

function cursorIn(pages: unknown): string | null {
  return textIn(fieldsOf(pages)['next'], 'starting_after');
}

function textIn(value: unknown, name: string): string | null {
  const found = fieldsOf(value)[name];
  return typeof found === 'string' && found !== '' ? found : null;
}

function wholeIn(value: unknown, name: string): number | null {
  const found = fieldsOf(value)[name];
  return typeof found === 'number' ? found : null;
}
