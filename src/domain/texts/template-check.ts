// Finds the mistakes in a template before it is saved: fields that nobody fills, and braces that make no field.
import { closestMatch } from 'leven';
import { fieldPaths, leftoverBraces } from './template.ts';

/** `nearest`: the known field that was probably meant. */
export interface UnknownField {
  written: string;
  nearest: string | null;
}

export type TemplateFault =
  | { kind: 'unknown-fields'; fields: readonly UnknownField[]; known: readonly string[] }
  /** `near`: the words at the braces. */
  | { kind: 'broken-field'; near: string };

/** Every workspace has these. A contact is also a user, an admin a teammate, and a name alone is the contact's. */
export const plainFields = [
  'contact.first_name',
  'contact.last_name',
  'contact.name',
  'contact.email',
  'contact.phone',
  'admin.first_name',
  'admin.last_name',
  'admin.name',
  'conversation.id',
] as const;

/** More typing errors than these make another word. */
const MOST_ERRORS = 2;
const MOST_TOLD = 5;

/** The fields that a template may have, besides `values.` with any name. `attributes`: names of the workspace's own attributes of contacts. */
export function knownFields(attributes: readonly string[]): string[] {
  const own = attributes.filter((name) => /^[\w.-]+$/.test(name)).map((name) => `contact.${name}`);
  return [...plainFields, ...own];
}

/**
 * Null attributes: Intercom did not tell them. Then a field of a contact may be one, unless its name is a misspelling of a
 * field that every workspace has.
 */
export function checkTemplate(body: string, attributes: readonly string[] | null): TemplateFault | null {
  const near = leftoverBraces(body);
  if (near !== null) return { kind: 'broken-field', near };
  const known = knownFields(attributes ?? []);
  const unknown = fieldPaths(body).flatMap(({ written, path }) => {
    const field = fullPath(path);
    if (known.includes(field) || /^values\.[^.]/.test(field)) return [];
    const nearest = nearestOf(field, known);
    const mayBeAttribute = attributes === null && field.startsWith('contact.') && nearest === null;
    return mayBeAttribute ? [] : [{ written, nearest }];
  });
  return unknown.length === 0 ? null : { kind: 'unknown-fields', fields: unknown.slice(0, MOST_TOLD), known };
}

function fullPath(path: string): string {
  const [subject = '', ...rest] = path.split('.');
  if (rest.length === 0) return `contact.${path}`;
  const subjects: Readonly<Record<string, string>> = { user: 'contact', teammate: 'admin' };
  return [Object.hasOwn(subjects, subject) ? subjects[subject] : subject, ...rest].join('.');
}

/** A misspelling, or the right name of another subject, such as `customer.first_name`. */
function nearestOf(field: string, known: readonly string[]): string | null {
  const typed = field.toLowerCase();
  const near = closestMatch(typed, known, { maxDistance: MOST_ERRORS });
  if (near !== undefined) return near;
  const name = typed.slice(typed.indexOf('.') + 1);
  return known.find((one) => one.slice(one.indexOf('.') + 1) === name) ?? null;
}
