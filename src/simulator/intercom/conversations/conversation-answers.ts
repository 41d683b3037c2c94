// Finds the conversation that a path names, and answers it whole, in a list, or with one part.
import { type Call, param } from '../operation.ts';
import type { Json } from '../payloads.ts';
import type { ConversationRecord } from '../records.ts';
import { type BodyFormat, type ConversationView, conversationPayload } from './conversation-payloads.ts';
import { livingConversation } from './conversations.ts';
import { checkVisible } from './ticket-visibility.ts';

export function namedConversation(call: Call): ConversationRecord {
  const conversation = livingConversation(call.workspace, param(call, 'id'));
  checkVisible(call.workspace, conversation);
  return conversation;
}

/** HTML, or text with `?display_as=plaintext`. */
export function conversationAnswer(
  call: Call,
  conversation: ConversationRecord,
  parts: ConversationView['parts'] = 'all',
): Json {
  const format: BodyFormat = call.query.get('display_as') === 'plaintext' ? 'plain' : 'html';
  return conversationPayload(call.workspace, conversation, { parts, format });
}
