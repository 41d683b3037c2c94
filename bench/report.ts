// The table that people read and the JSON that the next run is compared with.
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { type Figure, verdictOf } from './figures.ts';

export function printTable(figures: readonly Figure[]): void {
  const head = ['', 'figure', 'measured', 'limit', 'runs', 'verdict'];
  const rows = figures.map((figure) => [
    figure.part,
    figure.name,
    format(figure.value, figure.unit),
    figure.limit ? `${figure.limit.kind === 'least' ? '≥' : '≤'} ${format(figure.limit.at, figure.unit)}` : '',
    figure.spread ? figure.spread.map((value) => format(value, '')).join(' … ') : '',
    verdictOf(figure),
  ]);
  const widths = head.map((title, column) => Math.max(...[head, ...rows].map((row) => (row[column] ?? title).length)));
  const line = (row: readonly string[]) => row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join('  ');
  print(`${line(head)}\n${widths.map((width) => '─'.repeat(width)).join('  ')}`);
  for (const [index, row] of rows.entries()) {
    print(line(row).trimEnd());
    const note = figures[index]?.note;
    if (note) print(`   ${note}`);
  }
}

export function writeJson(file: string, figures: readonly Figure[], seconds: number): void {
  const [cpu] = os.cpus();
  const machine = {
    cpus: os.availableParallelism(),
    model: cpu?.model ?? '',
    memoryMb: Math.round(os.totalmem() / 2 ** 20),
  };
  const report = {
    at: new Date().toISOString(),
    node: process.version,
    machine,
    seconds: Math.round(seconds),
    figures: figures.map((figure) => ({ ...figure, verdict: verdictOf(figure) })),
  };
  fs.mkdirSync(path.dirname(file), { recursive: true });
  fs.writeFileSync(file, `${JSON.stringify(report, null, 2)}\n`);
}

export function print(text: string): void {
  process.stdout.write(`${text}\n`);
}

/** Tells the progress on stderr, so that stdout has the table alone. */
export function progress(text: string): void {
  process.stderr.write(`${new Date().toISOString().slice(11, 19)} ${text}\n`);
}

function format(value: number, unit: string): string {
  const digits = Math.abs(value) >= 100 ? 0 : Math.abs(value) >= 10 ? 1 : 2;
  return `${value.toFixed(digits)}${unit === '' ? '' : ` ${unit}`}`;
}
