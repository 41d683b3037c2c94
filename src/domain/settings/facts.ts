// The settings of a section in words: for those who may only look, for a form to carry along, and for the history.
import type { ChoicesSaved } from './history.ts';
import { type SectionId, sectionIds } from './sections.ts';
import { type ChoiceName, type Choices, choicesIn, rowOf } from './settings.ts';

/** Labels and what stands under them; never a secret, at most its last characters. */
export type Facts = readonly (readonly [label: string, words: string])[];

/** Null: nothing stood there, or nothing does any more. */
export interface FactChange {
  label: string;
  before: string | null;
  now: string | null;
}

export function sectionFacts(section: SectionId, choices: Choices): Facts {
  return choicesIn(section)
    .filter((name) => rowOf(name).kind.field.is !== 'switch')
    .map((name) => [rowOf(name).label, wordsOf(name, choices)] as const);
}

export function wordsOf<Name extends ChoiceName>(name: Name, choices: Choices): string {
  return rowOf(name).kind.words(choices[name]);
}

/** What the history keeps of choices that were saved: all of each section that they belong to, also what stayed. */
export function historyOf(before: Choices, saved: Partial<Choices>): ChoicesSaved {
  const after = { ...before, ...saved };
  const sections = sectionIds.filter((section) => choicesIn(section).some((name) => name in saved));
  const names = sections.flatMap(choicesIn);
  const now = Object.fromEntries(names.map((name) => [name, after[name]]));
  return { kind: 'choices-saved', now, changed: names.filter((name) => before[name] !== after[name]) };
}

/** The differences, in the order in which the facts stand there. */
export function changesSince(before: Facts, now: Facts): FactChange[] {
  const [then, today] = [new Map(before), new Map(now)];
  return [...new Set([...then.keys(), ...today.keys()])]
    .map((label) => ({ label, before: then.get(label) ?? null, now: today.get(label) ?? null }))
    .filter((change) => change.before !== change.now);
}

const NOT_USED = 'not used';

/** What stands under these labels, also where nothing does. */
export function partOfFacts(facts: Facts, labels: readonly string[]): Facts {
  const words = new Map(facts);
  return [...new Set(labels)].map((label) => [label, words.get(label) ?? NOT_USED]);
}

/** As a form carries them, with when they were read. */
export function writeFacts(facts: Facts, at: Date): string {
  return JSON.stringify([at.getTime(), ...facts]);
}

/** Null when it is nothing that a form of ours carries. */
export function readFacts(text: string): { facts: Facts; at: Date } | null {
  try {
    const read: unknown = JSON.parse(text);
    if (!Array.isArray(read)) return null;
    const [ms, ...facts] = read;
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
