// Runs as `npm run assess`: measures the built-in provider on texts that it was not trained on, and prints what came out.
import fs from 'node:fs';
import path from 'node:path';
import { table } from 'table';
import { classifyText } from '../src/assist/reading.ts';
import { scoreConversation } from '../src/assist/scoring.ts';
import type { Turn } from '../src/domain/assist.ts';
import { confusion, correlation, figuresOf, type Judged, labelFigures } from './figures.ts';
import { readPlainTexts, readTexts } from './labelled-texts.ts';

const percent = (share: number | null) => (share === null ? '–' : `${Math.round(share * 100)} %`);
const print = (title: string, rows: readonly (readonly unknown[])[]) =>
  process.stdout.write(`\n${title}\n${table(rows.map((row) => [...row]))}`);

const heldOut = readTexts('held-out');
const read = await Promise.all(heldOut.map(async (row) => ({ row, found: await classifyText(row.text) })));

const tasks = ['category', 'urgency', 'sentiment', 'language'] as const;
const judged = (task: (typeof tasks)[number], language?: string): Judged[] =>
  read
    .filter(({ row }) => language === undefined || row.language === language)
    .map(({ row, found }) => ({ label: row[task], guess: found[task] }));

const languages = [...new Set(heldOut.map(({ language }) => language))];
print(`${heldOut.length} texts held out`, [
  ['task', 'language', 'texts', 'right', 'commonest label', 'said', 'right when said'],
  ...tasks.flatMap((task) =>
    [undefined, ...languages].map((language) => {
      const figures = figuresOf(judged(task, language));
      const shares = [figures.accuracy, figures.majority, figures.said, figures.rightWhenSaid].map(percent);
      return [task, language ?? 'all', figures.texts, ...shares];
    }),
  ),
]);
for (const task of tasks) {
  // A language by itself has no others to be taken for.
  const groups = task === 'language' ? [undefined] : [undefined, ...languages];
  for (const language of groups) {
    const where = language === undefined ? '' : ` in ${language}`;
    const rows = judged(task, language);
    print(`Each ${task}${where}`, [
      [task, 'texts', 'precision', 'recall'],
      ...labelFigures(rows).map(({ label, texts, precision, recall }) => [
        label,
        texts,
        percent(precision),
        percent(recall),
      ]),
    ]);
    const { labels, counts } = confusion(rows);
    print(`Which ${task} was taken for which${where} (rows: right, columns: told)`, [
      ['', ...labels, 'unknown'],
      ...labels.map((label, index) => [label, ...(counts[index] ?? [])]),
    ]);
  }
}

const silent = await Promise.all(readPlainTexts('no-signal').map(({ text }) => classifyText(text)));
const foreign = await Promise.all(readPlainTexts('other-languages').map(({ text }) => classifyText(text)));
const unknown = (rows: typeof silent, task: 'category' | 'sentiment') =>
  percent(rows.filter((row) => row[task] === null).length / rows.length);
print('Texts of which nothing should be said', [
  ['texts', 'how many', 'category unknown', 'sentiment unknown'],
  ['without signal', silent.length, unknown(silent, 'category'), unknown(silent, 'sentiment')],
  ['in other languages', foreign.length, unknown(foreign, 'category'), unknown(foreign, 'sentiment')],
]);

interface Scored {
  score: number;
  turns: readonly { role: Turn['role']; minute: number; content: string }[];
}
const file = path.resolve(import.meta.dirname, '../training/conversations.json');
const conversations = JSON.parse(fs.readFileSync(file, 'utf8')) as Scored[];
const scores = await Promise.all(
  conversations.map(({ turns }) =>
    scoreConversation(turns.map(({ role, minute, content }) => ({ role, content, at: minute * 60_000 }))),
  ),
);
const byHand = conversations.map(({ score }) => score);
const told = scores.map(({ overall }) => overall);
const miss = told.reduce((sum, score, index) => sum + Math.abs(score - (byHand[index] ?? 0)), 0) / told.length;
print(`${conversations.length} conversations scored by hand`, [
  ['correlation', 'mean difference'],
  [correlation(byHand, told).toFixed(2), miss.toFixed(2)],
]);
