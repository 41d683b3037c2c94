// The pretend REST API's ways to add a part: messages and notes go to /reply, changes of state to /parts.
import { findContact, refuseBlocked } from '../contacts.ts';
import { invalidParameter, missingParameter, notFound } from '../errors.ts';
import { attachmentsOf, type Call, type Operation, param } from '../operation.ts';
import type { Json } from '../payloads.ts';
import type { ContactRecord, ConversationRecord, PartRecord } from '../records.ts';
import { listConversations } from '../search.ts';
import { bodyFromMarkup, bodyFromText } from '../text.ts';
import { conversationAnswer, namedConversation } from './conversation-answers.ts';
import { addContactReply, addPart, adminAuthor, assignConversation } from './conversations.ts';

export const partOperations: readonly Operation[] = [
  { method: 'post', path: '/conversations/:id/reply', permission: 'Write conversations', answer: reply },
  { method: 'post', path: '/conversations/:id/parts', permission: 'Write conversations', answer: manage },
];

function reply(call: Call): Json {
  const conversation = namedReply(call);
  const part = addReply(call, conversation);
  // The answer includes what others did until it was written.
  const since = conversation.parts.indexOf(part);
  return conversationAnswer(call, conversation, conversation.parts.slice(since));
}

function namedReply(call: Call): ConversationRecord {
  const isLast = param(call, 'id') === 'last' && call.body.text('type') === 'user';
  return isLast ? lastOf(call, replyingContact(call)) : namedConversation(call);
}

/** A message or a note, of a contact or of an admin, to a conversation or to the ticket that it became. */
export function addReply(call: Call, conversation: ConversationRecord): PartRecord {
  const type = call.body.requiredText('type');
  if (type !== 'user' && type !== 'admin') throw invalidParameter("type must be 'user' or 'admin'");
  const part = type === 'user' ? contactReply(call, conversation) : adminReply(call, conversation);
  call.workspace.meanwhile();
  return part;
}

function contactReply(call: Call, conversation: ConversationRecord): PartRecord {
  if (call.body.requiredText('message_type') !== 'comment') throw invalidParameter('message_type must be comment');
  return addContactReply(call.workspace, conversation, replyingContact(call), {
    body: bodyFromText(call.body.requiredText('body')),
    attachments: attachmentsOf(call),
    createdAt: call.body.integer('created_at'),
    appPackageCode: call.appPackageCode,
  });
}

function adminReply(call: Call, conversation: ConversationRecord): PartRecord {
  const messageType = call.body.requiredText('message_type');
  if (messageType !== 'comment' && messageType !== 'note') {
    throw invalidParameter("message_type must be 'comment' or 'note'");
  }
  const attachments = attachmentsOf(call);
  const body = call.body.text('body') ?? '';
  if (body.trim() === '' && attachments.length === 0) throw missingParameter('body');
  const wakes = messageType === 'comment' && conversation.state === 'snoozed';
  return addPart(
    call.workspace,
    conversation,
    {
      partType: messageType,
      author: adminAuthor(call.workspace, call.body.requiredText('admin_id')),
      body: body.trim() === '' ? null : bodyFromMarkup(body),
      attachments,
      createdAt: call.body.integer('created_at'),
      appPackageCode: call.appPackageCode,
      skipNotifications: call.body.flag('skip_notifications') ?? false,
      ...(wakes ? { state: 'open' as const } : {}),
    },
    [messageType === 'note' ? 'conversation.admin.noted' : 'conversation.admin.replied'],
  );
}

function manage(call: Call): Json {
  const conversation = namedConversation(call);
  const author = adminAuthor(call.workspace, call.body.requiredText('admin_id'));
  const text = call.body.text('body');
  const body = text === undefined || text.trim() === '' ? null : bodyFromMarkup(text);
  const made = { author, body, appPackageCode: call.appPackageCode };
  const messageType = call.body.requiredText('message_type');
  switch (messageType) {
    case 'close':
      addPart(call.workspace, conversation, { ...made, partType: 'close', state: 'closed' }, [
        'conversation.admin.closed',
      ]);
      break;
    case 'open':
      addPart(call.workspace, conversation, { ...made, partType: 'open', state: 'open' }, [
        'conversation.admin.opened',
      ]);
      break;
    case 'snoozed':
      conversation.snoozedUntil = snoozeEnd(call);
      addPart(call.workspace, conversation, { ...made, partType: 'snoozed', state: 'snoozed' }, [
        'conversation.admin.snoozed',
      ]);
      break;
    case 'assignment':
      assignConversation(call.workspace, conversation, assignee(call), made);
      break;
    default:
      throw invalidParameter('message_type must be close, open, snoozed or assignment');
  }
  return conversationAnswer(call, conversation);
}

function lastOf(call: Call, contact: ContactRecord): ConversationRecord {
  const own = listConversations(call.workspace).find((one) => one.contactIds.includes(contact.id));
  if (!own) throw notFound('Resource Not Found');
  return own;
}

/** A contact replies under its Intercom id, its external id or its e-mail. */
function replyingContact(call: Call): ContactRecord {
  const contact = findContact(call.workspace, {
    id: call.body.text('intercom_user_id'),
    externalId: call.body.text('user_id'),
    email: call.body.text('email'),
  });
  refuseBlocked(contact);
  return contact;
}

function snoozeEnd(call: Call): number {
  const end = call.body.integer('snoozed_until');
  if (end === undefined) throw missingParameter('snoozed_until');
  return end;
}

function assignee(call: Call): { type: 'admin' | 'team'; id: string } {
  const type = call.body.requiredText('type');
  if (type !== 'admin' && type !== 'team') throw invalidParameter("type must be 'admin' or 'team'");
  return { type, id: call.body.requiredText('assignee_id') };
}
