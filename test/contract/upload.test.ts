// Files that go along with a call: the JSON is whole, and as long as it says.
import { type UploadedBytes, uploadOf } from '../../src/intercom/calls/upload.ts';
import { expect, test } from '../support/jest-globals.ts';

/** A file whose bytes come in chunks of these lengths. */
function fileOf(name: string, lengths: readonly number[]): UploadedBytes & { bytes: Buffer } {
  const size = lengths.reduce((sum, length) => sum + length, 0);
  const bytes = Buffer.from(Array.from({ length: size }, (_, at) => (at * 7) % 256));
  async function* read() {
    let at = 0;
    for (const length of lengths) {
      yield bytes.subarray(at, at + length);
      at += length;
    }
  }
  return { name, contentType: 'image/png', size, read, bytes };
}

test('files of any length and in any chunks arrive as they are', async () => {
  const files = [fileOf('a"ü.png', [1]), fileOf('b', [2, 1, 4, 1]), fileOf('c', []), fileOf('d', [3_000, 70_001])];
  const { headers, sent } = uploadOf({ body: 'Grüße', type: 'user' }, files);
  const chunks: Uint8Array[] = [];
  for await (const chunk of sent.body as unknown as AsyncIterable<Uint8Array>) chunks.push(chunk);
  const text = Buffer.concat(chunks).toString();
  expect(Number(headers['content-length'])).toBe(Buffer.byteLength(text));
  const parsed = JSON.parse(text);
  expect(parsed).toMatchObject({ body: 'Grüße', type: 'user' });
  expect(parsed.attachment_files).toEqual(
    files.map(({ name, bytes }) => ({ content_type: 'image/png', name, data: bytes.toString('base64') })),
  );
});
