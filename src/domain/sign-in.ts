// How an admin comes in through Intercom: what for, and why not.

export type Purpose = 'install' | 'sign-in';

/** Why nobody was let in. */
export type SignInFailure =
  | 'cancelled'
  | 'unknown-attempt'
  /** By this browser, which may have been let in by it. */
  | 'used-already'
  | 'code-refused'
  | 'not-permitted'
  | 'unavailable'
  | 'not-verified'
  | 'not-installed';
