// Copies the files of an agent's text to us, before the addresses that Intercom signs for them expire.
import { Readable } from 'node:stream';
import { AppError } from '../../domain/errors.ts';
import { mmsKindOf } from '../../domain/media/carriage.ts';
import { type FileProblem, type MediaFile, MOST_BYTES } from '../../domain/media/file.ts';
import { FetchError } from '../../lib/guarded-fetch.ts';
import { addFiles, listFilesOf, updateFiles } from '../../store/media/files.ts';
import { type Context, nowOf } from '../context.ts';
import { keepFile } from './keep-file.ts';
import { canShrink, shrinkPicture } from './shrink-picture.ts';

/** A file at somebody else's. */
export interface Source {
  url: string;
  name: string | null;
  contentType: string;
}

export interface ToCopy {
  workspaceId: string;
  /** Names the text that they belong to. */
  subject: string;
  sources: readonly Source[];
  /** Pictures are made no larger than this, in bytes; null: they stay as they are. */
  pictureBytes: number | null;
  /** Milliseconds that one file may take. */
  totalMs: number;
}

const STALL_MS = 10_000;

type Copying = Pick<Context, 'clock' | 'db' | 'fetchGuarded' | 'log' | 'media' | 'newId'>;

/** The files in their order. Those that are still `waiting` may come when they are asked for again. */
export async function copyFiles(ctx: Copying, asked: ToCopy): Promise<MediaFile[]> {
  const { workspaceId, subject, sources } = asked;
  const rows = sources.map(({ url, name, contentType }, position) => {
    const found = { subject, position, direction: 'out', messageId: null, source: url } as const;
    return { workspaceId, id: ctx.newId(), ...found, claimedType: contentType, name };
  });
  await addFiles(ctx.db, rows, nowOf(ctx));
  return copyAgain(ctx, asked, await listFilesOf(ctx.db, workspaceId, subject));
}

/** The same for files whose rows are stored. A source replaces the stored address, which may have expired. */
export async function copyAgain(
  ctx: Copying,
  { sources, pictureBytes, totalMs }: Pick<ToCopy, 'sources' | 'pictureBytes' | 'totalMs'>,
  files: readonly MediaFile[],
): Promise<MediaFile[]> {
  let left = MOST_BYTES - files.reduce((sum, { size }) => sum + (size ?? 0), 0);
  const copied: MediaFile[] = [];
  for (const file of files) {
    const source = sources[file.position]?.url ?? file.source;
    const wanted = { mostBytes: left, pictureBytes, totalMs };
    const now = file.state === 'waiting' ? await copyOne(ctx, { ...file, source }, wanted) : file;
    if (file.state === 'waiting') left -= now.size ?? 0;
    copied.push(now);
  }
  return copied;
}

interface Wanted {
  mostBytes: number;
  pictureBytes: number | null;
  totalMs: number;
}

async function copyOne(ctx: Copying, file: MediaFile, wanted: Wanted): Promise<MediaFile> {
  const { workspaceId, id } = file;
  const outcome = await fetchOne(ctx, file, wanted);
  const now = nowOf(ctx);
  if ('type' in outcome) {
    // Its address has done its work, and opens the file for whoever has it.
    const kept = { ...outcome, state: 'kept', problem: null, stateAt: now, source: '' } as const;
    await updateFiles(ctx.db, workspaceId, [id], kept);
    return { ...file, ...kept };
  }
  const { problem } = outcome;
  const state = problem === 'too-large' ? 'too-large' : mayComeStill(problem) ? 'waiting' : 'gone';
  const lost = { state, problem, stateAt: now } as const;
  await updateFiles(ctx.db, workspaceId, [id], state === 'waiting' ? { problem } : lost);
  return { ...file, ...lost };
}

async function fetchOne(
  ctx: Copying,
  file: MediaFile,
  { mostBytes, pictureBytes, totalMs }: Wanted,
): Promise<{ type: string; size: number } | { problem: FileProblem }> {
  try {
    const answer = await ctx.fetchGuarded(file.source, { mostBytes, stallMs: STALL_MS, totalMs });
    const problem = problemOf(answer.status);
    if (problem !== null) {
      answer.discard();
      return { problem };
    }
    const claimedType = file.claimedType || answer.contentType;
    const kept = await keepFile(ctx, { ...file, claimedType }, answer.body);
    return pictureBytes === null ? kept : await fitPicture(ctx, file, kept, pictureBytes);
  } catch (error) {
    if (error instanceof AppError) throw error;
    if (!(error instanceof FetchError)) {
      ctx.log.warn({ workspaceId: file.workspaceId, fileId: file.id, err: error }, 'a file cannot be kept');
      return { problem: 'store-away' };
    }
    return { problem: error.failure === 'bad-address' ? 'private-address' : error.failure };
  }
}

function problemOf(status: number): FileProblem | null {
  if (status === 200) return null;
  if (status === 401 || status === 403) return 'refused';
  return status === 404 || status === 410 ? 'not-there' : 'no-answer';
}

/** An address that has expired works no more; one that did not answer may. */
function mayComeStill(problem: FileProblem): boolean {
  return problem === 'no-answer' || problem === 'store-away';
}

/** Keeps a smaller picture in its place, where it is too large for a carrier or of a kind that phones do not get. */
async function fitPicture(
  ctx: Pick<Copying, 'media'>,
  { workspaceId, id }: MediaFile,
  kept: { type: string; size: number },
  most: number,
): Promise<{ type: string; size: number }> {
  const { type, size } = kept;
  if (!canShrink(type) || (size <= most && mmsKindOf(type) === 'picture')) return kept;
  const made = await shrinkPicture(() => wholeOf(ctx.media.read({ workspaceId, id }, { start: 0, end: size })), most);
  if (made === null) return kept;
  await ctx.media.write({ workspaceId, id }, Readable.from([made]));
  return { type: 'image/jpeg', size: made.length };
}

async function wholeOf(pieces: AsyncIterable<Uint8Array>): Promise<Buffer> {
  const all: Uint8Array[] = [];
  for await (const piece of pieces) all.push(piece);
  return Buffer.concat(all);
}
