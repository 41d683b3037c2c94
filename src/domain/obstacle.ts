// Why the service cannot do what a job, a page or a command asks for, as values.
import type { FileProblem } from './media/file.ts';
import type { Vendor } from './vendors.ts';

export type Obstacle =
  /** The attribute was made, and Intercom does not know it yet. */
  | { kind: 'attribute-not-ready' }
  /** Intercom has the conversation, and refuses to write to it. */
  | { kind: 'conversation-not-writable' }
  /** A customer's file is not here yet. */
  | { kind: 'file-not-fetched'; why: FileProblem }
  | { kind: 'no-admin-left' }
  | { kind: 'not-connected'; vendor: Vendor }
  /** `keyIds`: the names of the keys that sealed the credentials, joined by commas. */
  | { kind: 'secrets-locked'; vendor: Vendor; keyIds: string }
  | { kind: 'tag-made-again' }
  | { kind: 'text-not-stored' }
  | { kind: 'token-replaced' }
  | { kind: 'uninstalled' }
  | { kind: 'unknown-workspace'; workspaceId: string }
  | { kind: 'webhooks-not-put-back' };

/** A call to a vendor that failed. */
export interface CallFailure {
  kind: 'call-failed';
  vendor: Vendor;
  /** The call, such as `GET /me`, without any id. */
  operation: string;
  /** The HTTP status, or how the call failed without one. */
  outcome: number | SilentOutcome;
  /** The vendor's or the network's own code. */
  detail: string | null;
}

/** Calls that got no answer, or none that counts, and calls that we did not make. */
export type SilentOutcome =
  | 'asked-to-wait'
  | 'credentials-refused'
  | 'no-answer'
  | 'no-call-left'
  | 'undocumented-answer'
  | 'unreachable';
