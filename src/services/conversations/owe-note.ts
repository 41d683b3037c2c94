// A conversation is owed an internal note: stored with the job that posts it, once a subject.
import { newJob } from '../../domain/jobs.ts';
import type { Message } from '../../domain/message.ts';
import type { NoticeKind } from '../../domain/notices.ts';
import { insertNote } from '../../store/conversations/notes.ts';
import { nowOf, type Timed, type Unit } from '../context.ts';

export async function oweNote(
  ctx: Timed,
  unit: Unit,
  note: { workspaceId: string; conversationId: string; kind: NoticeKind; subject: string; body: string },
): Promise<void> {
  const id = ctx.newId();
  if (!(await insertNote(unit.trx, { ...note, id }, nowOf(ctx)))) return;
  await unit.enqueue([newJob('post-note', { ...note, noteId: id })]);
}

/** Notes about a text are notes about all that was written with it: one each. */
export function subjectOf(message: Pick<Message, 'id' | 'replyPartId' | 'sendId'>): string {
  return message.replyPartId ?? message.sendId ?? message.id;
}
