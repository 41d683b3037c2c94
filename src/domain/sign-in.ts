// The purposes of signing in through Intercom, and the reasons why it can fail.

export type Purpose = 'install' | 'sign-in';

/** The reason why nobody was signed in. */
export type SignInFailure =
  | 'cancelled'
  | 'unknown-attempt'
  /** The same browser used the attempt before, and may have been signed in by it. */
  | 'used-already'
  | 'code-refused'
  | 'not-permitted'
  | 'unavailable'
  | 'not-verified'
  | 'not-installed';
