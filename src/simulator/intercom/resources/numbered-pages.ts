// Numbered pages of the pretend REST API: `page` and `per_page` in the query.
import { invalidParameter } from '../errors.ts';

const USUAL = 20;
const MOST = 150;

export interface NumberedPage<T> {
  items: readonly T[];
  total: number;
  pages: { type: 'pages'; page: number; per_page: number; total_pages: number };
}

export function numberedPage<T>(all: readonly T[], query: URLSearchParams): NumberedPage<T> {
  const page = wholeIn(query, 'page', 1);
  const perPage = Math.min(MOST, wholeIn(query, 'per_page', USUAL));
  const items = all.slice((page - 1) * perPage, page * perPage);
  const totalPages = Math.max(1, Math.ceil(all.length / perPage));
  return { items, total: all.length, pages: { type: 'pages', page, per_page: perPage, total_pages: totalPages } };
}

function wholeIn(query: URLSearchParams, name: string, usual: number): number {
  const value = Number(query.get(name) ?? usual);
  if (!Number.isInteger(value) || value < 1) throw invalidParameter(`${name} must be 1 or more`);
  return value;
}
