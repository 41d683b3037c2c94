// Files that people choose on the page: `POST /uploads`, and kept until they are sent, up to a number of bytes together.
import type Router from '@koa/router';
import type { Context } from 'koa';
import { Refusal } from '../intercom/errors.ts';

export interface Upload {
  name: string;
  contentType: string;
  bytes: Buffer;
}

/** More than the service takes, so that a file that is too large can be tried. */
const LONGEST = 30_000_000;
const MOST_BYTES = 150_000_000;
const TYPE = /^[\w.+-]+\/[\w.+-]+$/;

export class Uploads {
  readonly #files = new Map<string, Upload>();
  #last = 0;

  serve(router: Router): void {
    router.post('/uploads', async (ctx) => {
      const bytes = await readBytes(ctx);
      if (bytes === null) {
        ctx.status = 413;
        ctx.body = { error: 'This file is larger than 30 MB.' };
        return;
      }
      const { name, type } = ctx.query;
      const contentType = typeof type === 'string' && TYPE.test(type) ? type : 'application/octet-stream';
      const file = { name: typeof name === 'string' ? name.slice(0, 200) : 'File', contentType, bytes };
      ctx.body = { id: this.#keep(file), name: file.name, contentType, size: bytes.length };
    });
  }

  /** Throws a refusal that people read. */
  find(id: string): Upload {
    const file = this.#files.get(id);
    if (!file) throw new Refusal(404, 'no_such_file', 'This file is gone: choose it again.');
    return file;
  }

  #keep(file: Upload): string {
    this.#last += 1;
    this.#files.set(String(this.#last), file);
    let sum = [...this.#files.values()].reduce((total, { bytes }) => total + bytes.length, 0);
    for (const [id, { bytes }] of this.#files) {
      if (sum <= MOST_BYTES) break;
      this.#files.delete(id);
      sum -= bytes.length;
    }
    return String(this.#last);
  }
}

/** Null where there are too many. */
async function readBytes(ctx: Context): Promise<Buffer | null> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of ctx.req) {
    length += chunk.length;
    if (length <= LONGEST) chunks.push(chunk);
  }
  return length > LONGEST ? null : Buffer.concat(chunks);
}
