// Figures of a classifier: how often it is right, beside the best that somebody could do who reads nothing.

export interface Judged {
  label: string;
  /** Null: the classifier did not know. */
  guess: string | null;
}

export interface Figures {
  texts: number;
  /** Right among all texts; not to know counts as wrong. */
  accuracy: number;
  /** Always the commonest label. */
  majority: number;
  /** The share of the texts of which something was said. */
  said: number;
  /** Right among those. */
  rightWhenSaid: number;
}

export interface LabelFigures {
  label: string;
  texts: number;
  precision: number | null;
  recall: number;
}

export function figuresOf(rows: readonly Judged[]): Figures {
  const counts = new Map<string, number>();
  for (const { label } of rows) counts.set(label, (counts.get(label) ?? 0) + 1);
  const said = rows.filter(({ guess }) => guess !== null);
  const right = rows.filter(({ label, guess }) => label === guess).length;
  return {
    texts: rows.length,
    accuracy: right / rows.length,
    majority: Math.max(...counts.values()) / rows.length,
    said: said.length / rows.length,
    rightWhenSaid: said.length === 0 ? 0 : right / said.length,
  };
}

export function labelFigures(rows: readonly Judged[]): LabelFigures[] {
  return [...new Set(rows.map(({ label }) => label))].sort().map((label) => {
    const ofLabel = rows.filter((row) => row.label === label);
    const guessed = rows.filter(({ guess }) => guess === label);
    const right = ofLabel.filter(({ guess }) => guess === label).length;
    const precision = guessed.length === 0 ? null : right / guessed.length;
    return { label, texts: ofLabel.length, precision, recall: right / ofLabel.length };
  });
}

/** For each label, how often each guess was made, one that is no label as well; the last column counts those not known. */
export function confusion(rows: readonly Judged[]): { labels: string[]; counts: number[][] } {
  const labels = [...new Set(rows.flatMap(({ label, guess }) => (guess === null ? [label] : [label, guess])))].sort();
  const counts = labels.map((label) =>
    [...labels, null].map((guess) => rows.filter((row) => row.label === label && row.guess === guess).length),
  );
  return { labels, counts };
}

/** Pearson's r of two lists of equal length. */
export function correlation(a: readonly number[], b: readonly number[]): number {
  const mean = (list: readonly number[]) => list.reduce((sum, one) => sum + one, 0) / list.length;
  const [meanA, meanB] = [mean(a), mean(b)];
  const apart = a.map((one, index) => [one - meanA, (b[index] ?? 0) - meanB] as const);
  const sum = (of: (pair: readonly [number, number]) => number) => apart.reduce((total, pair) => total + of(pair), 0);
  return sum(([x, y]) => x * y) / Math.sqrt(sum(([x]) => x * x) * sum(([, y]) => y * y));
}
