// Answers of Intercom on the command line: tables for people, JSON for programs, many items as they come.
import { countNote, noLines } from '../../words/operator/intercom-answers.ts';
import { columns } from '../columns.ts';

export type Form = 'table' | 'json' | 'ndjson';

export interface Streams {
  print(text: string): void;
  note(text: string): void;
}

/** Wider values are cut: `--json` has them whole. */
const WIDEST = 60;

/** The end of the year 2999; a later time is in another unit. */
const LATEST_SECONDS = 32_503_680_000;

/** A table is drawn after so many lines, so that a long one begins to show. */
const LINES_AT_ONCE = 200;

export interface ManyOptions {
  form: Form;
  shows: readonly string[];
  /** At most so many; null: all. */
  limit: number | null;
}

/** Prints items as they come, and stops asking for more at the limit. Resolves to the count. */
export async function printMany(
  items: AsyncIterable<unknown>,
  options: ManyOptions,
  streams: Streams,
): Promise<number> {
  const { form, limit } = options;
  let count = 0;
  let isCut = false;
  const write = form === 'table' ? tableWriter(options.shows, streams) : jsonWriter(form, streams);
  try {
    for await (const item of items) {
      if (limit !== null && count >= limit) {
        isCut = true;
        break;
      }
      count += 1;
      write.item(item);
    }
  } finally {
    // Where a call failed on the way, what came before it was read or done all the same.
    write.end();
  }
  if (count === 0 && form === 'table') streams.note(noLines);
  else streams.note(countNote(count, !isCut));
  return count;
}

/** One thing: its fields that have a value as a table, or all as JSON. */
export function printOne(item: unknown, form: Form, streams: Streams): void {
  if (form !== 'table') {
    streams.print(JSON.stringify(item ?? null));
    return;
  }
  if (typeof item !== 'object' || item === null) return;
  const facts = Object.entries(item)
    .map(([name, value]) => [name, cell(name, value)])
    .filter(([, words]) => words !== '');
  streams.print(columns(facts).join('\n'));
}

interface Writer {
  item(item: unknown): void;
  end(): void;
}

/** The header stands above the first lines; later ones follow without it. */
function tableWriter(shows: readonly string[], { print }: Streams): Writer {
  let rows: string[][] = [shows.map((name) => name.replaceAll(/[._]/g, ' ').toUpperCase())];
  const draw = () => {
    if (rows.length > 0) print(columns(rows).join('\n'));
    rows = [];
  };
  let isEmpty = true;
  return {
    item(item) {
      isEmpty = false;
      rows.push(shows.map((name) => cell(name, fieldOf(item, name))));
      if (rows.length >= LINES_AT_ONCE) draw();
    },
    end: () => (isEmpty ? undefined : draw()),
  };
}

function jsonWriter(form: 'json' | 'ndjson', { print }: Streams): Writer {
  if (form === 'ndjson') return { item: (item) => print(JSON.stringify(item)), end: () => {} };
  let before = '[';
  return {
    item(item) {
      print(`${before}${JSON.stringify(item)}`);
      before = ',';
    },
    end: () => print(before === '[' ? '[]' : ']'),
  };
}

function fieldOf(item: unknown, name: string): unknown {
  return name
    .split('.')
    .reduce((at: unknown, step) => (typeof at === 'object' && at !== null ? Reflect.get(at, step) : undefined), item);
}

/** A time is ISO 8601 in UTC; an object is JSON. */
function cell(name: string, value: unknown): string {
  if (value === null || value === undefined) return '';
  if (typeof value === 'number' && /_at$|_since$|_until$/.test(name) && value < LATEST_SECONDS)
    return new Date(value * 1000).toISOString();
  const text = typeof value === 'object' ? JSON.stringify(value) : String(value);
  return text.length > WIDEST ? `${text.slice(0, WIDEST - 1)}…` : text;
}
