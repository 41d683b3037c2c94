// Attributes of a record as Intercom takes them: names of letters, digits and underscores, and values without depth.
import { DateTime } from 'luxon';
import { wellFormed } from '../well-formed.ts';
import { type AttributeValue, type RecordFault, recordLimits } from './record.ts';

/** Deeper values are left out. */
const DEEPEST = 4;

/** Nested names are joined by an underscore; two names that become the same keep the first value. */
export function cleanAttributes(
  given: Readonly<Record<string, unknown>>,
  at: string,
  prefix = '',
): { attributes: Record<string, AttributeValue>; faults: RecordFault[] } {
  const attributes = new Map<string, AttributeValue>();
  const faults: RecordFault[] = [];
  const add = (path: string, parts: readonly string[], value: unknown): void => {
    if (isNested(value)) {
      if (parts.length < DEEPEST) for (const [name, inner] of Object.entries(value)) add(path, [...parts, name], inner);
      else faults.push({ at: path, kind: 'name' });
      return;
    }
    const name = attributeName(parts, prefix);
    if (name === null) faults.push({ at: path, kind: 'name' });
    else if (attributes.has(name)) faults.push({ at: path, kind: 'twice' });
    else if (attributes.size >= recordLimits.attributes) faults.push({ at: path, kind: 'too-many' });
    else {
      const clean = attributeValue(value);
      if (typeof clean === 'string' && clean.length > recordLimits.attributeValue) {
        faults.push({ at: path, kind: 'shortened' });
        attributes.set(name, wellFormed(clean.slice(0, recordLimits.attributeValue)));
      } else attributes.set(name, clean);
    }
  };
  for (const [name, value] of Object.entries(given)) add(`${at}/${name.slice(0, 60)}`, [name], value);
  return { attributes: Object.fromEntries(attributes), faults: faults.slice(0, 20) };
}

/** Null where nothing is left of the name. */
function attributeName(parts: readonly string[], prefix: string): string | null {
  const plain = parts
    .map((part) => part.normalize('NFKC').replaceAll(/[^\p{L}\p{N}]+/gu, '_'))
    .join('_')
    .replaceAll(/_+/g, '_')
    .replaceAll(/^_|_$/g, '');
  if (plain === '' || plain === 'proto') return null;
  const named = prefix !== '' && !plain.toLowerCase().startsWith(prefix) ? `${prefix}${plain}` : plain;
  return named.slice(0, recordLimits.attributeName);
}

function isNested(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** A string that is a whole ISO 8601 date or time becomes a date. */
function attributeValue(value: unknown): AttributeValue {
  if (typeof value === 'boolean') return value;
  if (typeof value === 'number') return Number.isFinite(value) ? value : null;
  if (Array.isArray(value)) return attributeValue(value.filter((one) => typeof one !== 'object').join(', '));
  if (typeof value !== 'string' || value === '') return null;
  return secondsOf(value) ?? value;
}

/** Unix seconds of an ISO 8601 date, or of a time with its offset; null for all else. */
export function secondsOf(text: string): number | null {
  if (!/^\d{4}-\d{2}-\d{2}(T\d{2}:\d{2}(:\d{2}(\.\d{1,9})?)?(Z|[+-]\d{2}:?\d{2}))?$/.test(text)) return null;
  const time = DateTime.fromISO(text, { zone: 'utc' });
  return time.isValid ? Math.floor(time.toSeconds()) : null;
}

/** The type that an attribute of this value is made with in Intercom. */
export function attributeType(
  name: string,
  value: AttributeValue,
): 'string' | 'integer' | 'float' | 'boolean' | 'date' {
  if (typeof value === 'boolean') return 'boolean';
  if (typeof value !== 'number') return 'string';
  if (Number.isInteger(value) && /(_at|_on|_date|^date)$/i.test(name)) return 'date';
  return Number.isInteger(value) ? 'integer' : 'float';
}

/** The same value, also where one of the two is spelled as text. */
export function isSameValue(one: unknown, other: unknown): boolean {
  const plain = (value: unknown) => (value === null || value === undefined ? '' : String(value));
  return plain(one) === plain(other);
}
