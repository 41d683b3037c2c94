// The watch over the calls that are made with one set of credentials: it hears of each, and may forbid one.

export interface MadeCall {
  operation: string;
  /** HTTP status, 0 when no answer came. */
  status: number;
  ms: number;
}

/** An answer shows that the vendor took the credentials, that it refused them, or neither. */
export type CredentialsSeen = 'taken' | 'refused' | 'unknown';

export interface AnsweredCall {
  operation: string;
  /** HTTP status, 0 when no answer came. */
  status: number;
  /** The vendor's own, where it gave one. */
  code: string | null;
  credentials: CredentialsSeen;
  /** The refusal concerns somebody whom the call names, not the rights of the credentials. */
  isAboutPeople?: boolean;
}

export interface CallWatch {
  /** The vendor is known to refuse these credentials, so no call is made. */
  isRefused: boolean;
  /** Awaited before the answer is handed on; never rejects. */
  answered(call: AnsweredCall): Promise<void>;
}
