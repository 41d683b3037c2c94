// Reads CSV from untrusted bytes as a stream of records, a bounded piece at a time: any delimiter, any common encoding.
import { Readable } from 'node:stream';
import { CsvError, parse } from 'csv-parse';

/** Bytes of one record, far above a number with a reason. */
const LONGEST_RECORD = 8_192;
/** The header, by which the delimiter is told, ends within this many bytes. */
const LONGEST_HEADER = LONGEST_RECORD;

/** Bytes, some hundred rows. */
const PORTION = 16_384;
const MARK = Buffer.from('\ufeff');

export interface CsvRecord {
  fields: string[];
  /** The line on which it begins; the first is 1. */
  line: number;
}

/** `line`: the last line that was whole. */
export class BrokenCsv extends Error {
  override readonly name = 'BrokenCsv';
  readonly why: 'not-csv' | 'broken';
  readonly line: number;

  constructor(why: 'not-csv' | 'broken', line: number) {
    super(why);
    this.why = why;
    this.line = line;
  }
}

/** Throws BrokenCsv where the bytes are no CSV, or no more of it. Errors of the source come through. */
export async function* csvRecords(source: AsyncIterable<Uint8Array>): AsyncGenerator<CsvRecord> {
  const { head, rest } = await beginningOf(source);
  if (isOtherFile(head)) throw new BrokenCsv('not-csv', 1);
  // The records before the first that cannot be read; the reader goes on a little beyond.
  let whole = Number.POSITIVE_INFINITY;
  const stop = (records: number) => {
    whole = Math.min(whole, records);
  };
  const parser = parse({
    // Each field is decoded by itself, since one list may hold lines of several programs.
    encoding: null,
    delimiter: delimiterIn(head),
    info: true,
    max_record_size: LONGEST_RECORD,
    relax_column_count: true,
    relax_quotes: true,
    skip_empty_lines: true,
    skip_records_with_error: true,
    on_skip(error) {
      stop(error instanceof CsvError ? Number(error['records']) : 0);
      return undefined;
    },
  });
  const lines = wholeLines(rest, () => whole === Number.POSITIVE_INFINITY);
  const bytes = Readable.from(lines, { objectMode: false });
  bytes.once('error', (error) => parser.destroy(error));
  let [line, count] = [0, 0];
  try {
    for await (const { record, info } of bytes.pipe(parser) as AsyncIterable<Parsed>) {
      if (count >= whole) break;
      count += 1;
      // A record of several lines is told by its first.
      const begun = info.lines - record.reduce((inFields, field) => inFields + linesIn(field), 0);
      line = info.lines;
      yield { fields: record.map(textOf), line: begun };
    }
  } finally {
    bytes.destroy();
    parser.destroy();
  }
  if (whole !== Number.POSITIVE_INFINITY) throw new BrokenCsv('broken', line + 1);
}

interface Parsed {
  record: Uint8Array[];
  info: { lines: number };
}

/** Hands over whole lines, so that a line without an end never grows in the reader, which bounds fields and not their number. */
async function* wholeLines(source: AsyncIterable<Uint8Array>, goesOn: () => boolean): AsyncGenerator<Uint8Array> {
  let tail: Uint8Array = Buffer.alloc(0);
  for await (const piece of source) {
    if (!goesOn()) return;
    const end = Math.max(piece.lastIndexOf(10), piece.lastIndexOf(13)) + 1;
    if (end > 0) yield* inPortions(Buffer.concat([tail, piece.subarray(0, end)]));
    tail = end > 0 ? piece.subarray(end) : Buffer.concat([tail, piece]);
    // A quote without an end, so that the reader stops at it.
    if (tail.length > LONGEST_RECORD) yield Buffer.from(`"${'x'.repeat(LONGEST_RECORD)}`);
    if (tail.length > LONGEST_RECORD) return;
  }
  yield tail;
}

/** The reader works through a portion at one go. */
function* inPortions(bytes: Uint8Array): Generator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += PORTION) yield bytes.subarray(at, at + PORTION);
}

/** The first line at least, and everything from the beginning on as UTF-8 or as it came. */
async function beginningOf(source: AsyncIterable<Uint8Array>) {
  const iterator = source[Symbol.asyncIterator]();
  const pieces: Uint8Array[] = [];
  let head = Buffer.alloc(0);
  while (head.length < LONGEST_HEADER && !head.includes(10)) {
    const next = await iterator.next();
    if (next.done) break;
    pieces.push(next.value);
    head = Buffer.concat([head, next.value.subarray(0, LONGEST_HEADER)]);
  }
  const whole = (async function* () {
    yield* pieces;
    for (let next = await iterator.next(); !next.done; next = await iterator.next()) yield next.value;
  })();
  const wide =
    head[0] === 0xff && head[1] === 0xfe ? 'utf-16le' : head[0] === 0xfe && head[1] === 0xff ? 'utf-16be' : null;
  if (wide === null) return { head, rest: withoutMark(whole) };
  const text = new TextDecoder(wide).decode(head.subarray(0, head.length - (head.length % 2)));
  return { head: Buffer.from(text), rest: asUtf8(whole, wide) };
}

async function* withoutMark(source: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  let begin: Uint8Array | null = Buffer.alloc(0);
  for await (const piece of source) {
    if (begin === null) {
      yield piece;
      continue;
    }
    begin = Buffer.concat([begin, piece]);
    if (begin.length < MARK.length) continue;
    yield MARK.equals(begin.subarray(0, MARK.length)) ? begin.subarray(MARK.length) : begin;
    begin = null;
  }
  if (begin !== null) yield begin;
}

async function* asUtf8(source: AsyncIterable<Uint8Array>, encoding: string): AsyncGenerator<Uint8Array> {
  const decoder = new TextDecoder(encoding);
  for await (const piece of source) yield Buffer.from(decoder.decode(piece, { stream: true }));
  yield Buffer.from(decoder.decode());
}

/** A workbook, an archive or a picture, whatever its name says: text holds no NUL. */
function isOtherFile(head: Buffer): boolean {
  return head.subarray(0, 4).equals(Buffer.from('PK\u0003\u0004')) || head.includes(0);
}

/** Spreadsheets of many countries write semicolons. */
function delimiterIn(head: Buffer): string {
  const [first = ''] = head.toString('latin1').split(/\r|\n/, 1);
  return [',', ';', '\t'].toSorted((a, b) => first.split(b).length - first.split(a).length)[0] ?? ',';
}

const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
const western = new TextDecoder('windows-1252');

function textOf(field: Uint8Array): string {
  try {
    return utf8.decode(field);
  } catch {
    return western.decode(field);
  }
}

function linesIn(field: Uint8Array): number {
  let lines = 0;
  for (let index = field.indexOf(10); index !== -1; index = field.indexOf(10, index + 1)) lines += 1;
  return lines;
}
