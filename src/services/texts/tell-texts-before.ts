// Tells agents, once the customer writes, of the automatic texts that no conversation showed: before the words in a conversation that
// they join, right after them in a new one.
import { AppError } from '../../domain/errors.ts';
import { newJob } from '../../domain/jobs/jobs.ts';
import { type NewsNote, storedKinds } from '../../domain/notes/note.ts';
import { isUntold, textsBefore } from '../../domain/notes/texts-before.ts';
import type { Message } from '../../domain/texts/message.ts';
import type { Workspace } from '../../domain/workspace.ts';
import { findNoteAbout, moveNote } from '../../store/conversations/notes.ts';
import { takeUntold } from '../../store/texts/untold-texts.ts';
import { type Context, nowOf, type Timed, transact, type Unit } from '../context.ts';
import { keepNote, oweNote } from '../conversations/owe-note.ts';
import { postNote } from '../conversations/post-note.ts';
import type { ChosenPlacement } from './choose-placement.ts';

/** `owed`: the note follows the words. `told`: it is stored for that conversation. */
export type TextsBefore = { kind: 'owed' } | { kind: 'told'; noteId: string; conversationId: string };

interface About {
  workspace: Workspace;
  /** The customer's text. */
  message: Message;
}

/** Null for most texts, without a statement. `repeated`: an earlier try may have told. */
export async function tellTextsBefore(
  ctx: Context,
  about: About,
  { placement }: Pick<ChosenPlacement, 'placement'>,
  { untoldAt, repeated }: { untoldAt: Date | null; repeated: boolean },
): Promise<TextsBefore | null> {
  const { workspaceId } = about.message;
  const joined = placement.kind === 'join' ? placement.conversationId : null;
  const earlier = repeated ? await findTold(ctx, about) : undefined;
  if (earlier !== undefined) {
    const { id: noteId, conversationId, isPosted } = earlier;
    if (isPosted) return null;
    if (conversationId === joined) await postUnlessRefused(ctx, { workspaceId, conversationId, noteId });
    return { kind: 'told', noteId, conversationId };
  }
  if (!isUntold(untoldAt, nowOf(ctx)) || placement.kind === 'aside') return null;
  if (joined === null) return { kind: 'owed' };
  const noteId = await transact(ctx, async (unit) => {
    const note = await takeNote(ctx, unit, about, joined);
    return note && keepNote(ctx, unit, { workspaceId, conversationId: joined, subject: about.message.id }, note);
  });
  if (noteId === null) return null;
  await postUnlessRefused(ctx, { workspaceId, conversationId: joined, noteId });
  return { kind: 'told', noteId, conversationId: joined };
}

function findTold({ db }: Context, { message: { workspaceId, id } }: About) {
  return findNoteAbout(db, workspaceId, storedKinds['texts-before'], id);
}

/** Intercom's refusal of a note must not keep the customer's words out. */
async function postUnlessRefused(
  ctx: Context,
  note: { workspaceId: string; conversationId: string; noteId: string },
): Promise<void> {
  try {
    await postNote(ctx, note);
  } catch (error) {
    if (!(error instanceof AppError) || error.code !== 'vendor-refused') throw error;
    await transact(ctx, (unit) => unit.enqueue([newJob('post-note', note)]));
  }
}

/** True where the note stands or will stand with the words in this conversation. */
export function isSettled(before: TextsBefore | null, conversationId: string): boolean {
  return before === null || (before.kind === 'told' && before.conversationId === conversationId);
}

/** In the transaction that threads the words. */
export async function settleTextsBefore(
  ctx: Timed,
  unit: Unit,
  before: TextsBefore | null,
  about: About,
  conversationId: string,
): Promise<void> {
  if (before === null || isSettled(before, conversationId)) return;
  const { workspaceId, id: subject } = about.message;
  if (before.kind === 'owed') {
    const note = await takeNote(ctx, unit, about, conversationId);
    if (note !== null) await oweNote(ctx, unit, { workspaceId, conversationId, subject }, note);
    return;
  }
  const { noteId } = before;
  // The conversation that the note was meant for could not be joined.
  const isMoved = await moveNote(unit.trx, { workspaceId, id: noteId }, conversationId);
  if (isMoved) await unit.enqueue([newJob('post-note', { workspaceId, conversationId, noteId })]);
}

/** Null where each of those texts still waits, or never went out. */
async function takeNote(
  ctx: Timed,
  { trx }: Unit,
  { workspace, message }: About,
  conversationId: string,
): Promise<NewsNote | null> {
  const { workspaceId, address, sender } = message;
  const untold = await takeUntold(trx, { workspaceId, address, conversationId }, nowOf(ctx));
  if (untold.length === 0) return null;
  return { kind: 'texts-before', address, ...textsBefore(untold, sender), zone: workspace.timezone };
}
