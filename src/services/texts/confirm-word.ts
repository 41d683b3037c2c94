// Confirms a customer's stop or start with one text, where nobody else does.

import type { ConsentSource } from '../../domain/consent/consent.ts';
import { languageOfKeyword } from '../../domain/consent/keywords.ts';
import { type ConfirmedWord, needsConfirmation } from '../../domain/texts/confirmation.ts';
import type { Message } from '../../domain/texts/message.ts';
import type { Workspace } from '../../domain/workspace.ts';
import { confirmationText } from '../../words/confirmations.ts';
import type { Timed, Unit, Watched } from '../context.ts';
import { queueText } from './queue-text.ts';

/**
 * In the transaction that threads the word, so that it happens once. It belongs to no conversation: a note tells of it there,
 * and nobody is told where it fails. True where a text is on its way.
 */
export async function confirmWord(
  ctx: Timed & Watched,
  unit: Unit,
  workspace: Workspace,
  { message, source }: { message: Message; source: ConsentSource | null },
): Promise<boolean> {
  const { workspaceId, id, threadId, address, sender, createdAt: at } = message;
  if (!needsConfirmation(workspace.settings.confirmStops, { source, sender }) || threadId === null) return false;
  const keyword = message.keyword === 'start' ? 'start' : 'stop';
  const confirms: ConfirmedWord = { messageId: id, keyword, at };
  const queued = await queueText(ctx, unit, workspace, {
    thread: { workspaceId, id: threadId, address, sender },
    body: confirmationText(workspace.name, keyword, languageOfKeyword(message.body)),
    conversationId: null,
    replyPartId: null,
    sendId: null,
    retryOf: null,
    author: { kind: 'automation', id: null },
    purpose: 'transactional',
    confirms,
    writtenAt: at,
    ifRefused: 'drop',
  });
  return queued.kind === 'queued';
}
