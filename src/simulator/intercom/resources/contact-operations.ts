// The contacts part of the pretend REST API.
import {
  archiveContact,
  type ContactFields,
  createContact,
  deleteContact,
  isVisible,
  livingContact,
  mergeContacts,
  unarchiveContact,
  updateContact,
} from '../contacts.ts';
import { invalidParameter, notFound, Refusal } from '../errors.ts';
import { type Call, type Fields, type Operation, param } from '../operation.ts';
import { pageOf, pageRequest, pageRequestFromQuery } from '../pages.ts';
import { contactPayload, contactReference, type Json, mergeHistoryPayload, tagPayload } from '../payloads.ts';
import type { ContactRecord, ContactRole } from '../records.ts';
import { type ContactOrder, searchContacts } from '../search.ts';
import { tagById, tagContact } from '../tags.ts';

const CONTACTS_PER_PAGE = 50;

export const contactOperations: readonly Operation[] = [
  { method: 'post', path: '/contacts/search', permission: 'Read and list users and companies', answer: search },
  { method: 'post', path: '/contacts/merge', permission: 'Write users and companies', answer: merge },
  {
    method: 'get',
    path: '/contacts/find_by_external_id/:externalId',
    permission: 'Read and list users and companies',
    answer: findByExternalId,
  },
  { method: 'get', path: '/contacts', permission: 'Read and list users and companies', answer: list },
  { method: 'post', path: '/contacts', permission: 'Write users and companies', answer: create },
  {
    method: 'get',
    path: '/contacts/:id',
    permission: 'Read and list users and companies',
    answer: (call) => shown(call, livingContact(call.workspace, param(call, 'id'))),
  },
  { method: 'put', path: '/contacts/:id', permission: 'Write users and companies', answer: update },
  { method: 'delete', path: '/contacts/:id', permission: 'Write users and companies', answer: remove },
  { method: 'post', path: '/contacts/:id/archive', permission: 'Write users and companies', answer: archive },
  { method: 'post', path: '/contacts/:id/unarchive', permission: 'Write users and companies', answer: unarchive },
  { method: 'post', path: '/contacts/:id/block', permission: 'Write users and companies', answer: block },
  { method: 'get', path: '/contacts/:id/tags', permission: 'Read tags', answer: listTags },
  { method: 'post', path: '/contacts/:id/tags', permission: 'Write tags', answer: addTag },
  { method: 'delete', path: '/contacts/:id/tags/:tagId', permission: 'Write tags', answer: removeTag },
];

function create(call: Call): Json {
  const fields = contactFields(call.body);
  if (fields.role === undefined && !fields.email && !fields.externalId) {
    throw invalidParameter('One of email, external_id or role is required');
  }
  return shown(call, createContact(call.workspace, fields));
}

function update(call: Call): Json {
  return shown(call, updateContact(call.workspace, param(call, 'id'), contactFields(call.body)));
}

/** A user by its external id, at once and without the search's lag; leads are not found (since 2.13). */
function findByExternalId(call: Call): Json {
  const externalId = param(call, 'externalId');
  const users = [...call.workspace.contacts.values()].filter(
    (one) => one.role === 'user' && one.externalId === externalId,
  );
  const user = users.find(isVisible);
  if (!user) throw notFound('User Not Found');
  return shown(call, user);
}

function search(call: Call): Json {
  const page = pageRequest(call.body.object('pagination'), CONTACTS_PER_PAGE);
  const found = searchContacts(call.workspace, call.body.raw('query'), call.searchLagMs, orderOf(call));
  const { items, pages, total } = pageOf(found, page);
  return { type: 'list', data: items.map((one) => contactPayload(call.workspace, one)), total_count: total, pages };
}

function orderOf(call: Call): ContactOrder | undefined {
  const sort = call.body.object('sort');
  if (!sort) return undefined;
  const order = sort.text('order') ?? 'descending';
  if (order !== 'ascending' && order !== 'descending')
    throw new Refusal(400, 'invalid_sort_order', 'order must be ascending or descending');
  return { field: sort.requiredText('field'), order };
}

/** Without the search's lag; merged ones are not among them. */
function list(call: Call): Json {
  const all = [...call.workspace.contacts.values()].filter(isVisible);
  const { items, pages, total } = pageOf(all, pageRequestFromQuery(call.query, CONTACTS_PER_PAGE));
  return { type: 'list', data: items.map((one) => contactPayload(call.workspace, one)), total_count: total, pages };
}

/** Closes the contact's conversations, which Intercom archives. */
function block(call: Call): Json {
  const { workspace } = call;
  const contact = livingContact(workspace, param(call, 'id'));
  contact.blocked = true;
  for (const conversation of workspace.conversations.values())
    if (conversation.contactIds.includes(contact.id)) conversation.state = 'closed';
  return { ...contactReference(contact), blocked: true };
}

function listTags(call: Call): Json {
  const { tags } = livingContact(call.workspace, param(call, 'id'));
  return { type: 'list', data: tags.map((tag) => tagPayload(tag)) };
}

/** Since 2.16 a lead and a user who share neither e-mail nor phone are merged only when told to. */
function merge(call: Call): Json {
  const lead = livingContact(call.workspace, call.body.requiredText('from'));
  const user = livingContact(call.workspace, call.body.requiredText('into'));
  const alike =
    (lead.email !== null && lead.email === user.email) || (lead.phone !== null && lead.phone === user.phone);
  if (!alike && call.body.flag('skip_duplicate_validation') !== true) {
    throw new Refusal(400, 'invalid_merge', 'The contacts share neither an email nor a phone');
  }
  return shown(call, mergeContacts(call.workspace, lead.id, user.id));
}

function remove(call: Call): Json {
  return { ...contactReference(deleteContact(call.workspace, param(call, 'id'))), deleted: true };
}

function archive(call: Call): Json {
  return { ...contactReference(archiveContact(call.workspace, param(call, 'id'))), archived: true };
}

function unarchive(call: Call): Json {
  return { ...contactReference(unarchiveContact(call.workspace, param(call, 'id'))), archived: false };
}

function addTag(call: Call): Json {
  const contact = livingContact(call.workspace, param(call, 'id'));
  const tag = tagById(call.workspace, call.body.requiredText('id'));
  tagContact(call.workspace, contact, tag);
  call.workspace.outlet.changed('contact.tagged', call.workspace.id);
  return tagPayload(tag);
}

function removeTag(call: Call): Json {
  const contact = livingContact(call.workspace, param(call, 'id'));
  const tag = tagById(call.workspace, param(call, 'tagId'));
  contact.tags = contact.tags.filter((one) => one !== tag);
  call.workspace.outlet.changed('contact.untagged', call.workspace.id);
  return tagPayload(tag);
}

function shown(call: Call, contact: ContactRecord): Json {
  const payload = contactPayload(call.workspace, contact);
  if (call.query.get('include_merge_history') !== 'true') return payload;
  return { ...payload, merge_history: mergeHistoryPayload(contact) };
}

function contactFields(body: Fields): ContactFields {
  const role = body.text('role');
  const given = {
    role: role === undefined ? undefined : parseRole(role),
    externalId: body.textOrNull('external_id'),
    email: body.textOrNull('email'),
    phone: body.textOrNull('phone'),
    name: body.textOrNull('name'),
    avatar: body.textOrNull('avatar'),
    ownerId: body.textOrNull('owner_id'),
    signedUpAt: body.raw('signed_up_at') === null ? null : body.integer('signed_up_at'),
    lastSeenAt: body.raw('last_seen_at') === null ? null : body.integer('last_seen_at'),
    unsubscribedFromEmails: body.flag('unsubscribed_from_emails'),
    customAttributes: body.object('custom_attributes')?.entries(),
  };
  const fields: ContactFields = {};
  for (const [name, value] of Object.entries(given)) if (value !== undefined) Object.assign(fields, { [name]: value });
  return fields;
}

function parseRole(role: string): ContactRole {
  if (role === 'user' || role === 'lead') return role;
  throw invalidParameter("role must be 'user' or 'lead'");
}
