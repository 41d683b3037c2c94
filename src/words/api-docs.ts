// The page that describes the API, in words: its headings, and the type of a value.

export const apiDocsWords = {
  lead: 'For programs of your own: texts, consent, templates and settings.',
  start: 'Start',
  address: 'Every call begins with',
  key: 'Every call carries an API key of the workspace:',
  keys: 'Make a key',
  machine: 'This description for programs (OpenAPI 3.1)',
  calls: 'Calls',
  values: 'Values in the address',
  body: 'Body',
  answer: 'Answer',
  refusals: 'Refusals',
  refusalsHint: 'A refusal is a problem as RFC 9457 has it. Decide by its type, which stays the same.',
} as const;

interface Typed {
  type?: string | readonly string[];
  enum?: readonly unknown[];
  anyOf?: readonly Typed[];
  oneOf?: readonly Typed[];
  const?: unknown;
  format?: string;
  minimum?: number;
  maximum?: number;
  default?: unknown;
  minLength?: number;
  maxLength?: number;
}

const types: Readonly<Record<string, string>> = {
  array: 'a list',
  boolean: 'true or false',
  integer: 'a whole number',
  null: 'null',
  number: 'a number',
  object: 'an object',
  string: 'text',
};

const formats: Readonly<Record<string, string>> = {
  'date-time': 'a time, such as 2026-01-08T13:05:00Z',
  uuid: 'an id',
};

/** `text, 1 to 200 characters; needed` for a JSON schema. */
export function typeInWords(schema: object, isNeeded: boolean): string {
  const said = schema as Typed;
  const usual = said.default === undefined ? [] : [`${String(said.default)} where none is given`];
  return [kindInWords(said), ...usual, ...(isNeeded ? [] : ['may be left out'])].join('; ');
}

function kindInWords(schema: Typed): string {
  const { type, anyOf, oneOf, format } = schema;
  const choices = anyOf ?? oneOf;
  if (choices !== undefined) return choices.map(kindInWords).join(', or ');
  if (schema.const !== undefined) return JSON.stringify(schema.const);
  if (schema.enum !== undefined) return schema.enum.map(String).join(', ');
  const kinds = [type ?? 'object'].flat().map((one) => types[one] ?? one);
  const named = format === undefined ? undefined : formats[format];
  return `${named ?? kinds.join(', or ')}${limitsOf(schema)}`;
}

function limitsOf({ minimum, maximum, maxLength }: Typed): string {
  if (minimum !== undefined && maximum !== undefined) return `, ${minimum} to ${maximum}`;
  return maxLength === undefined ? '' : `, at most ${maxLength} characters`;
}
