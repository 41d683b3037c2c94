// Trains the built-in classifier: a logistic regression over the marks of texts and of listed words, the same at every run.
import { marksOf } from '../src/assist/features.ts';
import type { ModelFile, TrainedTask } from '../src/assist/linear-model.ts';
import type { LabelledText, LabelledWords } from './labelled-texts.ts';

const TASKS: readonly TrainedTask[] = ['category', 'urgency', 'sentiment', 'language'];

/** Chosen by cross-validation on the training texts. */
const ROUNDS = 60;
const RATE = 0.2;
const DECAY = 0.003;
/** A listed word counts less than a text that somebody could have sent. */
const WORD_WEIGHT = 0.5;
/** A piece of a word that occurs once tells nothing. */
const LEAST_OCCURRENCES = 2;

interface Example {
  marks: readonly number[];
  label: number;
  weight: number;
}

export function trainModel(
  texts: readonly LabelledText[],
  words: readonly LabelledWords[],
  trainedOn: string,
): ModelFile {
  const marks = commonMarks([...texts.map(({ text }) => text), ...words.flatMap((row) => row.words)]);
  const places = new Map(marks.map((mark, index) => [mark, index]));
  const toMarks = (text: string) => marksOf(text).flatMap((mark) => places.get(mark) ?? []);
  const trained = TASKS.map((task) => {
    const rows = [
      ...texts.map((row) => ({ text: row.text, label: row[task], weight: 1 })),
      ...words.flatMap((row) =>
        task === 'language' || row.task === task
          ? row.words.map((text) => ({
              text,
              label: task === 'language' ? row.language : row.label,
              weight: WORD_WEIGHT,
            }))
          : [],
      ),
    ];
    const labels = [...new Set(rows.map(({ label }) => label))].sort();
    const examples = rows.map(({ text, label, weight }) => ({
      marks: toMarks(text),
      label: labels.indexOf(label),
      weight,
    }));
    return { task, labels, ...weigh(examples, labels.length, marks.length) };
  });
  const largest = Math.max(...trained.flatMap(({ weights }) => weights.map(rowMost)));
  const scale = largest / 127;
  const rows = marks.flatMap((mark, index) => {
    const bytes = trained.flatMap(({ weights }) =>
      [...(weights[index] ?? [])].map((weight) => Math.round(weight / scale)),
    );
    if (bytes.every((byte) => byte === 0)) return [];
    return [[mark, Buffer.from(Int8Array.from(bytes).buffer).toString('base64')] as const];
  });
  const tasks = trained.map(({ task, labels, bias }) => ({
    task,
    labels,
    bias: bias.map((one) => Math.round(one * 1000) / 1000),
  }));
  return { trainedOn, tasks, scale: Number(scale.toPrecision(6)), weights: Object.fromEntries(rows) };
}

function commonMarks(texts: readonly string[]): string[] {
  const counts = new Map<string, number>();
  for (const text of texts) for (const mark of marksOf(text)) counts.set(mark, (counts.get(mark) ?? 0) + 1);
  return [...counts]
    .filter(([mark, count]) => mark.startsWith('w:') || count >= LEAST_OCCURRENCES)
    .map(([mark]) => mark)
    .sort();
}

/** Goes through all examples again and again, each time in another order, with a step of its own for each weight. */
function weigh(examples: readonly Example[], labels: number, marks: number) {
  const weights = Array.from({ length: marks }, () => new Float64Array(labels));
  const steps = Array.from({ length: marks }, () => new Float64Array(labels).fill(1e-8));
  const bias = new Array<number>(labels).fill(0);
  const draw = drawer(7);
  for (let round = 0; round < ROUNDS; round += 1) {
    for (const { marks: own, label, weight } of shuffled(examples, draw)) {
      const size = own.length === 0 ? 0 : 1 / Math.sqrt(own.length);
      const shares = sharesOf(bias, own, weights, size);
      for (let index = 0; index < labels; index += 1) {
        const miss = weight * ((shares[index] ?? 0) - (index === label ? 1 : 0));
        // Lists of words say nothing of how often a label occurs.
        if (weight === 1) bias[index] = (bias[index] ?? 0) - 0.02 * miss;
        for (const mark of own) learn(weights[mark], steps[mark], index, miss * size);
      }
    }
  }
  return { weights, bias };
}

function learn(row: Float64Array | undefined, steps: Float64Array | undefined, index: number, miss: number): void {
  if (row === undefined || steps === undefined) return;
  const weight = row[index] ?? 0;
  const slope = miss + DECAY * weight;
  const step = (steps[index] ?? 0) + slope * slope;
  steps[index] = step;
  row[index] = weight - (RATE * slope) / Math.sqrt(step);
}

function sharesOf(
  bias: readonly number[],
  marks: readonly number[],
  weights: readonly Float64Array[],
  size: number,
): number[] {
  const scores = [...bias];
  for (const mark of marks) {
    weights[mark]?.forEach((weight, index) => {
      scores[index] = (scores[index] ?? 0) + weight * size;
    });
  }
  const most = Math.max(...scores);
  const powers = scores.map((score) => Math.exp(score - most));
  const total = powers.reduce((sum, power) => sum + power, 0);
  return powers.map((power) => power / total);
}

function rowMost(row: Float64Array): number {
  return row.reduce((most, weight) => Math.max(most, Math.abs(weight)), 0);
}

function shuffled<T>(items: readonly T[], draw: () => number): T[] {
  const order = [...items];
  for (let at = order.length - 1; at > 0; at -= 1) {
    const other = Math.floor(draw() * (at + 1));
    [order[at], order[other]] = [order[other] as T, order[at] as T];
  }
  return order;
}

/** The same chances at every run. */
function drawer(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 1103515245 + 12345) % 2147483648;
    return state / 2147483648;
  };
}
