// The rest of the pretend REST API: `/me`, teammates, teams, tags and data attributes.
import { invalidParameter, notFound, Refusal } from '../errors.ts';
import { type Call, Fields, isObject, type Operation, param } from '../operation.ts';
import { pageOf, pageRequestFromQuery } from '../pages.ts';
import {
  adminPayload,
  attributePayload,
  exceptionPayload,
  type Json,
  macroPayload,
  mePayload,
  officeHoursPayload,
  tagPayload,
  teamPayload,
} from '../payloads.ts';
import type { AttributeRecord, OfficeHoursRecord } from '../records.ts';
import type { WorkspaceState } from '../state.ts';
import { createOrFindTag, tagById } from '../tags.ts';
import { livingCompanies } from './company-operations.ts';

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
  { method: 'get', path: '/office_hours_schedules', permission: null, answer: listSchedules },
  {
    method: 'get',
    path: '/office_hours_schedules/:id/office_hours_exceptions',
    permission: null,
    answer: listExceptions,
  },
  { method: 'get', path: '/teams', permission: 'Read admins', answer: listTeams },
  { method: 'get', path: '/teams/:id', permission: 'Read admins', answer: getTeam },
  { method: 'get', path: '/tags', permission: 'Read tags', answer: listTags },
  {
    method: 'get',
    path: '/tags/:id',
    permission: 'Read tags',
    answer: (call) => tagPayload(tagById(call.workspace, param(call, 'id'))),
  },
  { method: 'delete', path: '/tags/:id', permission: 'Write tags', answer: removeTag },
  {
    method: 'post',
    path: '/tags',
    permission: 'Write tags',
    // Two of the description's alternatives fit it, and one alone may.
    isBeyondDescription: ({ body }) => body.has('companies'),
    answer: createTag,
  },
  { method: 'get', path: '/data_attributes', permission: 'Read and list users and companies', answer: listAttributes },
  { method: 'post', path: '/data_attributes', permission: 'Write data attributes', answer: createAttribute },
  {
    method: 'put',
    path: '/data_attributes/:id',
    permission: 'Write data attributes',
    // As above.
    isBeyondDescription: ({ body }) => body.has('options'),
    answer: updateAttribute,
  },
];

/** Intercom opens office hours for a workspace on request alone. */
function schedulesOf({ workspace }: Call): OfficeHoursRecord[] {
  if (workspace.officeHours !== null) return workspace.officeHours;
  throw new Refusal(403, 'api_plan_restricted', 'Office hours are not enabled for this workspace');
}

function listSchedules(call: Call): Json {
  return { type: 'list', data: schedulesOf(call).map(officeHoursPayload) };
}

function listExceptions(call: Call): Json {
  const schedule = schedulesOf(call).find(({ id }) => id === param(call, 'id'));
  if (!schedule) throw notFound();
  return { type: 'list', data: schedule.exceptions.map((one, index) => exceptionPayload(schedule, one, index)) };
}

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
  // This list counts no pages: it has a cursor alone.
  const { page: _page, total_pages: _total, ...cursor } = pages;
  return { type: 'list', data: items.map(macroPayload), pages: cursor };
}

function listTeams(call: Call): Json {
  return {
    type: 'team.list',
    teams: call.workspace.settings.teams.filter(({ id }) => !call.workspace.deletedTeams.has(id)).map(teamPayload),
  };
}

function getTeam(call: Call): Json {
  const { settings, deletedTeams } = call.workspace;
  const team = settings.teams.find(({ id }) => id === param(call, 'id') && !deletedTeams.has(id));
  if (!team) throw new Refusal(404, 'team_not_found', 'Team not found');
  return teamPayload(team);
}

function listTags(call: Call): Json {
  return { type: 'list', data: call.workspace.tags.map((tag) => tagPayload(tag)) };
}

/** Makes a tag, gives the existing one of that name, or renames the one whose `id` comes along. */
function createTag(call: Call): Json {
  if (call.body.has('companies')) return tagCompanies(call);
  if (call.body.has('users')) throw invalidParameter('Contacts are tagged one by one here');
  const name = call.body.requiredText('name');
  const id = call.body.text('id');
  if (id === undefined) return tagPayload(createOrFindTag(call.workspace, name));
  const tag = tagById(call.workspace, id);
  tag.name = name;
  return tagPayload(tag);
}

/** Companies that are not there are left out of the answer. */
function tagCompanies(call: Call): Json {
  const { workspace } = call;
  const tag = createOrFindTag(workspace, call.body.requiredText('name'));
  const marked = (call.body.list('companies') ?? []).flatMap((given) => {
    const one = new Fields(isObject(given) ? given : {});
    const company = livingCompanies(workspace).find(
      ({ id, companyId }) => id === one.text('id') || companyId === one.text('company_id'),
    );
    if (!company) return [];
    const untag = one.flag('untag') === true;
    company.tags = [...company.tags.filter((standing) => standing !== tag), ...(untag ? [] : [tag])];
    return [{ id: company.id, tagged: !untag }];
  });
  return { ...tagPayload(tag), companies: marked };
}

/** A tag that a segment's rule names stays. */
function removeTag(call: Call): null {
  const { workspace } = call;
  const tag = tagById(workspace, param(call, 'id'));
  if (workspace.shelves.segments.some(({ query }) => JSON.stringify(query).includes(`"${tag.id}"`)))
    throw new Refusal(400, 'tag_has_dependent_objects', 'Tag is used by other objects');
  workspace.tags.splice(workspace.tags.indexOf(tag), 1);
  for (const contact of workspace.contacts.values()) contact.tags = contact.tags.filter((one) => one !== tag);
  for (const conversation of workspace.conversations.values())
    conversation.tags = conversation.tags.filter((one) => one.tag !== tag);
  for (const company of workspace.shelves.companies) company.tags = company.tags.filter((one) => one !== tag);
  return null;
}

function listAttributes(call: Call): Json {
  const model = call.query.get('model');
  const withArchived = call.query.get('include_archived') === 'true';
  const data = call.workspace.attributes.filter(
    (one) => (model === null || one.model === model) && (withArchived || !one.archived),
  );
  const own = model === 'company' ? [] : intercomsOwn;
  return { type: 'list', data: [...own, ...data.map(attributePayload)] };
}

/** A few of those that every workspace has. They carry no id. */
const intercomsOwn: readonly Json[] = ['name', 'email', 'phone', 'role'].map((name) => ({
  type: 'data_attribute',
  model: 'contact',
  name,
  full_name: name,
  label: name,
  description: '',
  data_type: 'string',
  api_writable: true,
  messenger_writable: true,
  ui_writable: true,
  custom: false,
  archived: false,
}));

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

/** The type stays as it is. */
function updateAttribute(call: Call): Json {
  const attribute = call.workspace.attributes.find(({ id }) => String(id) === param(call, 'id'));
  if (!attribute) throw notFound();
  attribute.archived = call.body.flag('archived') ?? attribute.archived;
  attribute.description = call.body.text('description') ?? attribute.description;
  attribute.messengerWritable = call.body.flag('messenger_writable') ?? attribute.messengerWritable;
  if (call.body.has('options')) attribute.options = optionsOf(call, 'options');
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
