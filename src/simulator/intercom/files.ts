// Uploaded attachments: kept in memory and served under signed addresses that expire, as Intercom's own do.
import { createHmac } from 'node:crypto';
import type Router from '@koa/router';
import type { Clock } from '../../lib/clock.ts';

export interface UploadedFile {
  readonly name: string;
  readonly contentType: string;
  readonly data: Buffer;
}

const LIFETIME_SECONDS = 24 * 60 * 60;

export class Files {
  readonly #clock: Clock;
  readonly #secret: string;
  readonly #files: UploadedFile[] = [];

  constructor(clock: Clock, secret: string) {
    this.#clock = clock;
    this.#secret = secret;
  }

  /** Gives the path and query under which the file can be fetched for a day. */
  keep(file: UploadedFile): string {
    const number = this.#files.push(file) - 1;
    const expires = Math.floor(this.#clock.now() / 1000) + LIFETIME_SECONDS;
    const signature = this.#sign(number, expires);
    return `/i/o/${number}/${encodeURIComponent(file.name)}?expires=${expires}&signature=${signature}`;
  }

  serve(router: Router): void {
    router.get('/i/o/:number/:name', (ctx) => {
      ctx.state.isDownload = true;
      const number = Number(ctx.params.number);
      const expires = Number(ctx.query.expires);
      const file = this.#files[number];
      const valid = ctx.query.signature === this.#sign(number, expires) && expires * 1000 > this.#clock.now();
      if (!file || !valid) {
        ctx.status = file ? 403 : 404;
        ctx.body = file ? 'The address has expired' : 'No such file';
        return;
      }
      ctx.type = file.contentType;
      ctx.body = file.data;
    });
  }

  #sign(number: number, expires: number): string {
    return createHmac('sha256', this.#secret).update(`${number} ${expires}`).digest('hex');
  }
}
