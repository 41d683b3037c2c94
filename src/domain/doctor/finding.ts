// A finding of the doctor, and what stands still while it is there.

import type { SectionId } from '../settings/sections.ts';

/** What may come to a standstill: texts going out, texts coming in, agents' replies being heard of, and what we write in Intercom. */
export type Flow = 'sending' | 'receiving' | 'replies' | 'notes';

interface Said {
  title: string;
  cause: string;
  /** A link to where it is mended, or a button that mends it. */
  fix:
    | { kind: 'link'; label: string; url: string }
    /** `section`: the one whose form it is, where the doctor only offers it. */
    | { kind: 'button'; label: string; action: string; section?: SectionId }
    | null;
}

/** What does not work while a finding stands. */
export interface Effect {
  /** Empty where everything still gets through. */
  stops: readonly Flow[];
  /** The numbers of ours that it concerns, as we know them; absent: all of them. */
  senders?: readonly string[];
  /**
   * How an agent's panel knows of it, which asks no vendor: absent, by what the doctor last found; `lately`, the same for a
   * few minutes, as it may be over by then; `itself`, by its own look at what is stored.
   */
  inPanel?: 'lately' | 'itself';
}

interface Fine {
  severity: 'fine';
  stops?: undefined;
  senders?: undefined;
  /** Nothing has happened yet that would have shown it. */
  isUntried?: boolean;
}

/** As much of a finding as is kept for the panel; `at`: when it was found, ISO 8601. */
export type Kept = Effect & Pick<Said, 'title'> & { at: string };

/** Null where everything gets through, or the panel sees for itself. */
export function keptOf(finding: Finding, at: Date): Kept | null {
  if (finding.severity === 'fine' || finding.inPanel === 'itself') return null;
  const { severity, stops, title, senders, inPanel } = finding;
  if (severity === 'warning' && stops.length === 0) return null;
  return { title, stops, at: at.toISOString(), ...(senders ? { senders } : {}), ...(inPanel ? { inPanel } : {}) };
}

/** With what was found before, where not everything could be looked at this time: what may be over by then is not among it. */
export function keptWith(before: readonly Kept[], found: readonly Kept[]): Kept[] {
  const isStill = (one: Kept) => one.inPanel !== 'lately' && !found.some(({ title }) => title === one.title);
  return [...found, ...before.filter(isStill)];
}

/** One line of the doctor: its cause, what it stops, and what to do about it. */
export type Finding = Said & (({ severity: 'broken' | 'warning' } & Effect) | Fine);
