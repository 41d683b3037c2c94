// The labelled texts of training/, as rows.
import { createHash } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';

const folder = path.resolve(import.meta.dirname, '../training');

export interface LabelledText {
  language: string;
  category: string;
  urgency: string;
  sentiment: string;
  text: string;
}

/** Words that speak for a label, as anybody who knows the trade would list them. */
export interface LabelledWords {
  task: string;
  label: string;
  language: string;
  words: readonly string[];
}

function rowsOf(name: string): string[][] {
  const [, ...lines] = fs
    .readFileSync(path.join(folder, `${name}.tsv`), 'utf8')
    .trimEnd()
    .split('\n');
  return lines.map((line) => line.split('\t'));
}

export function readTexts(name: 'train' | 'held-out'): LabelledText[] {
  return rowsOf(name).map(([language = '', category = '', urgency = '', sentiment = '', text = '']) => ({
    language,
    category,
    urgency,
    sentiment,
    text,
  }));
}

/** Texts with a language alone: `no-signal` says nothing, and nobody trained for `other-languages`. */
export function readPlainTexts(name: 'no-signal' | 'other-languages'): { language: string; text: string }[] {
  return rowsOf(name).map(([language = '', text = '']) => ({ language, text }));
}

export function readWords(): LabelledWords[] {
  return rowsOf('words').map(([task = '', label = '', language = '', words = '']) => ({
    task,
    label,
    language,
    words: words.split(', '),
  }));
}

/** Names what the model is trained on, so that a model that is behind its texts is noticed. */
export function trainingHash(): string {
  const hash = createHash('sha256');
  for (const name of ['train.tsv', 'words.tsv']) hash.update(fs.readFileSync(path.join(folder, name)));
  return hash.digest('hex');
}
