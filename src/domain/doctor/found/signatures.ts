// Findings about requests: their signatures, their form, and the rules by which Twilio calls us.

/** A Webhooks Rule at Twilio. `percentage`: its share of the calls. */
interface Rule {
  rule: string;
  percentage: number;
}

export type SignatureFound =
  /** `refused`: requests of strangers in the last day. */
  | { check: 'signatures'; kind: 'verified'; refused: number }
  /** A proxy changes the address. Queries, null where there is none: as Twilio calls it, and as it arrives. */
  | { check: 'signatures'; kind: 'changed-on-the-way'; called: string | null; arrives: string | null }
  /** `signed`: the base URL that they are signed for. */
  | { check: 'signatures'; kind: 'wrong-address'; signed: string; own: string }
  | { check: 'signatures'; kind: 'wrong-token' | 'unproven'; requests: number }
  | { check: 'signatures'; kind: 'wrong-key'; keyId: string; requests: number }
  /** `until`: when the last of them was refused. */
  | { check: 'signatures'; kind: 'waiting'; requests: number; until: string }
  | { check: 'signing-key'; kind: 'missing-for-rule'; keyId: string; rule: string; percentage: number }
  | { check: 'signing-key'; kind: 'missing-for-requests'; keyId: string; requests: number }
  | ({ check: 'webhooks-rule'; kind: 'signs-nothing' } & Rule)
  | ({ check: 'webhooks-rule'; kind: 'signs-with-key'; keyId: string } & Rule)
  | { check: 'webhooks-rule'; kind: 'changes-calls'; rule: string; changes: CallChanges; risks: readonly CallRisk[] }
  | { check: 'refused-requests'; kind: 'refused'; sums: readonly RefusedSum[] };

export interface CallChanges {
  /** Milliseconds, and tries after the first. Null: as without the rule. */
  connection: { connectMs: number; readMs: number; retries: number } | null;
  /** Twilio sends a login along. */
  isAuthorized: boolean;
}

export type CallRisk = 'no-retry' | 'short-wait';

export interface RefusedSum {
  route: string;
  reason: RefusedReason;
  times: number;
  last: string;
}

/** Why a request was refused for its form. Signatures have findings of their own. */
export const refusedReasons = [
  'failed',
  'foreign-account',
  'malformed',
  'timed-out',
  'too-large',
  'too-many-fields',
  'unreadable',
  'wrong-address',
  'wrong-encoding',
  'wrong-method',
  'wrong-type',
] as const;

export type RefusedReason = (typeof refusedReasons)[number];
