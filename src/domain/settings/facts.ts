// The facts of a section, which its form carries, so that a save sees which of them changed since.
import type { ChoicesSaved } from './history.ts';
import { type SectionId, sectionIds } from './sections.ts';
import { type ChoiceName, type Choices, choicesIn, rowOf } from './settings.ts';

/** Names of facts with their values; never a secret, at most its last characters. words/settings/facts.ts tells them. */
export type Facts = readonly (readonly [name: string, value: string])[];

/** Null: there was no such fact, or there is none any more. */
export interface FactChange {
  name: string;
  before: string | null;
  now: string | null;
}

export function sectionFacts(section: SectionId, choices: Choices): Facts {
  return choicesIn(section)
    .filter((name) => rowOf(name).kind.field.is !== 'switch')
    .map((name) => [name, writeChoice(name, choices)] as const);
}

function writeChoice<Name extends ChoiceName>(name: Name, choices: Choices): string {
  return rowOf(name).kind.write(choices[name]);
}

/** The history's line for saved choices: all choices of their sections, also those that stayed. */
export function historyOf(before: Choices, saved: Partial<Choices>): ChoicesSaved {
  const after = { ...before, ...saved };
  const sections = sectionIds.filter((section) => choicesIn(section).some((name) => name in saved));
  const names = sections.flatMap(choicesIn);
  const now = Object.fromEntries(names.map((name) => [name, after[name]]));
  return {
    kind: 'choices-saved',
    now,
    changed: names.filter((name) => writeChoice(name, before) !== writeChoice(name, after)),
  };
}

/** The differences, in the order of the facts. */
export function changesSince(before: Facts, now: Facts): FactChange[] {
  const [then, today] = [new Map(before), new Map(now)];
  return [...new Set([...then.keys(), ...today.keys()])]
    .map((name) => ({ name, before: then.get(name) ?? null, now: today.get(name) ?? null }))
    .filter((change) => change.before !== change.now);
}

/** The facts of these names. A name without a fact has an empty value. */
export function partOfFacts(facts: Facts, names: readonly string[]): Facts {
  const values = new Map(facts);
  return [...new Set(names)].map((name) => [name, values.get(name) ?? '']);
}

/** The facts as a form carries them, with the time at which they were read. */
export function writeFacts(facts: Facts, at: Date): string {
  return JSON.stringify({ at: at.getTime(), facts });
}

/** Null for a text that no form of ours carries, and for a form of a version that carried words. */
export function readFacts(text: string): { facts: Facts; at: Date } | null {
  try {
    const read: unknown = JSON.parse(text);
    if (typeof read !== 'object' || read === null) return null;
    const { at: ms, facts } = read as { at?: unknown; facts?: unknown };
    if (!Array.isArray(facts)) return null;
    // No form was opened before 1970, and PostgreSQL knows no time before 4713 BC.
    const at = new Date(typeof ms === 'number' && ms >= 0 ? ms : Number.NaN);
    return facts.every(isFact) && !Number.isNaN(at.getTime()) ? { facts, at } : null;
  } catch {
    return null;
  }
}

function isFact(read: unknown): read is readonly [string, string] {
  return Array.isArray(read) && read.length === 2 && read.every((one) => typeof one === 'string');
}
