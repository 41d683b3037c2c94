// The rest of the pretend REST API: `/me`, teammates, teams, tags, data attributes and events.
import { findContact } from './contacts.ts';
import { invalidParameter, missingParameter, Refusal } from './errors.ts';
import { type Call, type Operation, param } from './operation.ts';
import { pageOf, pageRequestFromQuery } from './pages.ts';
import {
  adminPayload,
  attributePayload,
  type Json,
  macroPayload,
  mePayload,
  tagPayload,
  teamPayload,
} from './payloads.ts';
import type { AttributeRecord } from './records.ts';
import type { WorkspaceState } from './state.ts';
import { createOrFindTag, tagById } from './tags.ts';

export const catalogueOperations: readonly Operation[] = [
  {
    method: 'get',
    path: '/me',
    permission: 'Gather App data',
    answer: (call) => mePayload(call.workspace, call.admin),
  },
  { method: 'get', path: '/admins', permission: 'Read admins', answer: listAdmins },
  { method: 'get', path: '/admins/:id', permission: 'Read admins', answer: getAdmin },
  { method: 'get', path: '/macros', permission: null, answer: listMacros },
  { method: 'get', path: '/teams', permission: 'Read admins', answer: listTeams },
  { method: 'get', path: '/tags', permission: 'Read tags', answer: listTags },
  { method: 'post', path: '/tags', permission: 'Write tags', answer: createTag },
  { method: 'get', path: '/data_attributes', permission: 'Read and list users and companies', answer: listAttributes },
  { method: 'post', path: '/data_attributes', permission: 'Write data attributes', answer: createAttribute },
  { method: 'post', path: '/events', permission: 'Write events', status: 202, answer: createEvent },
];

function listAdmins(call: Call): Json {
  const admins = call.workspace.teammates().map((admin) => adminPayload(call.workspace, admin));
  return { type: 'admin.list', admins };
}

function getAdmin(call: Call): Json {
  const admin = call.workspace.teammates().find((one) => one.id === param(call, 'id'));
  if (!admin) throw new Refusal(404, 'admin_not_found', 'Admin not found');
  return adminPayload(call.workspace, admin);
}

/** Those changed last come first. */
function listMacros(call: Call): Json {
  const newestFirst = [...call.workspace.macros].reverse();
  const { items, pages } = pageOf(newestFirst, pageRequestFromQuery(call.query, 50));
  return { type: 'list', data: items.map(macroPayload), pages };
}

function listTeams(call: Call): Json {
  return {
    type: 'team.list',
    teams: call.workspace.settings.teams.filter(({ id }) => !call.workspace.deletedTeams.has(id)).map(teamPayload),
  };
}

function listTags(call: Call): Json {
  return { type: 'list', data: call.workspace.tags.map((tag) => tagPayload(tag)) };
}

/** Makes a tag, gives the existing one of that name, or renames the one whose `id` comes along. */
function createTag(call: Call): Json {
  if (call.body.has('users') || call.body.has('companies')) {
    throw invalidParameter('Only creating and renaming a tag is supported here');
  }
  const name = call.body.requiredText('name');
  const id = call.body.text('id');
  if (id === undefined) return tagPayload(createOrFindTag(call.workspace, name));
  const tag = tagById(call.workspace, id);
  tag.name = name;
  return tagPayload(tag);
}

function listAttributes(call: Call): Json {
  const model = call.query.get('model');
  const withArchived = call.query.get('include_archived') === 'true';
  const data = call.workspace.attributes.filter(
    (one) => (model === null || one.model === model) && (withArchived || !one.archived),
  );
  return { type: 'list', data: data.map(attributePayload) };
}

function createAttribute(call: Call): Json {
  const name = call.body.requiredText('name');
  const model = call.body.requiredText('model');
  const dataType = call.body.requiredText('data_type');
  if (model !== 'contact' && model !== 'company') throw invalidParameter("model must be 'contact' or 'company'");
  checkName(call.workspace, name);
  if (call.workspace.attributes.some((one) => sameName(one, { model, name }))) {
    throw invalidParameter(`You already have '${name}' in your data. To save this as new data, use a different name.`);
  }
  const attribute: AttributeRecord = {
    id: call.workspace.newAttributeId(),
    model,
    name,
    dataType: storedType(dataType),
    description: call.body.text('description') ?? null,
    options: optionsOf(call, dataType),
    messengerWritable: call.body.flag('messenger_writable') ?? false,
    archived: false,
    createdAt: call.workspace.seconds(),
  };
  call.workspace.attributes.push(attribute);
  return attributePayload(attribute);
}

/** Archived ones count, and case does not (since May 2026). */
function sameName(one: AttributeRecord, wanted: { model: string; name: string }): boolean {
  return one.model === wanted.model && one.name.toLowerCase() === wanted.name.toLowerCase();
}

/** The 400's own text allows letters, digits, currency symbols and hyphens; live workspaces are seen to allow more. */
function checkName(workspace: WorkspaceState, name: string): void {
  const allowed = workspace.settings.attributeNames === 'any' ? /^[^.$]+$/u : /^[\p{L}\p{N}\p{Sc} -]+$/u;
  if (allowed.test(name)) return;
  throw invalidParameter(
    'Your name for this attribute must only contain alphanumeric characters, currency symbols, and hyphens',
  );
}

function storedType(dataType: string): string {
  if (dataType === 'options') return 'string';
  if (dataType === 'datetime') return 'date';
  if (['string', 'integer', 'float', 'boolean', 'date'].includes(dataType)) return dataType;
  throw invalidParameter('data_type is not valid');
}

function optionsOf(call: Call, dataType: string): string[] {
  if (dataType !== 'options') return [];
  const options = call.body.list('options');
  if (!options || options.length < 2) throw invalidParameter('options must have at least two values');
  return options.map((option) => {
    if (typeof option === 'object' && option !== null && 'value' in option) return String(option.value);
    throw invalidParameter('options must be a list of values');
  });
}

const MOST_METADATA = 10;

/** Events are told apart by contact, name and second; one that came before is accepted and not kept again. */
function createEvent(call: Call): null {
  const name = call.body.requiredText('event_name');
  const createdAt = call.body.integer('created_at');
  if (createdAt === undefined) throw missingParameter('created_at');
  const metadata = call.body.object('metadata')?.entries() ?? {};
  if (Object.keys(metadata).length > MOST_METADATA) throw invalidParameter('metadata may have at most 10 keys');
  const { id: contactId } = findContact(call.workspace, {
    id: call.body.text('id'),
    externalId: call.body.text('user_id'),
    email: call.body.text('email'),
  });
  const { events } = call.workspace;
  if (events.some((one) => one.contactId === contactId && one.name === name && one.createdAt === createdAt))
    return null;
  events.push({ contactId, name, createdAt, metadata });
  call.workspace.outlet.changed('event.created', call.workspace.id);
  return null;
}
