// Findings about the registration of our numbers with US carriers, and about Twilio's prices.
import type { Registration } from '../../numbers/registration.ts';

/** `address` is the first of the numbers that it is true of, and `more` counts the others. */
export interface NumbersOf {
  address: string;
  more: number;
}

/** A state in which carriers block texts. */
export type BlockedState = Exclude<Registration, { kind: 'registered' } | { kind: 'unsaid' }>;

export type RegistrationFound =
  | { check: 'registration'; kind: 'all-registered' }
  /** `code`: Twilio's error of the texts that carriers block. */
  | {
      check: 'registration';
      kind: 'blocked' | 'in-review';
      of: NumbersOf;
      state: BlockedState;
      code: number;
    };

/** These credentials may not read prices, and for so many countries an admin entered none. */
export interface PricesFound {
  check: 'prices';
  kind: 'hidden';
  countries: readonly string[];
}
