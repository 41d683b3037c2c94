// How a command of the settings ended: what was done, and what is wrong with what was sent.

import type { KeysDone, KeysProblem } from '../api-keys.ts';
import type { ConnectorsDone, ConnectorsProblem } from '../connectors.ts';
import type { EndpointDone, EndpointProblem } from '../endpoints.ts';
import type { RulesDone, RulesProblem } from '../rules/rule-changes.ts';
import type { NotAtHand, VendorTrouble } from '../vendor-trouble.ts';
import type { AccountDone, AccountProblem } from './account.ts';
import type { ChoicesDone, ChoicesProblem } from './choices.ts';
import type { HistoryLine } from './history.ts';
import type { LimitsDone } from './limits.ts';
import type { RolesDone, RolesProblem } from './members.ts';
import type { NumbersDone, NumbersProblem } from './numbers.ts';
import type { ReleaseDone } from './refused-requests.ts';
import type { TemplatesDone, TemplatesProblem } from './templates.ts';
import type { TestDone, TestProblem } from './test-text.ts';

/** Everything was done, or not all of it: then `done` has what was done before the problem came. */
export type Saved = { ok: true; done: readonly Done[] } | NotSaved;

export interface NotSaved {
  ok: false;
  problems: Problems;
  done?: readonly Done[];
}

/** Problems by field, as every door spells the field, such as `tag_name`; `''` for those of no field. */
export type Problems = Readonly<Record<string, Problem>>;

export type Done =
  | AccountDone
  | ChoicesDone
  | ConnectorsDone
  | EndpointDone
  | KeysDone
  | LimitsDone
  | NumbersDone
  | ReleaseDone
  | RolesDone
  | RulesDone
  | TemplatesDone
  | TestDone
  /** The same click did it before. */
  | { kind: 'done-already'; line: HistoryLine };

export type Problem =
  | AccountProblem
  | ChoicesProblem
  | ConnectorsProblem
  | EndpointProblem
  | FormProblem
  | KeysProblem
  | NumbersProblem
  | RolesProblem
  | RulesProblem
  | TemplatesProblem
  | TestProblem
  /** The environment of the service names what was to be changed. */
  | { kind: 'set-by-environment' }
  | { kind: 'vendor-trouble'; trouble: VendorTrouble }
  | NotAtHand;

/** The form has no such section, button or choice. */
export type FormProblem = { kind: 'no-such-section' | 'no-such-button' };
