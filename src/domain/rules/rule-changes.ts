// How an admin's commands about rules end.
import type { Refusal } from '../texts/refusal.ts';
import type { RuleKind, RuleProblem } from './rule.ts';
import type { NotTexted } from './run.ts';

export type RulesDone = { kind: 'rule-made' | 'rule-started' | 'rule-paused' | 'rule-ended' };

export type RulesProblem = RuleProblem | { kind: 'rule-gone' } | { kind: 'too-many-rules'; most: number };

/** A line of the history. `template`: its name. */
export interface RuleChanged {
  kind: RulesDone['kind'];
  when: RuleKind;
  template: string;
}

/** Somebody whom a dry run found. */
export interface TriedPerson {
  name: string;
  /** The gate's reason against a text, or the rule's; null: they would have been texted. */
  reason: NotTexted | Refusal | null;
}

/** A dry run: whom the rule would have texted in the last days. */
export interface TriedRule {
  ruleId: string;
  days: number;
  people: readonly TriedPerson[];
  /** There are more than it looked at. */
  isCut: boolean;
}
