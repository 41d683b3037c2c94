// Cursor pages of the pretend REST API: `per_page` and an opaque `starting_after`.
import { invalidParameter } from './errors.ts';
import type { Fields } from './operation.ts';
import type { Json } from './payloads.ts';

const MOST_PER_PAGE = 150;

export interface PageRequest {
  readonly perPage: number;
  /** Id of the last item of the page before; null for the first page. */
  readonly afterId: string | null;
}

export interface Page<T> {
  readonly items: readonly T[];
  readonly total: number;
  readonly pages: Json;
}

export function pageRequest(pagination: Fields | undefined, perPageDefault: number): PageRequest {
  return checked(pagination?.integer('per_page'), pagination?.textOrNull('starting_after'), perPageDefault);
}

export function pageRequestFromQuery(query: URLSearchParams, perPageDefault: number): PageRequest {
  const perPage = query.get('per_page');
  return checked(perPage === null ? undefined : Number(perPage), query.get('starting_after'), perPageDefault);
}

export function pageOf<T extends { id: string }>(all: readonly T[], request: PageRequest): Page<T> {
  const start = request.afterId === null ? 0 : all.findIndex((one) => one.id === request.afterId) + 1;
  if (request.afterId !== null && start === 0) throw invalidParameter('starting_after is invalid');
  const items = all.slice(start, start + request.perPage);
  const last = items.at(-1);
  const more = last !== undefined && start + items.length < all.length;
  return {
    items,
    total: all.length,
    pages: {
      type: 'pages',
      page: Math.floor(start / request.perPage) + 1,
      per_page: request.perPage,
      total_pages: Math.max(1, Math.ceil(all.length / request.perPage)),
      ...(more ? { next: { per_page: request.perPage, starting_after: toCursor(last.id) } } : {}),
    },
  };
}

function checked(perPage: number | undefined, cursor: string | null | undefined, perPageDefault: number): PageRequest {
  const size = perPage ?? perPageDefault;
  if (!Number.isInteger(size) || size < 1 || size > MOST_PER_PAGE) {
    throw invalidParameter(`per_page must be between 1 and ${MOST_PER_PAGE}`);
  }
  return { perPage: size, afterId: cursor ? fromCursor(cursor) : null };
}

function toCursor(id: string): string {
  return Buffer.from(JSON.stringify([id])).toString('base64');
}

function fromCursor(cursor: string): string {
  const decoded = Buffer.from(cursor, 'base64').toString('utf8');
  const id = /^\["(\w+)"\]$/.exec(decoded)?.[1];
  if (id === undefined) throw invalidParameter('starting_after is invalid');
  return id;
}
