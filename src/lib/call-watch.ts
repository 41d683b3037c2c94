// What is told of every call made with somebody's credentials, and what keeps it from being made.

export interface MadeCall {
  operation: string;
  /** HTTP status, 0 when no answer came. */
  status: number;
  ms: number;
}

/** What an answer says of the credentials that the call was made with. */
export type CredentialsSeen = 'taken' | 'refused' | 'unknown';

export interface AnsweredCall {
  operation: string;
  /** HTTP status, 0 when no answer came. */
  status: number;
  /** The vendor's own, where it gave one. */
  code: string | null;
  credentials: CredentialsSeen;
  /** It was refused because of somebody it names, and not of what the credentials allow. */
  isAboutPeople?: boolean;
}

export interface CallWatch {
  /** These credentials are known to be refused: no call is made. */
  isRefused: boolean;
  /** Awaited before the answer is handed on; never rejects. */
  answered(call: AnsweredCall): Promise<void>;
}
