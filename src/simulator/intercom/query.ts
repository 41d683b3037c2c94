// Intercom's search language: groups of filters, their limits, and the meaning of each operator.
import { invalidParameter } from './errors.ts';
import { isObject } from './operation.ts';

export type Value = string | number | boolean | null | readonly string[];

/** A record's field as a filter reads it; undefined if there is no such field. */
export type ReadField<T> = (record: T, field: string) => Value | undefined;

export interface QueryRules<T> {
  readonly read: ReadField<T>;
  /** Makes both sides of a comparison comparable, as contacts' dates are whole days. */
  readonly level?: (field: string, value: Value) => Value;
  /** `>` and `<` include equality, as they do for conversations. */
  readonly inclusive: boolean;
}

// https://developers.intercom.com/docs/references/2.16/rest-api/api.intercom.io/contacts/searchcontacts
const MOST_FILTERS = 15;
const DEEPEST_GROUP = 2;
const OPERATORS = ['=', '!=', 'IN', 'NIN', '<', '<=', '>', '>=', '~', '!~', '^', '$'];

interface Filter {
  readonly field: string;
  readonly operator: string;
  readonly value: unknown;
}

interface Group {
  readonly all: boolean;
  readonly members: readonly (Filter | Group)[];
}

/** A predicate for the query; 400 where the query is malformed, too deep or too wide. */
export function compileQuery<T>(query: unknown, rules: QueryRules<T>): (record: T) => boolean {
  const parsed = parse(query, 0);
  return (record) => holds(parsed, record, rules);
}

function parse(query: unknown, depth: number): Filter | Group {
  if (!isObject(query)) throw invalidParameter('query must be an object');
  const { operator, value, field } = query;
  if (operator === 'AND' || operator === 'OR') {
    if (depth >= DEEPEST_GROUP) throw invalidParameter(`Queries may be nested ${DEEPEST_GROUP} levels deep`);
    if (!Array.isArray(value)) throw invalidParameter(`The value of ${operator} must be a list of filters`);
    if (value.length > MOST_FILTERS) throw invalidParameter(`A group may have at most ${MOST_FILTERS} filters`);
    return { all: operator === 'AND', members: value.map((one: unknown) => parse(one, depth + 1)) };
  }
  if (typeof field !== 'string') throw invalidParameter('field must be a string');
  if (typeof operator !== 'string' || !OPERATORS.includes(operator)) throw invalidParameter('operator is not valid');
  if ((operator === 'IN' || operator === 'NIN') && !Array.isArray(value)) {
    throw invalidParameter(`The value of ${operator} must be a list`);
  }
  return { field, operator, value };
}

function holds<T>(node: Filter | Group, record: T, rules: QueryRules<T>): boolean {
  if ('members' in node) {
    return node.all
      ? node.members.every((one) => holds(one, record, rules))
      : node.members.some((one) => holds(one, record, rules));
  }
  const actual = rules.read(record, node.field);
  if (actual === undefined) throw invalidParameter(`${node.field} is not a searchable field`);
  const level = (value: unknown): Value => {
    const plain = plainValue(value);
    return rules.level ? rules.level(node.field, plain) : plain;
  };
  if (node.operator === 'IN' || node.operator === 'NIN') {
    const wanted = Array.isArray(node.value) ? node.value.map(level) : [];
    return wanted.some((one) => equal(level(actual), one)) === (node.operator === 'IN');
  }
  return compare(node.operator, level(actual), level(node.value), rules.inclusive);
}

function compare(operator: string, actual: Value, wanted: Value, inclusive: boolean): boolean {
  switch (operator) {
    case '=':
      return equal(actual, wanted);
    case '!=':
      return !equal(actual, wanted);
    case '~':
      return contains(actual, wanted);
    case '!~':
      return !contains(actual, wanted);
    case '^':
      return textOf(actual).startsWith(textOf(wanted));
    case '$':
      return textOf(actual).endsWith(textOf(wanted));
    default:
      return ordered(operator, actual, wanted, inclusive);
  }
}

function ordered(operator: string, actual: Value, wanted: Value, inclusive: boolean): boolean {
  if (actual === null || wanted === null) return false;
  const bothNumbers = Number.isFinite(Number(actual)) && Number.isFinite(Number(wanted));
  const difference = bothNumbers ? Number(actual) - Number(wanted) : textOf(actual).localeCompare(textOf(wanted));
  if (difference === 0) return inclusive || operator.endsWith('=');
  return operator.startsWith('>') ? difference > 0 : difference < 0;
}

function equal(actual: Value, wanted: Value): boolean {
  if (Array.isArray(actual)) return actual.includes(textOf(wanted));
  if (actual === null || wanted === null) return actual === wanted;
  return textOf(actual) === textOf(wanted);
}

function contains(actual: Value, wanted: Value): boolean {
  if (Array.isArray(actual)) return actual.includes(textOf(wanted));
  return actual !== null && textOf(actual).toLowerCase().includes(textOf(wanted).toLowerCase());
}

function plainValue(value: unknown): Value {
  if (value === null || typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') {
    return value;
  }
  if (Array.isArray(value)) return value.map(String);
  throw invalidParameter('value must be a string, a number, a boolean, null or a list');
}

function textOf(value: Value): string {
  return value === null ? '' : String(value);
}
