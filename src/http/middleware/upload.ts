// Reads a form with a file as a stream: the fields before the file, then the file, within limits of size and time.
import { Busboy } from '@fastify/busboy';
import type { Context as KoaContext } from 'koa';
import { AppError } from '../../domain/errors.ts';
import { wellFormed } from '../../domain/well-formed.ts';
import { refuse } from './refusals.ts';

export interface Upload {
  field(name: string): string;
  /** Null where none was chosen. */
  file: { name: string; bytes: AsyncIterable<Uint8Array> } | null;
}

const KB = 1024;
/** The other fields and the frames of the parts. */
const REST = 64 * KB;
const LONGEST_NAME = 100;
/** Longer than a large list takes on a slow line. */
const UPLOAD_MS = 100_000;
/** A browser shows an answer once it has sent everything. */
const DRAIN_MS = 10_000;

export function isUpload(ctx: KoaContext): boolean {
  return Boolean(ctx.is('multipart/form-data'));
}

/** `work` is given the form once its file begins, and reads that as it comes. Fields behind the file are not read. */
export async function readUpload<T>(
  ctx: KoaContext,
  mostBytes: number,
  work: (upload: Upload) => Promise<T>,
): Promise<T> {
  const { req } = ctx;
  const most = mostBytes + REST;
  if (Number(ctx.get('content-length')) > most) throw tooLarge(most);
  if (!/^(?:identity)?$/i.test(ctx.get('content-encoding')))
    throw refuse(ctx, 'wrong-encoding', new AppError('invalid', { kind: 'wrong-encoding' }));
  const parser = parserFor(ctx, mostBytes);
  const ends = new AbortController();
  const timer = setTimeout(() => ends.abort(tooSlow()), UPLOAD_MS);
  const onClose = () => req.complete || ends.abort(unreadable());
  req.once('close', onClose);
  try {
    const result = await workOnFile(ctx, parser, ends.signal, work);
    await drain(ctx);
    return result;
  } finally {
    clearTimeout(timer);
    req.off('close', onClose);
    req.unpipe(parser);
  }
}

function parserFor(ctx: KoaContext, mostBytes: number) {
  const limits = { files: 1, fields: 20, parts: 21, fieldSize: 4 * KB, fieldNameSize: 100, headerPairs: 20 };
  try {
    const headers = { ...ctx.headers, 'content-type': ctx.get('content-type') };
    return new Busboy({ headers, limits: { ...limits, fileSize: mostBytes + 1 } });
  } catch (error) {
    // A boundary is missing.
    throw unreadable(error);
  }
}

function workOnFile<T>(
  { req }: KoaContext,
  parser: ReturnType<typeof parserFor>,
  signal: AbortSignal,
  work: (upload: Upload) => Promise<T>,
): Promise<T> {
  const fields = new Map<string, string>();
  const field = (name: string) => wellFormed(fields.get(name) ?? '');
  return new Promise<T>((resolve, reject) => {
    let isTaken = false;
    const take = (file: Upload['file']) => {
      if (isTaken) return;
      isTaken = true;
      work({ field, file }).then(resolve, reject);
    };
    parser.on('field', (name, value) => {
      if (!fields.has(name)) fields.set(name, value);
    });
    parser.on('file', (_field, bytes, name) => {
      // Whoever reads it gets the error as well.
      bytes.on('error', () => {});
      signal.addEventListener('abort', () => bytes.destroy(signal.reason));
      take(name ? { name: nameOf(name), bytes } : null);
      if (!name) bytes.resume();
    });
    parser.on('finish', () => take(null));
    parser.on('error', (error) => reject(unreadable(error)));
    signal.addEventListener('abort', () => reject(signal.reason));
    req.pipe(parser);
  });
}

/** Reads what is left and drops it. */
async function drain({ req }: KoaContext): Promise<void> {
  if (req.complete) return;
  req.unpipe();
  req.resume();
  await new Promise<void>((resolve) => {
    const timer = setTimeout(resolve, DRAIN_MS);
    for (const event of ['end', 'close', 'error'])
      req.once(event, () => {
        clearTimeout(timer);
        resolve();
      });
  });
}

function nameOf(name: string): string {
  return wellFormed(name).replaceAll(/\p{C}/gu, '').slice(0, LONGEST_NAME) || 'file';
}

function tooLarge(mostBytes: number): AppError {
  return new AppError('too-large', { kind: 'too-large', mostKilobytes: mostBytes / KB });
}

function tooSlow(): AppError {
  return new AppError('timed-out', { kind: 'too-slow', seconds: UPLOAD_MS / 1_000 });
}

function unreadable(cause?: unknown): AppError {
  return new AppError('invalid', { kind: 'unreadable-body' }, { cause });
}
