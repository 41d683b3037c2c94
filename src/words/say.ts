// How a value becomes words: each kind of it has one sentence, or a function that writes the sentence from the value.

interface Kinded {
  readonly kind: string;
}

/** The words of every kind of `Value`. A kind without words does not compile, and neither do words without a kind. */
export type Words<Value extends Kinded, Told = string> = {
  readonly [Kind in Value['kind']]: Told | ((value: OfKind<Value, Kind>) => Told);
};

/** The members of a union that may have this kind, also those that share their data with other kinds. */
type OfKind<Value extends Kinded, Kind> = Value extends Kinded ? (Kind extends Value['kind'] ? Value : never) : never;

/** The words of one value. */
export function say<Value extends Kinded, Told = string>(words: Words<Value, Told>, value: Value): Told {
  const told: unknown = Reflect.get(words, value.kind);
  return typeof told === 'function' ? (told as (value: Value) => Told)(value) : (told as Told);
}

export function lowerFirst(words: string): string {
  return `${words.slice(0, 1).toLowerCase()}${words.slice(1)}`;
}

export function upperFirst(words: string): string {
  return `${words.slice(0, 1).toUpperCase()}${words.slice(1)}`;
}
