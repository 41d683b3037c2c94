// How commands about templates, roles, the test text and refused requests end.
import type { NumberProblem } from '../numbers/typed-number.ts';
import type { Refused } from '../texts/refusal.ts';

export type TemplatesDone = { kind: 'template-archived' };

export type TemplatesProblem = { kind: 'template-gone' | 'no-contact' } | { kind: 'text-form'; most: number };

export type RolesDone = { kind: 'owner-changed'; name: string | null };

export type RolesProblem = { kind: 'owner-only' | 'member-gone' | 'role-missing' };

export type TestDone = { kind: 'test-under-way' };

export type TestProblem =
  | { kind: 'paused' | 'number-to-text-from-first' }
  | { kind: 'test-refused'; refused: Refused }
  | { kind: 'typed-number'; why: NumberProblem };

/** Refused requests were checked again: so many became texts, and so many still fail. */
export type ReleaseDone = { kind: 'requests-released'; taken: number; failing: number };
