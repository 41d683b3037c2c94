// The conversations part of the pretend REST API, but for the ways to add a part.
import { isVisible, refuseBlocked } from '../contacts.ts';
import { missingParameter, notFound } from '../errors.ts';
import { attachmentsOf, type Call, type Operation, param } from '../operation.ts';
import { type PageRequest, pageOf, pageRequest, pageRequestFromQuery } from '../pages.ts';
import { type Json, tagPayload } from '../payloads.ts';
import type { ConversationRecord } from '../records.ts';
import { listConversations, searchConversations } from '../search.ts';
import { tagById } from '../tags.ts';
import { bodyFromText } from '../text.ts';
import { conversationAnswer, namedConversation } from './conversation-answers.ts';
import { messagePayload } from './conversation-payloads.ts';
import { adminAuthor, beginConversation, contactAuthor, deleteConversation } from './conversations.ts';

const CONVERSATIONS_PER_PAGE = 20;

export const conversationOperations: readonly Operation[] = [
  { method: 'post', path: '/conversations/search', permission: 'Read conversations', answer: search },
  { method: 'get', path: '/conversations', permission: 'Read conversations', answer: list },
  { method: 'post', path: '/conversations', permission: 'Write conversations', answer: create },
  {
    method: 'get',
    path: '/conversations/:id',
    permission: 'Read conversations',
    answer: (call) => conversationAnswer(call, namedConversation(call)),
  },
  { method: 'put', path: '/conversations/:id', permission: 'Write conversations', answer: update },
  { method: 'delete', path: '/conversations/:id', permission: 'Write conversations', answer: remove },
  { method: 'post', path: '/conversations/:id/tags', permission: 'Write tags', answer: addTag },
  { method: 'delete', path: '/conversations/:id/tags/:tagId', permission: 'Write tags', answer: removeTag },
];

function create(call: Call): Json {
  const from = call.body.object('from');
  if (!from) throw missingParameter('from');
  const contact = call.workspace.contacts.get(from.requiredText('id'));
  if (!contact || !isVisible(contact) || contact.role !== from.requiredText('type')) throw notFound('User Not Found');
  refuseBlocked(contact);
  const conversation = beginConversation(call.workspace, {
    contact,
    author: contactAuthor(contact),
    body: bodyFromText(call.body.requiredText('body')),
    attachments: attachmentsOf(call),
    createdAt: call.body.integer('created_at'),
    appPackageCode: call.appPackageCode,
    topic: 'conversation.user.created',
  });
  call.workspace.meanwhile();
  return messagePayload(conversation);
}

function update(call: Call): Json {
  const conversation = namedConversation(call);
  const title = call.body.text('title');
  const read = call.body.flag('read');
  const attributes = call.body.object('custom_attributes')?.entries() ?? {};
  if (title !== undefined) conversation.title = title;
  if (read !== undefined) conversation.read = read;
  conversation.customAttributes = { ...conversation.customAttributes, ...attributes };
  conversation.updatedAt = call.workspace.seconds();
  call.workspace.outlet.changed('conversation.updated', call.workspace.id, conversation.id);
  return conversationAnswer(call, conversation);
}

function remove(call: Call): Json {
  const id = param(call, 'id');
  deleteConversation(call.workspace, id);
  return { id, object: 'conversation', deleted: true };
}

function addTag(call: Call): Json {
  return tagConversation(call, namedConversation(call));
}

export function tagConversation(call: Call, conversation: ConversationRecord): Json {
  const admin = adminAuthor(call.workspace, call.body.requiredText('admin_id'));
  const tag = tagById(call.workspace, call.body.requiredText('id'));
  const standing = conversation.tags.find((one) => one.tag === tag);
  const applied = standing ?? { tag, appliedAt: call.workspace.seconds(), appliedBy: admin.id };
  if (!standing) {
    conversation.tags.push(applied);
    call.workspace.announce('conversation_part.tag.created', { kind: 'conversation tagged', tag, conversation });
  }
  call.workspace.outlet.changed('conversation.tagged', call.workspace.id, conversation.id);
  return tagPayload(tag, applied);
}

function removeTag(call: Call): Json {
  return untagConversation(call, namedConversation(call));
}

export function untagConversation(call: Call, conversation: ConversationRecord): Json {
  adminAuthor(call.workspace, call.body.requiredText('admin_id'));
  const tag = tagById(call.workspace, param(call, 'tagId'));
  conversation.tags = conversation.tags.filter((one) => one.tag !== tag);
  call.workspace.outlet.changed('conversation.untagged', call.workspace.id, conversation.id);
  return tagPayload(tag);
}

function search(call: Call): Json {
  const page = pageRequest(call.body.object('pagination'), CONVERSATIONS_PER_PAGE);
  return pageAnswer(call, searchConversations(call.workspace, call.body.raw('query'), call.searchLagMs), page);
}

function list(call: Call): Json {
  return pageAnswer(call, listConversations(call.workspace), pageRequestFromQuery(call.query, CONVERSATIONS_PER_PAGE));
}

function pageAnswer(call: Call, found: readonly ConversationRecord[], page: PageRequest): Json {
  const { items, pages, total } = pageOf(found, page);
  const conversations = items.map((one) => conversationAnswer(call, one, 'none'));
  return { type: 'conversation.list', conversations, total_count: total, pages };
}
