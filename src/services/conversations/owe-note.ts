// Owes a conversation an internal note, one of its kind a subject: stored in words, with the job that posts it.
import { newJob } from '../../domain/jobs/jobs.ts';
import { type FailureNote, type NewsNote, type Note, storedKinds, type Written } from '../../domain/notes/note.ts';
import type { Message } from '../../domain/texts/message.ts';
import { insertNote } from '../../store/conversations/notes.ts';
import { noteInWords } from '../../words/notes.ts';
import { nowOf, type Timed, type Unit } from '../context.ts';

/** The conversation and subject of a note. `conversationId` null: there is nobody to tell. */
export interface Told {
  workspaceId: string;
  conversationId: string | null;
  subject: string;
}

/** A person waits for their text, so its failure must be seen. Nobody waits for automation's. */
export interface ToldOfText extends Told {
  byPerson: boolean;
}

export async function oweNote(ctx: Timed, unit: Unit, told: Told, note: NewsNote): Promise<void> {
  await storeNote(ctx, unit, { ...told, byPerson: false }, note);
}

/** Stores a note that the caller posts. Returns its id; null where there is such a note already. */
export async function keepNote(ctx: Timed, unit: Unit, told: Told, note: NewsNote): Promise<string | null> {
  return insert(ctx, unit, { ...told, byPerson: false }, note);
}

/** The one way to tell of a text that did not arrive. A person's failed text shows in the inbox, too. */
export async function oweFailure(ctx: Timed, unit: Unit, told: ToldOfText, note: FailureNote): Promise<void> {
  const { workspaceId, conversationId, byPerson } = told;
  const isNew = await storeNote(ctx, unit, told, note);
  if (isNew && byPerson && conversationId !== null)
    await unit.enqueue([newJob('show-failures', { workspaceId, conversationId })]);
}

/** False where there is such a note already, or nobody to tell. */
async function storeNote(ctx: Timed, unit: Unit, told: ToldOfText, note: Note): Promise<boolean> {
  const { workspaceId, conversationId } = told;
  const id = await insert(ctx, unit, told, note);
  if (id === null || conversationId === null) return false;
  await unit.enqueue([newJob('post-note', { workspaceId, conversationId, noteId: id })]);
  return true;
}

async function insert(ctx: Timed, unit: Unit, told: ToldOfText, note: Note): Promise<string | null> {
  const { workspaceId, conversationId, subject, byPerson } = told;
  if (conversationId === null) return null;
  const id = ctx.newId();
  const [kind, body] = [storedKinds[note.kind], noteInWords(note)];
  const row = { workspaceId, conversationId, subject, byPerson, kind, body, id };
  return (await insertNote(unit.trx, row, nowOf(ctx))) ? id : null;
}

/** The subject of notes about a text: all parts of one reply or send share it. */
export function subjectOf(message: Pick<Message, 'id' | 'replyPartId' | 'sendId'>): string {
  return message.replyPartId ?? message.sendId ?? message.id;
}

/** The name of this text in a note: an agent’s reply, or a text that was written elsewhere. */
export function writtenAs({ replyPartId }: Pick<Message, 'replyPartId'>): Written {
  return replyPartId === null ? 'text' : 'reply';
}

/** The conversation and subject for a failure of this text. */
export function toldOf(
  message: Pick<Message, 'workspaceId' | 'id' | 'replyPartId' | 'sendId' | 'conversationId' | 'author'>,
): ToldOfText {
  const { workspaceId, conversationId, author } = message;
  return { workspaceId, conversationId, subject: subjectOf(message), byPerson: author?.kind !== 'automation' };
}
