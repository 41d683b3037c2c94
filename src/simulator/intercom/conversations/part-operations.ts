// The pretend REST API's ways to add a part: messages and notes go to /reply, changes of state to /parts.
import { findContact } from '../contacts.ts';
import { invalidParameter, missingParameter, notFound } from '../errors.ts';
import { attachmentsOf, type Call, type Operation, param } from '../operation.ts';
import type { Json } from '../payloads.ts';
import type { ContactRecord, ConversationRecord } from '../records.ts';
import { listConversations } from '../search.ts';
import { bodyFromMarkup, bodyFromText } from '../text.ts';
import { conversationAnswer, namedConversation } from './conversation-answers.ts';
import { addContactReply, addPart, adminAuthor, assignConversation } from './conversations.ts';

export const partOperations: readonly Operation[] = [
  { method: 'post', path: '/conversations/:id/reply', permission: 'Write conversations', answer: reply },
  { method: 'post', path: '/conversations/:id/parts', permission: 'Write conversations', answer: manage },
];

function reply(call: Call): Json {
  const type = call.body.requiredText('type');
  if (type === 'user') return contactReply(call);
  if (type === 'admin') return adminReply(call);
  throw invalidParameter("type must be 'user' or 'admin'");
}

function contactReply(call: Call): Json {
  if (call.body.requiredText('message_type') !== 'comment') throw invalidParameter('message_type must be comment');
  const contact = replyingContact(call);
  const conversation = param(call, 'id') === 'last' ? lastOf(call, contact) : namedConversation(call);
  const part = addContactReply(call.workspace, conversation, contact, {
    body: bodyFromText(call.body.requiredText('body')),
    attachments: attachmentsOf(call),
    createdAt: call.body.integer('created_at'),
    appPackageCode: call.appPackageCode,
  });
  return conversationAnswer(call, conversation, part);
}

function adminReply(call: Call): Json {
  const conversation = namedConversation(call);
  const messageType = call.body.requiredText('message_type');
  if (messageType !== 'comment' && messageType !== 'note') {
    throw invalidParameter("message_type must be 'comment' or 'note'");
  }
  const attachments = attachmentsOf(call);
  const body = call.body.text('body') ?? '';
  if (body.trim() === '' && attachments.length === 0) throw missingParameter('body');
  const wakes = messageType === 'comment' && conversation.state === 'snoozed';
  const part = addPart(
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
  return conversationAnswer(call, conversation, part);
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
  return findContact(call.workspace, {
    id: call.body.text('intercom_user_id'),
    externalId: call.body.text('user_id'),
    email: call.body.text('email'),
  });
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
