// Sends files along with a call as base64 in its JSON, a piece at a time: no file is in memory as a whole.

export interface UploadedBytes {
  name: string;
  contentType: string;
  size: number;
  /** Begins anew at each call. */
  read(): AsyncIterable<Uint8Array>;
}

interface Upload {
  headers: { 'content-length': string };
  sent: { body: BodyInit; duplex: 'half' };
}

/** The body and its length, since not every server takes a body of unknown length. `body` has at least one field. */
export function uploadOf(body: object, files: readonly UploadedBytes[]): Upload {
  const opening = `${JSON.stringify(body).slice(0, -1)},"attachment_files":[`;
  const heads = files.map((file, index) => `${index === 0 ? '' : ','}${headOf(file)}`);
  const frame = [opening, ...heads, ...files.map(() => FILE_END), BODY_END];
  const framed = frame.reduce((sum, text) => sum + Buffer.byteLength(text), 0);
  const length = files.reduce((sum, { size }) => sum + 4 * Math.ceil(size / 3), framed);
  async function* written(): AsyncIterable<Uint8Array> {
    yield Buffer.from(opening);
    for (const [index, file] of files.entries()) {
      yield Buffer.from(heads[index] ?? '');
      yield* inBase64(file.read());
      yield Buffer.from(FILE_END);
    }
    yield Buffer.from(BODY_END);
  }
  return {
    headers: { 'content-length': String(length) },
    // Node's fetch takes what its types, which are a browser's, leave out.
    sent: { body: written() as unknown as BodyInit, duplex: 'half' },
  };
}

const FILE_END = '"}';
const BODY_END = ']}';

function headOf({ name, contentType }: UploadedBytes): string {
  return `${JSON.stringify({ content_type: contentType, name }).slice(0, -1)},"data":"`;
}

/** Three bytes make four letters, so what is over waits for the next piece. */
async function* inBase64(bytes: AsyncIterable<Uint8Array>): AsyncIterable<Uint8Array> {
  let rest = Buffer.alloc(0);
  for await (const chunk of bytes) {
    const all = rest.length === 0 ? Buffer.from(chunk) : Buffer.concat([rest, chunk]);
    const whole = all.length - (all.length % 3);
    yield Buffer.from(all.toString('base64', 0, whole));
    rest = all.subarray(whole);
  }
  if (rest.length > 0) yield Buffer.from(rest.toString('base64'));
}
