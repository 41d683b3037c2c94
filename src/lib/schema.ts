// JSON schemas compiled once, when they are first needed: one schema gives the check and the type.
import { Ajv } from 'ajv';
import type { FromSchema, JSONSchema } from 'json-schema-to-ts';

const ajv = new Ajv({ strict: true, allowUnionTypes: true, allErrors: false });

export type Checked<T> = { ok: true; value: T } | { ok: false; problem: string };

/** A check of unknown input; `problem` names the place and the rule, never the content. */
export function compileSchema<const S extends JSONSchema>(schema: S): (value: unknown) => Checked<FromSchema<S>> {
  return compileCheck(schema as object) as (value: unknown) => Checked<FromSchema<S>>;
}

/** As `compileSchema`, for a schema whose type somebody else knows. */
export function compileCheck(schema: object): (value: unknown) => Checked<unknown> {
  let validate: ReturnType<typeof ajv.compile> | undefined;
  return (value) => {
    validate ??= ajv.compile(schema);
    if (validate(value)) return { ok: true, value };
    const [first] = validate.errors ?? [];
    return { ok: false, problem: `${first?.instancePath || 'the body'} ${first?.message ?? 'is invalid'}` };
  };
}

export function mapRead<T, U>(checked: Checked<T>, map: (value: T) => U): Checked<U> {
  return checked.ok ? { ok: true, value: map(checked.value) } : checked;
}
