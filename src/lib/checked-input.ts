// Checks of what a caller of the API sent: all faults at once, each with its place, and query values read as their types.
import { Ajv, type ErrorObject } from 'ajv';

export interface InputFault {
  /** A JSON pointer, or the name of a query value. */
  at: string;
  /** The rule, never the content. */
  rule: string;
}

export type InputCheck = (value: unknown) => readonly InputFault[];

const MOST_FAULTS = 20;
const common = { strict: true, allErrors: true, allowUnionTypes: true } as const;
// Formats that only documents need, such as date-time, are checked where the value is read.
const bodies = new Ajv({ ...common, validateFormats: false });
const queries = new Ajv({ ...common, validateFormats: false, coerceTypes: true });

/** The check is compiled when it is first needed: a service that nobody calls pays neither the time nor the memory. */
export function bodyCheck(schema: object): InputCheck {
  return checkBy(() => bodies.compile(schema));
}

/** Changes the values of the object that it checks: `"5"` to 5 where the schema wants a number. */
export function queryCheck(schema: object): InputCheck {
  return checkBy(() => queries.compile(schema));
}

function checkBy(compile: () => ReturnType<Ajv['compile']>): InputCheck {
  let compiled: ReturnType<Ajv['compile']> | undefined;
  return (value) => {
    compiled ??= compile();
    return compiled(value) ? [] : (compiled.errors ?? []).slice(0, MOST_FAULTS).map(toFault);
  };
}

function toFault({ instancePath, message, params }: ErrorObject): InputFault {
  const { additionalProperty } = params as { additionalProperty?: string };
  const name = additionalProperty === undefined ? '' : `/${additionalProperty.slice(0, 60)}`;
  return { at: `${instancePath}${name}` || '/', rule: message ?? 'is invalid' };
}
