// Shows a conversation that became a ticket among the conversations only to apps that may read or write tickets.
// https://developers.intercom.com, Changelog (August 2024)
import { notFound, Refusal } from '../errors.ts';
import type { ConversationRecord } from '../records.ts';
import type { WorkspaceState } from '../state.ts';

/** @throws Refusal where the ticket is hidden among the conversations */
export function checkVisible(workspace: WorkspaceState, conversation: ConversationRecord): void {
  if (conversation.ticket === null) return;
  if (workspace.hidesTickets === 403) throw new Refusal(403, 'forbidden', 'You do not have permission to see tickets');
  const lacks = workspace.withdrawn.has('Read tickets') && workspace.withdrawn.has('Write tickets');
  if (workspace.hidesTickets === 404 || lacks) throw notFound('Resource Not Found');
}
