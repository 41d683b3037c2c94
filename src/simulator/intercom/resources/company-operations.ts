// The companies of the pretend REST API, which are listed once a contact belongs to them, and go a while after their deletion.
import { isVisible, livingContact } from '../contacts.ts';
import { invalidParameter, missingParameter, Refusal } from '../errors.ts';
import { type Call, type Operation, param } from '../operation.ts';
import { pageOf, pageRequestFromQuery } from '../pages.ts';
import { contactPayload, type Json, tagPayload } from '../payloads.ts';
import type { CompanyRecord } from '../shelves.ts';
import type { WorkspaceState } from '../state.ts';
import { numberedPage } from './numbered-pages.ts';

const READ = 'Read and list users and companies';
const WRITE = 'Write users and companies';

export const companyOperations: readonly Operation[] = [
  { method: 'post', path: '/companies/list', permission: READ, answer: list },
  { method: 'get', path: '/companies/scroll', permission: READ, answer: scroll },
  // One company is answered as an object; the description says a list.
  { method: 'get', path: '/companies', permission: READ, isBeyondDescription: namesOne, answer: findOne },
  { method: 'post', path: '/companies', permission: WRITE, answer: createOrUpdate },
  { method: 'get', path: '/companies/:id', permission: READ, answer: (call) => shown(call, named(call)) },
  { method: 'put', path: '/companies/:id', permission: WRITE, answer: update },
  { method: 'delete', path: '/companies/:id', permission: WRITE, answer: remove },
  { method: 'get', path: '/companies/:id/contacts', permission: READ, answer: contactsOf },
  { method: 'get', path: '/contacts/:contactId/companies', permission: READ, answer: companiesOf },
  { method: 'post', path: '/contacts/:contactId/companies', permission: WRITE, answer: attach },
  { method: 'delete', path: '/contacts/:contactId/companies/:id', permission: WRITE, answer: detach },
];

/** https://developers.intercom.com/docs/build-an-integration/learn-more/rest-apis/unversioned-changes */
const MOST_COMPANIES = 1_000;
const SCROLL_PAGE = 100;
const SCROLL_IDLE_MS = 60_000;
const DELETION_MS = 5_000;

const FIELDS = ['name', 'plan', 'size', 'website', 'industry', 'monthly_spend', 'remote_created_at'];

export function livingCompanies(workspace: WorkspaceState): CompanyRecord[] {
  const now = workspace.clock.now();
  return workspace.shelves.companies.filter(({ goneAtMs }) => goneAtMs === null || now < goneAtMs);
}

/** @throws Refusal 404 company_not_found */
export function livingCompany(workspace: WorkspaceState, id: string): CompanyRecord {
  const company = livingCompanies(workspace).find((one) => one.id === id);
  if (!company) throw new Refusal(404, 'company_not_found', 'Company Not Found');
  return company;
}

function named(call: Call): CompanyRecord {
  return livingCompany(call.workspace, param(call, 'id'));
}

/** Those that somebody belongs to. */
function listed(workspace: WorkspaceState): CompanyRecord[] {
  return livingCompanies(workspace).filter((company) => contactsIn(workspace, company).length > 0);
}

function contactsIn(workspace: WorkspaceState, company: CompanyRecord) {
  return company.contactIds.flatMap((id) => {
    const contact = workspace.contacts.get(id);
    return contact && isVisible(contact) ? [contact] : [];
  });
}

function list(call: Call): Json {
  const { items, pages, total } = numberedPage(listed(call.workspace), call.query);
  return { type: 'list', data: items.map((one) => shown(call, one)), total_count: total, pages };
}

function namesOne({ query }: Pick<Call, 'query'>): boolean {
  return query.has('name') || query.has('company_id');
}

/** A name or a company_id gives one object, a tag a list. */
function findOne(call: Call): Json {
  const [name, companyId] = [call.query.get('name'), call.query.get('company_id')];
  if (name === null && companyId === null) return list(call);
  const company = livingCompanies(call.workspace).find((one) =>
    companyId === null ? one.fields['name'] === name : one.companyId === companyId,
  );
  if (!company) throw new Refusal(404, 'company_not_found', 'Company Not Found');
  return shown(call, company);
}

/** One at a time, dead after a minute without a question. The last page is empty. */
function scroll(call: Call): Json {
  const { shelves, clock } = call.workspace;
  const now = clock.now();
  const parameter = call.query.get('scroll_param');
  const open = shelves.scroll !== null && now - shelves.scroll.askedAtMs < SCROLL_IDLE_MS ? shelves.scroll : null;
  if (parameter === null) {
    if (open) throw new Refusal(400, 'scroll_exists', 'scroll already exists for this workspace');
    shelves.scroll = { parameter: shelves.newId(), left: listed(call.workspace).map(({ id }) => id), askedAtMs: now };
  } else if (open?.parameter !== parameter) throw new Refusal(404, 'not_found', 'scroll parameter not found');
  const { scroll: going } = shelves;
  if (!going) throw new Error('no scroll is open');
  going.askedAtMs = now;
  const ids = going.left.splice(0, SCROLL_PAGE);
  if (ids.length === 0) shelves.scroll = null;
  const companies = livingCompanies(call.workspace).filter(({ id }) => ids.includes(id));
  return {
    type: 'list',
    data: companies.map((one) => shown(call, one)),
    pages: null,
    total_count: null,
    scroll_param: going.parameter,
  };
}

function createOrUpdate(call: Call): Json {
  const { workspace } = call;
  const companyId = call.body.text('company_id') ?? workspace.shelves.newId();
  const standing = livingCompanies(workspace).find((one) => one.companyId === companyId);
  const company = standing ?? blankCompany(workspace, companyId);
  if (!standing) workspace.shelves.companies.push(company);
  write(call, company);
  return shown(call, company);
}

function update(call: Call): Json {
  if (call.body.has('company_id')) throw invalidParameter('company_id cannot be changed');
  const company = named(call);
  write(call, company);
  return shown(call, company);
}

function write(call: Call, company: CompanyRecord): void {
  for (const field of ['size', 'monthly_spend', 'remote_created_at']) call.body.integer(field);
  for (const field of FIELDS) if (call.body.has(field)) company.fields[field] = call.body.raw(field);
  Object.assign(company.customAttributes, call.body.object('custom_attributes')?.entries());
  company.updatedAt = call.workspace.seconds();
}

function remove(call: Call): Json {
  const company = named(call);
  company.goneAtMs ??= call.workspace.clock.now() + DELETION_MS;
  return { id: company.id, object: 'company', deleted: true };
}

function contactsOf(call: Call): Json {
  const all = contactsIn(call.workspace, named(call));
  const { items, pages, total } = pageOf(all, pageRequestFromQuery(call.query, 50));
  return { type: 'list', data: items.map((one) => contactPayload(call.workspace, one)), total_count: total, pages };
}

export function companiesOfContact(workspace: WorkspaceState, contactId: string): CompanyRecord[] {
  return livingCompanies(workspace).filter((one) => one.contactIds.includes(contactId));
}

/** The next page is named by its URL. */
function companiesOf(call: Call): Json {
  const contact = livingContact(call.workspace, param(call, 'contactId'));
  const { items, pages, total } = numberedPage(companiesOfContact(call.workspace, contact.id), call.query);
  const { page, per_page, total_pages } = pages;
  const next = page < total_pages ? `/contacts/${contact.id}/companies?page=${page + 1}&per_page=${per_page}` : null;
  return {
    type: 'list',
    companies: items.map((one) => shown(call, one)),
    total_count: total,
    pages: { ...pages, next },
  };
}

function attach(call: Call): Json {
  const contact = livingContact(call.workspace, param(call, 'contactId'));
  if (!call.body.has('id')) throw missingParameter('id');
  const company = livingCompany(call.workspace, call.body.requiredText('id'));
  if (companiesOfContact(call.workspace, contact.id).length >= MOST_COMPANIES)
    throw new Refusal(
      400,
      'contact_company_limit_exceeded',
      `A contact belongs to at most ${MOST_COMPANIES} companies`,
    );
  if (!company.contactIds.includes(contact.id)) company.contactIds.push(contact.id);
  return shown(call, company);
}

function detach(call: Call): Json {
  const contact = livingContact(call.workspace, param(call, 'contactId'));
  const company = named(call);
  company.contactIds = company.contactIds.filter((id) => id !== contact.id);
  return shown(call, company);
}

function blankCompany(workspace: WorkspaceState, companyId: string): CompanyRecord {
  const now = workspace.seconds();
  const id = workspace.shelves.newHexId(now);
  const times = { createdAt: now, updatedAt: now, goneAtMs: null };
  return { id, companyId, ...times, fields: {}, customAttributes: {}, contactIds: [], tags: [] };
}

function shown(call: Call, company: CompanyRecord): Json {
  const { name, plan, ...fields } = company.fields;
  return {
    type: 'company',
    id: company.id,
    company_id: company.companyId,
    app_id: call.workspace.id,
    name: name ?? '',
    plan: plan === undefined ? {} : { type: 'plan', id: '1', name: plan },
    ...fields,
    created_at: company.createdAt,
    updated_at: company.updatedAt,
    user_count: contactsIn(call.workspace, company).length,
    session_count: 0,
    custom_attributes: company.customAttributes,
    tags: { type: 'tag.list', tags: company.tags.map((tag) => tagPayload(tag)) },
    segments: { type: 'segment.list', segments: [] },
  };
}
