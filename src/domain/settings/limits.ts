// How the release of texts ends that a limit held.

/** `texts`: how many of them go on their way. */
export interface LimitsDone {
  kind: 'held-released';
  country: string;
  texts: number;
}
