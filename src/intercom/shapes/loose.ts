// Reading what Intercom sends: a field that we need in every spelling met, and no other field at all.
import { wellFormed } from '../../domain/well-formed.ts';

type Fields = Readonly<Record<string, unknown>>;

export function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Undefined where there is none; what objects inherit is no field. */
export function field(value: unknown, ...path: readonly string[]): unknown {
  return path.reduce((at: unknown, name) => (isFields(at) && Object.hasOwn(at, name) ? at[name] : undefined), value);
}

export function textOf(value: unknown): string | null {
  if (typeof value === 'number' && Number.isFinite(value)) return String(value);
  return typeof value === 'string' ? wellFormed(value) : null;
}

/** One of a list of words, in small letters; null where there is none. */
export function wordOf(value: unknown): string | null {
  return textOf(value)?.trim().toLowerCase() || null;
}

/** A string or a number; visible characters, and few of them, whatever made it. */
export function idOf(value: unknown): string | null {
  const id = typeof value === 'string' || Number.isSafeInteger(value) ? String(value) : '';
  return /^[!-~]{1,100}$/.test(id) ? id : null;
}

export function isTrue(value: unknown): boolean {
  return value === true || value === 'true';
}

/** Later than any date in seconds; milliseconds are beyond it since 1973. */
const MOST_SECONDS = 32_503_680_000;

/**
 * Unix seconds or milliseconds, as a number or its digits; or ISO 8601 with an offset, `Z` or neither, which is UTC then.
 * Null for anything else, and for dates before 1970 and after 2999. Source: https://github.com/intercom/Intercom-OpenAPI/issues/85
 */
export function timeOf(value: unknown): Date | null {
  const text = typeof value === 'string' ? value.trim() : '';
  const number = typeof value === 'number' ? value : /^\d+(\.\d+)?$/.test(text) ? Number(text) : Number.NaN;
  const ms = Number.isNaN(number) ? isoTime(text) : number > MOST_SECONDS ? number : number * 1000;
  return ms > 0 && ms <= MOST_SECONDS * 1000 ? new Date(ms) : null;
}

const iso = /^(\d{4}-\d\d-\d\d)(?:[T ](\d\d:\d\d(?::\d\d(?:\.\d+)?)?) ?(Z|UTC|[+-]\d\d(?::?\d\d)?)?)?$/i;

function isoTime(text: string): number {
  const [, day, time = '00:00', zone = 'Z'] = iso.exec(text) ?? [];
  if (day === undefined) return Number.NaN;
  const offset = /^[+-]/.test(zone)
    ? zone.replace(/^(...):?(\d\d)?$/, (_, hours, minutes) => `${hours}:${minutes ?? '00'}`)
    : 'Z';
  return Date.parse(`${day}T${time}${offset}`);
}

/** The names of lists inside the objects that hold them. */
const containers = ['data', 'items'];

/** A bare list, one inside an object under its own name or a general one, or the one object that it would hold; else null. */
export function listOf(value: unknown, name: string): readonly unknown[] | null {
  if (Array.isArray(value)) return value;
  if (!isFields(value)) return null;
  for (const container of [name, ...containers]) {
    const inner = field(value, container);
    if (Array.isArray(inner)) return inner;
  }
  return field(value, 'id') === undefined ? null : [value];
}
