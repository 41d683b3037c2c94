// Findings about the limits of a day.

export type LimitsFound =
  /** Texts to this country wait for an admin. `texts`: 0 where only the next ones would. `since`: ISO 8601. */
  | { check: 'limits'; kind: 'reached'; country: string; texts: number; since: string }
  /** A limit in money alone, where no price is known, holds nothing. */
  | { check: 'limits'; kind: 'unpriced'; countries: readonly string[] };
