// How saves of choices end.

export type ChoicesDone = { kind: 'saved' | 'paused' | 'resumed' };

export type ChoicesProblem =
  | { kind: 'whole-number'; unit: 'day' | 'hour'; least: number; most: number }
  | { kind: 'sms-number'; least: number; most: number }
  | { kind: 'money-form' | 'countries-form' | 'beginnings-form' | 'country-limits-form' }
  | { kind: 'one-of'; values: readonly string[] }
  | { kind: 'name-form'; most: number }
  | {
      kind:
        | 'tick-form'
        | 'country-form'
        | 'zone-form'
        | 'time-form'
        | 'days-off-form'
        | 'hours-form'
        | 'opt-out-form'
        | 'currency-form'
        | 'no-such-subscription'
        | 'no-such-teammate';
    }
  /** A price, as it was typed; a country that has a price above. */
  | { kind: 'price-form'; typed: string }
  | { kind: 'country-twice'; country: string }
  | { kind: 'price-without-country' | 'limit-without-country' };
