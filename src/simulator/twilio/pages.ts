// Twilio's two kinds of list: the old API's, with its paging beside the items, and the newer ones', with `meta`.
// https://www.twilio.com/docs/usage/twilios-response#pagination
import { RestError } from './errors.ts';

type Resource = Record<string, unknown>;

interface Listing<T> {
  key: string;
  /** The address of the list. */
  path: string;
  query: URLSearchParams;
  present: (item: T) => Resource;
}

/** A page of the API of 2010. The next one begins after the sid in its token, so that newer items do not shift it. */
export function pageOf<T extends { sid: string }>(items: T[], listing: Listing<T>): Resource {
  const { shown, start, page, pageSize, first, next, previous } = cut(items, listing);
  return {
    [listing.key]: shown.map(listing.present),
    end: Math.max(start + shown.length - 1, 0),
    first_page_uri: first,
    next_page_uri: next,
    page,
    page_size: pageSize,
    previous_page_uri: previous,
    start,
    uri: `${listing.path}?${listing.query}`,
  };
}

/** A page of the messaging API; `origin` is where that API is served. */
export function metaPageOf<T extends { sid: string }>(items: T[], listing: Listing<T>, origin: string): Resource {
  const { shown, page, pageSize, first, next, previous } = cut(items, listing);
  const url = (path: string | null): string | null => (path === null ? null : origin + path);
  return {
    meta: {
      first_page_url: url(first),
      key: listing.key,
      next_page_url: url(next),
      page,
      page_size: pageSize,
      previous_page_url: url(previous),
      url: url(`${listing.path}?${listing.query}`),
    },
    [listing.key]: shown.map(listing.present),
  };
}

function cut<T extends { sid: string }>(items: T[], { path, query }: Listing<T>) {
  const size = Number(query.get('PageSize') ?? 50);
  if (!Number.isInteger(size) || size < 1) throw new RestError(20001, 'PageSize is out of range');
  const pageSize = Math.min(size, 1000);
  const page = Number(query.get('Page') ?? 0);
  const after = query.get('PageToken')?.replace(/^PA/, '');
  const start = after === undefined ? page * pageSize : items.findIndex(({ sid }) => sid === after) + 1;
  const shown = items.slice(start, start + pageSize);
  const last = shown.at(-1);
  const uri = (number: number, token?: string): string => {
    const params = new URLSearchParams(query);
    params.set('PageSize', String(pageSize));
    params.set('Page', String(number));
    params.delete('PageToken');
    if (token !== undefined) params.set('PageToken', `PA${token}`);
    return `${path}?${params}`;
  };
  const next = last && start + pageSize < items.length ? uri(page + 1, last.sid) : null;
  return { shown, start, page, pageSize, first: uri(0), next, previous: page > 0 ? uri(page - 1) : null };
}
