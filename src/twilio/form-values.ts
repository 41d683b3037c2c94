// Reads single values of Twilio's forms, clean and of limited length.
import { cutWords } from '../domain/texts/cut-words.ts';
import { wellFormed } from '../domain/well-formed.ts';

export type Form = Record<string, string | string[]>;

/** The first value of a field, without characters that no database stores; empty where the field is missing. */
export function valueIn(form: Form, name: string): string {
  const value = form[name];
  // Most fields that may be there are missing.
  return value === undefined ? '' : wellFormed((typeof value === 'string' ? value : value[0]) ?? '');
}

/** On one line, and cut. */
export function lineIn(form: Form, name: string, length = 300): string {
  const value = valueIn(form, name);
  return value === '' ? '' : cutWords(value, length);
}
