// How a verb of a resource is written down: what it takes, which calls it makes, what it changes, and what a table shows of its answer.

import type { Operation } from '../../calls/paths.ts';
import type { Ask } from './ask.ts';

/** A file to attach; `data` in base64. */
export type UploadedFile = {
  readonly name: string;
  readonly contentType: string;
  readonly data: string;
};

/** Values as the client takes them. */
interface Values {
  text: string;
  texts: readonly string[];
  whole: number;
  flag: boolean;
  /** Unix seconds. */
  time: number;
  /** Names with values of any type. */
  pairs: Readonly<Record<string, unknown>>;
  json: unknown;
  files: readonly UploadedFile[];
}

export type Kind = keyof Values;

/** A value that a verb takes: a positional is typed without its name. */
export interface Parameter<K extends Kind = Kind, Required extends boolean = boolean> {
  readonly kind: K;
  readonly required: Required;
  readonly isPositional: boolean;
  readonly choices?: readonly string[];
}

export type Takes = Readonly<Record<string, Parameter>>;

type RequiredNames<T extends Takes> = { [N in keyof T]: T[N] extends Parameter<Kind, true> ? N : never }[keyof T];

/** The input of a verb with these parameters. */
export type InputOf<T extends Takes> = { [N in RequiredNames<T>]: Values[T[N]['kind']] } & {
  [N in Exclude<keyof T, RequiredNames<T>>]?: Values[T[N]['kind']] | undefined;
};

/** `deletes` also stands for what cannot be taken back in another way, as a merge. */
export type Effect = 'reads' | 'changes' | 'deletes';

export interface Verb<
  T extends Takes = Takes,
  G = unknown,
  E extends Effect = Effect,
  C extends readonly Operation[] = readonly Operation[],
> {
  /** Those that it makes or may make, the most telling one first. */
  readonly calls: C;
  readonly effect: E;
  /** Says no for an input with which a verb that deletes deletes nothing. */
  deletes?(input: InputOf<T>): boolean;
  readonly takes: T;
  /** Columns of a table, by fields of the answer; `source.body` is a field of a field. */
  readonly shows: readonly string[];
  /** `input` as `takes` says; many items come as an async iterator, one as a promise. */
  run(ask: Ask, input: InputOf<T>): G;
}

export function verb<const T extends Takes, G, const E extends Effect, const C extends readonly Operation[]>(
  described: Verb<T, G, E, C>,
): Verb<T, G, E, C> {
  return described;
}

export function positional<K extends Kind>(kind: K, choices?: readonly string[]): Parameter<K, true> {
  return { ...needs(kind, choices), isPositional: true };
}

export function needs<K extends Kind>(kind: K, choices?: readonly string[]): Parameter<K, true> {
  return { kind, required: true, isPositional: false, ...(choices ? { choices } : {}) };
}

export function may<K extends Kind>(kind: K, choices?: readonly string[]): Parameter<K, false> {
  return { kind, required: false, isPositional: false, ...(choices ? { choices } : {}) };
}

/** The body that Intercom takes: its names for ours, without what is not given. */
export function wire(input: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(input).flatMap(([name, value]) => (value === undefined ? [] : [[wireName(name), value]])),
  );
}

export function wireName(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}
