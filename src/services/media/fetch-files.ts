// Fetches the files of a customer's text from Twilio, one after another, until all of them are here or lost.

import { readKeyword } from '../../domain/consent/keywords.ts';
import { mayWishToStop } from '../../domain/consent/stop-wish.ts';
import { AppError } from '../../domain/errors.ts';
import { newJob } from '../../domain/jobs/jobs.ts';
import { type FileProblem, type MediaFile, MOST_BYTES } from '../../domain/media/file.ts';
import { isUnshown } from '../../domain/media/received-files.ts';
import type { Message } from '../../domain/texts/message.ts';
import type { Workspace } from '../../domain/workspace.ts';
import { FetchError } from '../../lib/guarded-fetch.ts';
import type { Trx } from '../../store/database/database.ts';
import { listFilesOf, updateFiles } from '../../store/media/files.ts';
import { findMessage, lockReceived } from '../../store/texts/messages.ts';
import { markKeyword } from '../../store/texts/new-messages.ts';
import type { TwilioClient } from '../../twilio/client.ts';
import { applyKeyword } from '../consent/change-consent.ts';
import { type Context, nowOf, transact } from '../context.ts';
import { oweNote } from '../conversations/owe-note.ts';
import { areReadable } from './are-readable.ts';
import { keepFile } from './keep-file.ts';
import { measurePicture } from './measure-picture.ts';
import { readFileWords } from './read-file-words.ts';

const MINUTE_MS = 60_000;

/** A file that is not there yet comes within seconds, mostly. Agents are told of one that does not. */
const TELL_AFTER_MS = MINUTE_MS;

/** Files that are not there for long are asked for less and less often. */
const RAREST_MS = 60 * MINUTE_MS;

const LIMITS = { stallMs: 10_000, totalMs: 120_000 };

type Outcome =
  | { kind: 'kept'; type: string; size: number; words: string | null; pixels: MediaFile['pixels'] }
  | { kind: 'missing'; why: FileProblem };

export async function fetchFiles(ctx: Context, input: { workspaceId: string; messageId: string }): Promise<void> {
  const { workspaceId, messageId } = input;
  const message = await findMessage(ctx.db, workspaceId, messageId);
  const files = await listFilesOf(ctx.db, workspaceId, messageId);
  if (message === undefined || message.sid === null) return;
  const workspace = await ctx.workspaces.get(workspaceId);
  const waiting = files.filter(({ state }) => state === 'waiting');
  if (waiting.length === 0) return showKept(ctx, workspace, message, files);
  const twilio = ctx.twilio(workspace);
  const missing: { file: MediaFile; why: FileProblem }[] = [];
  let left = MOST_BYTES - files.reduce((sum, { size }) => sum + (size ?? 0), 0);
  for (const file of await named(twilio, message.sid, waiting)) {
    const outcome = await fetchFile(ctx, twilio, message.sid, file, left);
    await settle(ctx, workspace, message, file, outcome);
    if (outcome.kind === 'kept') left -= outcome.size;
    else if (!isFinal(outcome.why)) missing.push({ file, why: outcome.why });
  }
  const [first] = missing;
  if (first === undefined) return;
  await tellLate(ctx, message, missing.length, first);
  const retryAfterMs = Math.min(RAREST_MS, (ctx.clock.now() - first.file.createdAt.getTime()) / 4);
  throw new AppError('unavailable', { kind: 'file-not-fetched', why: first.why }, { retry: 'later', retryAfterMs });
}

/** The webhook may have named no id of a file; Twilio lists them in the same order. */
async function named(twilio: TwilioClient, sid: string, files: readonly MediaFile[]): Promise<MediaFile[]> {
  if (files.every(({ source }) => source !== '')) return [...files];
  const listed = await twilio.listMedia(sid);
  return files.map((file) => ({ ...file, source: file.source || (listed[file.position]?.id ?? '') }));
}

async function fetchFile(
  ctx: Context,
  twilio: TwilioClient,
  sid: string,
  file: MediaFile,
  mostBytes: number,
): Promise<Outcome> {
  if (file.source === '') return { kind: 'missing', why: 'not-there' };
  try {
    const answer = await twilio.fetchMedia({ sid, id: file.source }, ctx.fetchGuarded, { ...LIMITS, mostBytes });
    const why = problemOf(answer.status);
    if (why === null) {
      const kept = { ...file, ...(await keepFile(ctx, file, answer.body)) };
      const { type, size } = kept;
      const [words, pixels] = [await readFileWords(ctx, kept), await measurePicture(ctx, kept)];
      return { kind: 'kept', type, size, words, pixels };
    }
    answer.discard();
    return { kind: 'missing', why };
  } catch (error) {
    if (error instanceof AppError) throw error;
    if (!(error instanceof FetchError)) {
      ctx.log.warn({ workspaceId: file.workspaceId, fileId: file.id, err: error }, 'a file cannot be kept');
      return { kind: 'missing', why: 'store-away' };
    }
    return { kind: 'missing', why: error.failure === 'bad-address' ? 'private-address' : error.failure };
  }
}

function problemOf(status: number): FileProblem | null {
  if (status === 200) return null;
  if (status === 401 || status === 403) return 'refused';
  return status === 404 || status === 410 ? 'not-there' : 'no-answer';
}

function isFinal(why: FileProblem): boolean {
  return why === 'too-large' || why === 'private-address';
}

/** Records what became of a file. A text that stands in its conversation already shows it in its turn. */
async function settle(
  ctx: Context,
  workspace: Workspace,
  message: Message,
  file: MediaFile,
  outcome: Outcome,
): Promise<void> {
  const { workspaceId, id } = message;
  await transact(ctx, async (unit) => {
    // The text's own job either waits for this commit and then sees the file, or is over, and another one shows it.
    const text = await lockReceived(unit.trx, workspaceId, id);
    if (text === undefined) return;
    await updateFiles(unit.trx, workspaceId, [file.id], changesOf(outcome, nowOf(ctx)));
    if (outcome.kind === 'kept' && outcome.words !== null) await hear(ctx, unit.trx, text, outcome.words);
    if (text.state === 'received' || (outcome.kind === 'missing' && !isFinal(outcome.why))) return;
    await unit.enqueue([receiveAgain(workspace, text)]);
  });
}

function changesOf(outcome: Outcome, stateAt: Date) {
  if (outcome.kind === 'kept') {
    const { kind: _, words, pixels, ...rest } = outcome;
    const content = { ...(words === null ? {} : { words }), ...(pixels === null ? {} : { pixels }) };
    return { state: 'kept', problem: null, ...rest, stateAt, ...content } as const;
  }
  const { why: problem } = outcome;
  if (!isFinal(problem)) return { problem };
  return { state: problem === 'too-large' ? 'too-large' : 'gone', problem, stateAt } as const;
}

/** Words in a file count as words of the text. Twilio has not read them, so that it acted on none. */
async function hear(ctx: Context, trx: Trx, message: Message, words: string): Promise<void> {
  if (message.keyword !== null && message.keyword !== 'may-stop') return;
  const { workspaceId, id, address, sender, createdAt: at } = message;
  const keyword = readKeyword(words)?.keyword ?? (mayWishToStop(words) ? 'may-stop' : null);
  if (keyword === null || keyword === 'yes') return;
  await markKeyword(trx, { workspaceId, id }, keyword);
  if (keyword !== 'stop' && keyword !== 'start') return;
  await applyKeyword(trx, ctx, { workspaceId, address, sender, messageId: id, at, source: 'reading', keyword });
}

function receiveAgain({ settings }: Workspace, { workspaceId, id: messageId, address, sender }: Message) {
  return newJob('receive-text', { workspaceId, messageId, address, sender, threadPer: settings.threadPer });
}

/** Files that are here and that the conversation lacks: the store was away when their turn came. */
async function showKept(
  ctx: Context,
  workspace: Workspace,
  message: Message,
  files: readonly MediaFile[],
): Promise<void> {
  const kept = files.filter(isUnshown);
  if (message.state !== 'threaded' || message.conversationId === null || kept.length === 0) return;
  if (!(await areReadable(ctx, kept)))
    throw new AppError('unavailable', { kind: 'file-not-fetched', why: 'store-away' }, { retry: 'later' });
  await transact(ctx, (unit) => unit.enqueue([receiveAgain(workspace, message)]));
}

async function tellLate(
  ctx: Context,
  { workspaceId, conversationId, id }: Message,
  files: number,
  { file, why }: { file: MediaFile; why: FileProblem },
): Promise<void> {
  if (conversationId === null || ctx.clock.now() - file.createdAt.getTime() < TELL_AFTER_MS) return;
  await transact(ctx, (unit) =>
    oweNote(ctx, unit, { workspaceId, conversationId, subject: id }, { kind: 'files-late', files, why }),
  );
}
