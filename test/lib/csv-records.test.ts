// Files that people have, and files that somebody made to break a reader.
import { BrokenCsv, type CsvRecord, csvRecords } from '../../src/lib/csv-records.ts';
import { describe, expect, test } from '../support/jest-globals.ts';

async function read(bytes: Uint8Array | string, piece = 7): Promise<CsvRecord[]> {
  const whole = typeof bytes === 'string' ? Buffer.from(bytes) : bytes;
  const pieces = async function* () {
    for (let at = 0; at < whole.length; at += piece) yield whole.subarray(at, at + piece);
  };
  return all(csvRecords(pieces()));
}

async function all(records: AsyncIterable<CsvRecord>): Promise<CsvRecord[]> {
  const list: CsvRecord[] = [];
  for await (const record of records) list.push(record);
  return list;
}

const plain = [
  { fields: ['number', 'reason'], line: 1 },
  { fields: ['+14155550132', 'Café'], line: 2 },
];
const words = 'number,reason\n+14155550132,Café\n';

describe('a CSV file', () => {
  test.each<[name: string, bytes: Uint8Array | string]>([
    ['UTF-8', words],
    ['UTF-8 with a mark', `\ufeff${words}`],
    ['UTF-16', Buffer.from(`\ufeff${words}`, 'utf16le')],
    ['UTF-16 of the other order', Buffer.from(`\ufeff${words}`, 'utf16le').swap16()],
    ['Windows-1252', Buffer.from(words, 'latin1')],
    ['semicolons', words.replaceAll(',', ';')],
    ['tabs and Windows lines', words.replaceAll(',', '\t').replaceAll('\n', '\r\n')],
    ['quotes', 'number,reason\n"+14155550132","Café"'],
    ['empty lines', `${words}\n\n\n`],
  ])('is read in %s', async (_name, bytes) => {
    expect(await read(bytes)).toEqual(plain);
    expect(await read(bytes, 1_000)).toEqual(plain);
  });

  test('names the line on which a record begins', async () => {
    const records = await read('number,reason\n1,"a\nb\nc"\n\n2,d\n');
    expect(records.map(({ line }) => line)).toEqual([1, 2, 6]);
  });

  test.each<[name: string, bytes: Uint8Array | string, why: string, line: number]>([
    ['a workbook', Buffer.from('PK\u0003\u0004 and more'), 'not-csv', 1],
    ['a picture', Buffer.from([0x89, 0x50, 0x4e, 0x47, 0, 0, 1]), 'not-csv', 1],
    ['a field without an end', `number\n1\n"${'2'.repeat(20_000)}`, 'broken', 3],
    ['a quote that never closes', 'number\n1\n"2', 'broken', 3],
    ['a row of endless columns', `number\n1\n${','.repeat(20_000)}\n`, 'broken', 3],
  ])('that is %s is refused', async (_name, bytes, why, line) => {
    const failure = await read(bytes, 4_000).then(
      () => null,
      (error: unknown) => error,
    );
    expect(failure).toBeInstanceOf(BrokenCsv);
    expect(failure).toMatchObject({ why, line });
  });

  test('that the sender breaks off ends with the sender’s error', async () => {
    const broken = async function* () {
      yield Buffer.from(words);
      throw new Error('hung up');
    };
    await expect(all(csvRecords(broken()))).rejects.toThrow('hung up');
  });
});
