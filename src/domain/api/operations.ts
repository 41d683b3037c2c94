// The calls of the API as values: what each asks for, what it answers, and which keys may make it.
import type { Scope } from '../api-keys.ts';

export type Method = 'GET' | 'PUT' | 'POST' | 'PATCH' | 'DELETE';

/** A JSON schema. */
export type Schema = Readonly<Record<string, unknown>>;

export interface Operation {
  /** Its name in clients that are made from the description. */
  id: string;
  method: Method;
  /** Below `/api/v1`, with the names of its parts: `/texts/{id}`. */
  path: string;
  scope: Scope;
  /** The values in its path and query, each with a schema. */
  params: Readonly<Record<string, Schema>>;
  query: Readonly<Record<string, Schema>>;
  /** Null: it takes no body. */
  body: Schema | null;
  /** The body may be left out. */
  mayBeEmpty?: true;
  answer: Schema;
  /** Body and answer are lines of JSON (NDJSON), one answer a line; the schemas are those of one line. */
  isLines?: true;
  /** Its work may go on after the answer, which has the status 202 then. */
  mayGoOn?: boolean;
  /** A call that comes again with the same Idempotency-Key is one call; absent: the call takes no such key. */
  isOnce?: true;
}

/** An Idempotency-Key: printable ASCII, as headers are. */
export const onceSchema = { type: 'string', minLength: 1, maxLength: 200, pattern: '^[\\x21-\\x7e]+$' } as const;

/** The number of items on a page of a list. */
export const PAGE = { usual: 50, most: 100 } as const;
