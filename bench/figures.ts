// Medians of alternating runs with their spread, each held against its limit.

/** One line of the report. */
export interface Figure {
  part: string;
  name: string;
  value: number;
  unit: string;
  /** The limit: the value reaches `least`, or stays under `most`. A figure without a limit is shown for comparison. */
  limit?: { kind: 'least' | 'most'; at: number };
  /** Lowest and highest of the runs behind the value. */
  spread?: readonly [number, number];
  note?: string;
}

export type Verdict = 'holds' | 'falls short' | 'shown';

export function verdictOf({ value, limit }: Figure): Verdict {
  if (!limit) return 'shown';
  if (Number.isNaN(value)) return 'falls short';
  return (limit.kind === 'least' ? value >= limit.at : value <= limit.at) ? 'holds' : 'falls short';
}

export function median(values: readonly number[]): number {
  return percentile(values, 0.5);
}

/** `share` 0..1; between two values it lies where the share does. */
export function percentile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  const at = (sorted.length - 1) * share;
  const below = sorted[Math.floor(at)] ?? Number.NaN;
  const above = sorted[Math.ceil(at)] ?? Number.NaN;
  return below + (above - below) * (at - Math.floor(at));
}

export function spreadOf(values: readonly number[]): readonly [number, number] {
  return [Math.min(...values), Math.max(...values)];
}

/** Half the width of the middle half of the runs, which one noisy run does not change. */
function noiseOf(values: readonly number[]): number {
  return (percentile(values, 0.75) - percentile(values, 0.25)) / 2;
}

/** Divides each run by the one of the same round, so that a slow round cancels out. */
export function ratios(values: readonly number[], others: readonly number[]): number[] {
  return values.map((value, round) => value / (others[round] ?? Number.NaN));
}

/** The ratio of two medians, and the part of it that is noise. */
export function compareMedians(values: readonly number[], others: readonly number[]) {
  const noise = Math.max(noiseOf(values) / median(values), noiseOf(others) / median(others));
  return { value: median(values) / median(others), spread: spreadOf(ratios(values, others)), noise };
}

/** Runs every side once a round, round after round, and keeps the results. */
export async function alternate<Side extends string, Outcome>(
  rounds: number,
  sides: Record<Side, (round: number) => Promise<Outcome>>,
): Promise<Record<Side, Outcome[]>> {
  const names = Object.keys(sides) as Side[];
  const outcomes = Object.fromEntries(names.map((name) => [name, []])) as unknown as Record<Side, Outcome[]>;
  for (let round = 0; round < rounds; round += 1)
    for (const name of names) outcomes[name].push(await sides[name](round));
  return outcomes;
}
