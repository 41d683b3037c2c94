// Reads a file of records, NDJSON or CSV, a page at a time: each record is checked by itself.
import { recordSchema } from '../../domain/api/customer-schemas.ts';
import { recordOfRow } from '../../domain/customers/csv-record.ts';
import { bodyCheck, type InputFault } from '../../lib/checked-input.ts';
import { BrokenCsv, csvRecords } from '../../lib/csv-records.ts';
import { linesOf } from '../../lib/lines.ts';
import { readStrictJson } from '../../lib/strict-json.ts';
import type { GivenRecord } from './take-records.ts';

export type ReadRecord = { line: number } & ({ given: GivenRecord } | { faults: readonly InputFault[] | 'no-json' });

/** Bytes of a line. */
const LONGEST_LINE = 64 * 1024;
const A_PAGE = 500;

/** The record's own names, a company's, and as many attributes as Intercom takes. */
const MOST_COLUMNS = 300;

const check = bodyCheck(recordSchema);

/** Throws BrokenCsv where a file that is named `.csv` is no CSV, or no more of it, or has far too many columns. */
export async function* recordsIn(name: string, bytes: AsyncIterable<Uint8Array>): AsyncGenerator<ReadRecord[]> {
  let page: ReadRecord[] = [];
  for await (const record of /\.csv$/i.test(name) ? fromCsv(bytes) : fromLines(bytes)) {
    page.push(record);
    if (page.length < A_PAGE) continue;
    yield page;
    page = [];
  }
  if (page.length > 0) yield page;
}

async function* fromCsv(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<ReadRecord> {
  let columns: readonly string[] | null = null;
  for await (const { fields, line } of csvRecords(bytes)) {
    if (columns === null && fields.length > MOST_COLUMNS) throw new BrokenCsv('not-csv', line);
    if (columns === null) columns = fields;
    else yield { line, ...checked(recordOfRow(columns, fields)) };
  }
}

async function* fromLines(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<ReadRecord> {
  let line = 0;
  for await (const lines of linesOf(bytes, LONGEST_LINE))
    for (const text of lines) {
      line += 1;
      if (text !== null && text.trim() === '') continue;
      yield { line, ...(text === null ? { faults: 'no-json' as const } : parsed(text)) };
    }
}

function parsed(text: string): { given: GivenRecord } | { faults: readonly InputFault[] | 'no-json' } {
  try {
    const read = readStrictJson(text);
    return 'fault' in read ? { faults: 'no-json' } : checked(read.value);
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    return { faults: 'no-json' };
  }
}

function checked(value: unknown): { given: GivenRecord } | { faults: readonly InputFault[] } {
  const faults = check(value);
  if (faults.length > 0) return { faults };
  const { external_id: externalId, ...values } = value as Record<string, unknown>;
  return { given: { externalId: String(externalId), values } };
}
