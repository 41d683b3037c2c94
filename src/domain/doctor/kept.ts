// Findings that are kept for the panel, which asks no vendor.
import type { Effect, Finding, Found } from './finding.ts';

/** A finding as an earlier version stored it, with its title in words. The next examination replaces it. */
export type KeptBefore = Effect & { title: string; at: string };

interface TitledBefore {
  check: 'before';
  kind: 'titled';
  title: string;
}

/** As much of a finding as is kept. `at`: when it was found, ISO 8601. */
export type Kept = Effect & { found: Found | TitledBefore; at: string };

export function keptFromBefore({ title, ...rest }: KeptBefore): Kept {
  return { ...rest, found: { check: 'before', kind: 'titled', title } };
}

/** Null where everything gets through, or where the panel looks for itself. */
export function keptOf(finding: Finding, at: Date): Kept | null {
  if (finding.severity === 'fine' || finding.inPanel === 'itself') return null;
  const { severity, stops, found, senders, inPanel } = finding;
  if (severity === 'warning' && stops.length === 0) return null;
  return { found, stops, at: at.toISOString(), ...(senders ? { senders } : {}), ...(inPanel ? { inPanel } : {}) };
}

/** Adds earlier findings where a vendor did not answer this time, except those that may be over by now. */
export function keptWith(before: readonly Kept[], found: readonly Kept[]): Kept[] {
  const subjects = new Set(found.map(subjectOf));
  const isStill = (one: Kept) =>
    one.inPanel !== 'lately' && one.found.check !== 'before' && !subjects.has(subjectOf(one));
  return [...found, ...before.filter(isStill)];
}

/** Two findings with the same subject are about the same thing, seen at different times. */
function subjectOf({ found }: Kept): string {
  const { check, kind } = found;
  const about = 'of' in found ? found.of : 'topic' in found ? found.topic : 'keyId' in found ? found.keyId : null;
  return JSON.stringify([check, kind, about]);
}
