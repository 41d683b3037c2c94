// Shows a text of automation as a comment in the conversation that it belongs to.
import { newJob } from '../../domain/jobs/jobs.ts';
import type { Thread } from '../../domain/thread.ts';
import { insertSend } from '../../store/texts/panel-texts.ts';
import { answerInConversation } from '../../words/customer-texts.ts';
import type { Unit } from '../context.ts';

/** `body`: the words as they go. `id`: of the send that the text names. */
export async function showAutomatedText(
  unit: Unit,
  { workspaceId, id: threadId, address, sender }: Pick<Thread, 'workspaceId' | 'id' | 'address' | 'sender'>,
  { id, conversationId, body, at }: { id: string; conversationId: string; body: string; at: Date },
): Promise<void> {
  await insertSend(unit.trx, {
    ...{ workspaceId, id, threadId, address, sender, conversationId, body: answerInConversation(body) },
    ...{ authorId: null, state: 'sent', sendAt: null, zone: null, retryOf: null, createdAt: at },
  });
  await unit.enqueue([newJob('post-comment', { workspaceId, conversationId, sendId: id })]);
}
