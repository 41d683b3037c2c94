// Work of the demo itself that takes a few seconds.

/** `done` of `of` steps. */
export interface Task {
  kind: 'reset' | 'morning';
  done: number;
  of: number;
}
