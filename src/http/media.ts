// A file behind a token, for Twilio, Intercom and customers: whoever has the link may read this one file.
import { Readable } from 'node:stream';
import type { Context as KoaContext } from 'koa';
import { parse as parseRange } from 'range-parser';
import { AppError } from '../domain/errors.ts';
import { isShown, plainName } from '../domain/media/served-file.ts';
import type { ServedFile } from '../services/media/serve-file.ts';
import { limitFailures } from './middleware/rate-limit.ts';

export interface MediaDoor {
  /** `guessed`: nobody was given such a token. `gone`: its time is over, or the file was deleted. */
  findFile(token: string): Promise<ServedFile | 'guessed' | 'gone'>;
}

/** Long enough for one look at a conversation; a file may be erased at any time. */
const CACHED_SECONDS = 300;

export function mediaHandlers(door: MediaDoor) {
  const countGuess = limitFailures();
  return {
    async serve(ctx: KoaContext): Promise<void> {
      ctx.set('x-robots-tag', 'noindex, nofollow');
      const file = await door.findFile(String(ctx.params.token));
      if (file === 'guessed') await countGuess(ctx);
      if (file === 'guessed' || file === 'gone') throw notHere();
      await answer(ctx, file);
    },
  };
}

function notHere(): AppError {
  return new AppError('not-found', { kind: 'file-not-here' });
}

function describe(ctx: KoaContext, { contentType, name, etag }: ServedFile): void {
  ctx.status = 200;
  ctx.type = contentType;
  ctx.attachment(plainName(name, contentType), { type: isShown(contentType) ? 'inline' : 'attachment' });
  // `attachment` takes the type from the name.
  ctx.set('content-type', contentType);
  ctx.set('etag', etag);
  ctx.set('accept-ranges', 'bytes');
  ctx.set('cache-control', `private, max-age=${CACHED_SECONDS}`);
  ctx.set('x-content-type-options', 'nosniff');
  ctx.set('content-security-policy', "default-src 'none'; sandbox");
  // The inbox shows it, which is another site.
  ctx.set('cross-origin-resource-policy', 'cross-origin');
}

/** One range is served; several at once, or one that cannot be read, get the whole file, as RFC 9110 allows. */
async function answer(ctx: KoaContext, file: ServedFile): Promise<void> {
  const { size } = file;
  const range = rangeOf(ctx, file);
  const { start, end } = range === null || range === 'beyond' ? { start: 0, end: size } : range;
  const isAsked = ctx.method === 'GET' && range !== 'beyond';
  const bytes = isAsked ? await file.read(start, end) : null;
  if (isAsked && bytes === null) throw notHere();
  describe(ctx, file);
  if (ctx.fresh) {
    ctx.status = 304;
    return;
  }
  if (range === 'beyond') ctx.body = '';
  else if (bytes !== null) ctx.body = Readable.from(bytes);
  // The body brings a type of its own.
  ctx.set('content-type', file.contentType);
  ctx.status = range === null ? 200 : range === 'beyond' ? 416 : 206;
  if (range !== null) ctx.set('content-range', `bytes ${range === 'beyond' ? '*' : `${start}-${end - 1}`}/${size}`);
  ctx.length = range === 'beyond' ? 0 : end - start;
}

/** From `start` to before `end`; null for the whole file. */
function rangeOf(ctx: KoaContext, { size, etag }: ServedFile): { start: number; end: number } | 'beyond' | null {
  const asked = ctx.get('range');
  const isCurrent = ['', etag].includes(ctx.get('if-range'));
  // Only GET has ranges.
  if (asked === '' || !isCurrent || ctx.method !== 'GET') return null;
  const { type, code, ranges } = parseRange(size, asked);
  if (type !== 'bytes' || code % 2 === MALFORMED) return null;
  const [range] = ranges;
  if (range === undefined) return 'beyond';
  return ranges.length === 1 ? { start: range.start, end: range.end + 1 } : null;
}

/** The lowest bit of the parser's code: the header, or a range in it, is malformed. */
const MALFORMED = 1;
