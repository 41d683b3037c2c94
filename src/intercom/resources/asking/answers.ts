// Schemas of answers: only the fields that somebody relies on, tolerant of the types that Intercom mixes; the type follows.
import type { FromSchema, JSONSchema } from 'json-schema-to-ts';
import { type Checked, compileCheck } from '../../../lib/schema.ts';

export type Answer<T> = (value: unknown) => Checked<T>;

/** Compiled when the first answer comes: a process that asks for one thing compiles one schema. */
export function answer<const S extends JSONSchema>(schema: S): Answer<FromSchema<S>> {
  let check: Answer<unknown> | undefined;
  const read: Answer<unknown> = (value) => {
    check ??= compileCheck(schema as object);
    return check(value);
  };
  return read as never;
}

/** An answer that is as good as its status. */
export const anything: Answer<unknown> = (value) => ({ ok: true, value });

export const text = { type: ['string', 'null'] } as const;
export const flag = { type: ['boolean', 'null'] } as const;
export const whole = { type: ['integer', 'null'] } as const;
/** Unix seconds. */
export const time = { type: ['integer', 'null'] } as const;
/** Intercom gives the id of a teammate or team as a number in one answer and as text in the next. */
export const reference = { type: ['integer', 'string', 'null'] } as const;
export const record = { type: ['object', 'null'] } as const;

export type Entity = Readonly<Record<string, unknown>>;
