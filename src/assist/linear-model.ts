// The trained classifier: a weight for each mark and label, added up and turned into shares.
import fs from 'node:fs';
import { marksOf } from './features.ts';

export type TrainedTask = 'category' | 'urgency' | 'sentiment' | 'language';

/** The file that training writes. */
export interface ModelFile {
  /** The SHA-256 of what it was trained on. */
  trainedOn: string;
  tasks: readonly { task: TrainedTask; labels: readonly string[]; bias: readonly number[] }[];
  /** Real weights are these bytes, signed, times the scale. */
  scale: number;
  /** For each mark a byte a label, task after task, as base64. */
  weights: Readonly<Record<string, string>>;
}

export interface Guess {
  label: string;
  /** Between 0 and 1, the highest among the labels. */
  share: number;
  /** The words that spoke most for the label, the strongest first. */
  words: readonly string[];
}

const MOST_REASONS = 3;

export class LinearModel {
  readonly trainedOn: string;
  readonly #tasks: ModelFile['tasks'];
  readonly #scale: number;
  readonly #weights: ReadonlyMap<string, Int8Array>;

  constructor(file: ModelFile) {
    this.trainedOn = file.trainedOn;
    this.#tasks = file.tasks;
    this.#scale = file.scale;
    this.#weights = new Map(
      Object.entries(file.weights).map(([mark, bytes]) => [mark, new Int8Array(Buffer.from(bytes, 'base64'))]),
    );
  }

  /** The best label; null where no mark of the text is known. */
  guess(text: string, task: TrainedTask): Guess | null {
    const marks = marksOf(text).filter((mark) => this.#weights.has(mark));
    const { labels, bias, from } = this.#placeOf(task);
    if (marks.length === 0) return null;
    const size = this.#scale / Math.sqrt(marks.length);
    const scores = labels.map(
      (_, index) => (bias[index] ?? 0) + sum(marks.map((mark) => this.#weight(mark, from + index))) * size,
    );
    const best = scores.indexOf(Math.max(...scores));
    const share = 1 / sum(scores.map((score) => Math.exp(score - (scores[best] ?? 0))));
    return { label: labels[best] ?? '', share, words: this.#reasons(marks, from + best) };
  }

  /** The share of a text's words that training has met. */
  knownShare(words: readonly string[]): number {
    if (words.length === 0) return 0;
    return words.filter((word) => this.#weights.has(`w:${word}`)).length / words.length;
  }

  #reasons(marks: readonly string[], column: number): string[] {
    return marks
      .filter((mark) => /^w:\p{L}/u.test(mark) && this.#weight(mark, column) > 0)
      .sort((a, b) => this.#weight(b, column) - this.#weight(a, column))
      .slice(0, MOST_REASONS)
      .map((mark) => mark.slice(2));
  }

  #weight(mark: string, column: number): number {
    return this.#weights.get(mark)?.[column] ?? 0;
  }

  #placeOf(task: TrainedTask) {
    let from = 0;
    for (const one of this.#tasks) {
      if (one.task === task) return { ...one, from };
      from += one.labels.length;
    }
    throw new Error(`the model was not trained for ${task}`);
  }
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, one) => total + one, 0);
}

let read: LinearModel | undefined;

/** Reads the model when it is first needed. */
export function trainedModel(): LinearModel {
  read ??= new LinearModel(JSON.parse(fs.readFileSync(new URL('./model.json', import.meta.url), 'utf8')) as ModelFile);
  return read;
}
