// A search as people write it, and the query that Intercom takes.
// Source: developers.intercom.com/docs/references/2.16/rest-api/api.intercom.io/contacts/searchcontacts.
import { failed } from './asking/failed.ts';
import { may, wireName } from './asking/verb.ts';

export const searchTakes = {
  /** Conditions such as `role = lead`; all of them hold. */
  where: may('texts'),
  /** One of them is enough. */
  any: may('flag'),
  /** A query as Intercom's own documentation writes it, instead of conditions. */
  query: may('json'),
} as const;

interface Search {
  where?: readonly string[] | undefined;
  any?: boolean | undefined;
  query?: unknown;
}

/** Longer operators first. `==` is none: it would look for the value `= lead`. */
const condition = /^\s*([\w.-]+)\s*(!=|!~|<=|>=|=|~|<|>|\^|\$|\bNIN\b|\bIN\b)(?!=)\s*(.*?)\s*$/i;

export function queryOf({ where = [], any = false, query }: Search): object {
  if (typeof query === 'object' && query !== null) return query;
  const filters = where.map(filterOf);
  const [first] = filters;
  // Every record has been made some time.
  if (first === undefined) return { field: 'created_at', operator: '>', value: 0 };
  return filters.length === 1 ? first : { operator: any ? 'OR' : 'AND', value: filters };
}

/** How Intercom orders what it finds. */
export function sortOf({ sort, order }: { sort?: string | undefined; order?: string | undefined }): object {
  if (sort === undefined) return {};
  return { sort: { field: fieldName(sort), order: order ?? 'ascending' } };
}

function filterOf(words: string): { field: string; operator: string; value: unknown } {
  const [, field, operator, value] = condition.exec(words) ?? [];
  if (field === undefined || operator === undefined || value === undefined) throw failed('bad-request', words);
  const isList = /^n?in$/i.test(operator);
  return {
    field: fieldName(field),
    operator: operator.toUpperCase(),
    value: isList ? value.split(',').map((one) => one.trim()) : readValue(value, isTime(field)),
  };
}

/** `externalId` and `external-id` are `external_id` too; the name of a custom attribute stays as it is. */
function fieldName(field: string): string {
  return field.startsWith('custom_attributes.') ? field : wireName(field).replaceAll('-', '_');
}

/** Intercom compares times in Unix seconds. */
function isTime(field: string): boolean {
  return /(_at|_since|_until)$/.test(field);
}

const day = /^\d{4}-\d\d-\d\d(T[\d:]+(Z|[+-]\d\d:\d\d))?$/;

/** A number or a truth as such, since Intercom compares a text with neither; a date as seconds, where times are compared. */
function readValue(text: string, isOfTime: boolean): string | number | boolean | null {
  if (/^(true|false)$/.test(text)) return text === 'true';
  if (text === 'null') return null;
  if (isOfTime && day.test(text)) return Math.floor(Date.parse(text) / 1000);
  return /^-?\d{1,12}$/.test(text) ? Number(text) : text;
}
