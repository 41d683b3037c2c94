// Reads the fields of a form that a browser sent.
import { wellFormed } from '../../domain/well-formed.ts';

/** The names of the fields, and the values of each. */
export type SentForm = Readonly<Record<string, readonly string[]>>;

export function fieldIn(form: SentForm, name: string): string {
  return wellFormed(form[name]?.[0] ?? '').trim();
}

/** Null where nothing was typed. */
export function typedIn(form: SentForm, name: string): string | null {
  return fieldIn(form, name) || null;
}
