// The figures are right on small sets, and docs/assist.md tells those of today.
import fs from 'node:fs';
import path from 'node:path';
import { confusion, correlation, figuresOf, labelFigures } from '../../scripts/figures.ts';
import { readPlainTexts, readTexts } from '../../scripts/labelled-texts.ts';
import { classifyText } from '../../src/assist/reading.ts';
import { expect, test } from '../support/jest-globals.ts';

const judged = [
  { label: 'a', guess: 'a' },
  { label: 'a', guess: 'b' },
  { label: 'b', guess: 'b' },
  { label: 'a', guess: null },
];

test('accuracy counts what is unknown as wrong, precision does not', () => {
  expect(figuresOf(judged)).toEqual({ texts: 4, accuracy: 0.5, majority: 0.75, said: 0.75, rightWhenSaid: 2 / 3 });
  expect(labelFigures(judged)).toEqual([
    { label: 'a', texts: 3, precision: 1, recall: 1 / 3 },
    { label: 'b', texts: 1, precision: 0.5, recall: 1 },
  ]);
  expect(confusion(judged)).toEqual({
    labels: ['a', 'b'],
    counts: [
      [1, 1, 1],
      [0, 1, 0],
    ],
  });
});

test('a correlation is that of Pearson', () => {
  expect(correlation([1, 2, 3], [2, 4, 6])).toBeCloseTo(1);
  expect(correlation([1, 2, 3], [3, 2, 1])).toBeCloseTo(-1);
});

test('the document tells what the classifier reaches today', async () => {
  const document = fs.readFileSync(path.resolve(import.meta.dirname, '../../docs/assist.md'), 'utf8');
  const found = await Promise.all(
    readTexts('held-out').map(async (row) => ({ row, read: await classifyText(row.text) })),
  );
  const percent = (share: number) => `${Math.round(share * 100)} %`;
  for (const task of ['category', 'urgency', 'sentiment', 'language'] as const) {
    const rows = found.map(({ row, read }) => ({ label: row[task], guess: read[task] }));
    const { accuracy, majority, said, rightWhenSaid } = figuresOf(rows);
    expect(document).toContain(`| ${task} | ${[accuracy, majority, said, rightWhenSaid].map(percent).join(' | ')} |`);
    if (task !== 'category' && task !== 'urgency') continue;
    for (const { label, precision, recall } of labelFigures(rows))
      expect(document).toContain(`| ${label} | ${percent(precision ?? 0)} | ${percent(recall)} |`);
  }
  const foreign = await Promise.all(readPlainTexts('other-languages').map(({ text }) => classifyText(text)));
  expect(foreign.filter(({ sentiment }) => sentiment !== null)).toEqual([]);
});
