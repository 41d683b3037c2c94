// A conversation is owed an internal note: stored with the job that posts it, once a subject.
import { newJob } from '../../domain/jobs.ts';
import type { Message } from '../../domain/message.ts';
import type { Note } from '../../domain/tell.ts';
import { insertNote } from '../../store/conversations/notes.ts';
import { nowOf, type Timed, type Unit } from '../context.ts';

/** Where a note belongs. `conversationId` null: there is nobody to tell. */
export interface Told {
  workspaceId: string;
  conversationId: string | null;
  subject: string;
}

export async function oweNote(ctx: Timed, unit: Unit, told: Told, note: Note): Promise<void> {
  const { workspaceId, conversationId, subject } = told;
  if (conversationId === null) return;
  const id = ctx.newId();
  const isNew = await insertNote(unit.trx, { workspaceId, conversationId, subject, ...note, id }, nowOf(ctx));
  if (isNew) await unit.enqueue([newJob('post-note', { workspaceId, conversationId, noteId: id })]);
}

/** Notes about a text are notes about all that was written with it: one each. */
export function subjectOf(message: Pick<Message, 'id' | 'replyPartId' | 'sendId'>): string {
  return message.replyPartId ?? message.sendId ?? message.id;
}
