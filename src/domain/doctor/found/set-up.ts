// Findings about the set-up of a workspace: numbers, people, choices.

export type SetUpFound =
  | { check: 'numbers'; kind: 'none-chosen' }
  /** The environment names numbers that another workspace uses. */
  | { check: 'numbers'; kind: 'taken'; numbers: readonly string[] }
  /** `standIn`: who writes meanwhile, null where nobody has yet. */
  | { check: 'acting-admin'; kind: 'left' | 'may-not-write'; standIn: { name: string | null } | null }
  | { check: 'team'; kind: 'deleted'; numbers: readonly string[] }
  | { check: 'first-text'; kind: 'none-yet' }
  | { check: 'bots'; kind: 'undecided'; conversations: number }
  | { check: 'pause'; kind: 'paused' };
