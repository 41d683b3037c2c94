// How saves of choices end.

export type ChoicesDone = { kind: 'saved' | 'paused' | 'resumed' };

export type ChoicesProblem =
  | { kind: 'whole-number'; unit: 'day' | 'hour'; least: number; most: number }
  | { kind: 'one-of'; values: readonly string[] }
  | { kind: 'name-form'; most: number }
  | { kind: 'tick-form' | 'country-form' | 'zone-form' | 'currency-form' | 'no-such-teammate' }
  /** A line of the price list, as it was typed. */
  | { kind: 'price-form' | 'country-twice'; line: string };
