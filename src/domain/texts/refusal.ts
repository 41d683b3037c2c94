// The gate's reasons why a text may not go.

export type Refusal =
  | 'opted-out'
  | 'opted-out-by-hand'
  /** They may be texted from another number: Twilio blocks this one alone. */
  | 'blocked-by-twilio'
  | 'not-answerable'
  | 'no-sender'
  | 'own-number'
  | 'nothing-to-text';

/** A text to `address` from `sender` that the gate did not let through. */
export type Refused = { [Reason in Refusal]: { kind: Reason; address: string; sender: string } }[Refusal];
