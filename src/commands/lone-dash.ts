// A dash alone among the words of a command, which yargs would take for an option without a name and drop.

/** No word that a person types has a NUL. */
const hidden = '\0-';

export function hideDashes(words: readonly string[]): string[] {
  return words.map((word) => (word === '-' ? hidden : word));
}

/** The same as typed, with its dashes again. */
export function showDashes<T extends object>(typed: T): T {
  const shown = (value: unknown): unknown => (value === hidden ? '-' : value);
  const values = Object.entries(typed).map(([name, value]) => [
    name,
    Array.isArray(value) ? value.map(shown) : shown(value),
  ]);
  return Object.fromEntries(values) as T;
}
