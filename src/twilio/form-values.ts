// Single values of Twilio's forms: there, clean and of a bearable length, whatever was sent.
import { cutWords } from '../domain/texts/cut-words.ts';
import { wellFormed } from '../domain/well-formed.ts';

export type Form = Record<string, string | string[]>;

/** As it was sent, but for what no database stores; of a field that comes several times the first; empty where it is missing. */
export function valueIn(form: Form, name: string): string {
  const value = form[name];
  return wellFormed((typeof value === 'string' ? value : value?.[0]) ?? '');
}

/** On one line, and cut. */
export function lineIn(form: Form, name: string, length = 300): string {
  return cutWords(valueIn(form, name), length);
}
