// The two sentences of a finding.

export interface Told {
  /** The cause, in a few words and without a full stop. */
  title: string;
  /** The consequence, and who fixes it where no link can say so. */
  cause: string;
}
