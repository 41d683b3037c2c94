// Reads values of a call that a schema alone does not check.
import { DateTime } from 'luxon';
import type { Problems } from '../../domain/settings/saved.ts';
import { wellFormed } from '../../domain/well-formed.ts';
import type { InputFault } from '../../lib/checked-input.ts';
import { type CheckedValue, valueRules, wellFormedRule } from '../../words/api.ts';
import { tellProblem } from '../../words/settings/saved.ts';
import { InputError } from '../middleware/problems.ts';

/** ISO 8601 with an offset; null where none is given. */
export function readTime(value: string | number | boolean | undefined): Date | null | 'unreadable' {
  if (value === undefined) return null;
  const time = DateTime.fromISO(String(value), { setZone: true });
  const hasOffset = /(?:Z|[+-]\d{2}:?\d{2})$/i.test(String(value));
  return time.isValid && hasOffset ? time.toJSDate() : 'unreadable';
}

/** Throws where a value is wrong, with each of them. */
export function throwIf(wrong: Partial<Readonly<Record<CheckedValue, boolean>>>): void {
  const places = (Object.keys(wrong) as CheckedValue[]).filter((at) => wrong[at]);
  if (places.length > 0) throw new InputError(places.map((at) => ({ at, rule: valueRules[at] })));
}

/** Throws the problems of a form as those of a body. */
export function throwProblems(problems: Problems): never {
  throw new InputError(
    Object.entries(problems).map(([field, problem]) => ({ at: `/${field}`, rule: tellProblem(problem) })),
  );
}

/** Throws for text that no store holds: with a NUL, or half a character. Names of members are text, too. */
export function requireWellFormed(value: unknown): void {
  const broken = brokenPlaces(value);
  if (broken.length > 0) throw new InputError(broken);
}

export function brokenPlaces(value: unknown): InputFault[] {
  return [...new Set(brokenIn(value, ''))].slice(0, 20).map((at) => ({ at, rule: wellFormedRule }));
}

function brokenIn(value: unknown, at: string): string[] {
  if (typeof value === 'string') return value === wellFormed(value) ? [] : [at || '/'];
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([name, member]) =>
    name === wellFormed(name) ? brokenIn(member, `${at}/${name.slice(0, 60)}`) : [at || '/'],
  );
}
