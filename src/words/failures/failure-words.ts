// The three things that are said of a failed text.

export interface FailureWords {
  /** Two to six words that name the cause. */
  heading: string;
  /** One sentence. */
  cause: string;
  /** The next step, which begins with the one who acts. Without a name it is the reader. */
  nextStep: string;
}
