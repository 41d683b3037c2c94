// A call of Intercom's API by its method and path, as the API description writes them.

import type { UploadedBytes } from './upload.ts';

type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';

/** As in `GET /contacts/{id}`. */
export type Operation = `${Method} /${string}`;

/** The names between the braces of an operation. */
type PathNames<O extends string> = O extends `${string}{${infer Name}}${infer Rest}` ? Name | PathNames<Rest> : never;

type QueryValue = string | number | boolean | null | undefined;

/** The parts that a call sends beside its operation. */
export interface Given<O extends string = string> {
  at?: Readonly<Record<PathNames<O>, string>>;
  query?: Readonly<Record<string, QueryValue>>;
  body?: object;
  /** Files that go along as the body's `attachment_files`. */
  files?: readonly UploadedBytes[];
}

export function methodOf(operation: string): Method {
  return operation.slice(0, operation.indexOf(' ')) as Method;
}

/** The path with its names filled, and the query without the values that are not given. */
export function pathOf<O extends string>(operation: O, { at, query = {} }: Given<O>): string {
  const ids: Readonly<Record<string, string>> = at ?? {};
  const path = operation
    .slice(operation.indexOf(' ') + 1)
    .replace(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(ids[name] ?? ''));
  const given = Object.entries(query).flatMap(([name, value]) =>
    value === undefined || value === null ? [] : [[name, String(value)]],
  );
  return given.length === 0 ? path : `${path}?${new URLSearchParams(given)}`;
}

/** A search or a list is a question, whatever its method. */
export function changesSomething(operation: string): boolean {
  return methodOf(operation) !== 'GET' && !/^POST \/\w+\/(search|list)$/.test(operation);
}
