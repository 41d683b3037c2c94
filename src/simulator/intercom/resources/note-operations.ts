// Notes on contacts and companies of the pretend workspace.
import { livingContact } from '../contacts.ts';
import { notFound } from '../errors.ts';
import { type Call, type Operation, param } from '../operation.ts';
import { pageOf, pageRequestFromQuery } from '../pages.ts';
import { adminPayload, type Json } from '../payloads.ts';
import type { NoteRecord } from '../shelves.ts';
import { livingCompany } from './company-operations.ts';

const READ = 'Read and list users and companies';
const WRITE = 'Write users and companies';

export const noteOperations: readonly Operation[] = [
  { method: 'get', path: '/notes/:id', permission: READ, answer: find },
  { method: 'get', path: '/contacts/:id/notes', permission: READ, answer: (call) => list(call, contact(call)) },
  { method: 'post', path: '/contacts/:id/notes', permission: WRITE, answer: (call) => create(call, contact(call)) },
  { method: 'get', path: '/companies/:id/notes', permission: READ, answer: (call) => list(call, company(call)) },
  { method: 'post', path: '/companies/:id/notes', permission: WRITE, answer: (call) => create(call, company(call)) },
];

type About = NoteRecord['about'];

function contact(call: Call): About {
  return { type: 'contact', id: livingContact(call.workspace, param(call, 'id')).id };
}

function company(call: Call): About {
  return { type: 'company', id: livingCompany(call.workspace, param(call, 'id')).id };
}

function find(call: Call): Json {
  const note = call.workspace.shelves.notes.find(({ id }) => id === param(call, 'id'));
  if (!note) throw notFound();
  return shown(call, note);
}

/** The newest comes first. */
function list(call: Call, about: About): Json {
  const all = call.workspace.shelves.notes
    .filter((one) => one.about.type === about.type && one.about.id === about.id)
    .reverse();
  const { items, pages, total } = pageOf(all, pageRequestFromQuery(call.query, 50));
  return { type: 'list', data: items.map((note) => shown(call, note)), total_count: total, pages };
}

function create(call: Call, about: About): Json {
  const { workspace } = call;
  const { id: adminId } = workspace.admin(call.body.text('admin_id') ?? call.admin.id);
  const body = call.body.requiredText('body');
  const note = { id: workspace.shelves.newId(), about, adminId, body, createdAt: workspace.seconds() };
  workspace.shelves.notes.push(note);
  return shown(call, note);
}

function shown(call: Call, { id, about, adminId, body, createdAt }: NoteRecord): Json {
  return {
    type: 'note',
    id,
    created_at: createdAt,
    [about.type]: about,
    author: adminPayload(call.workspace, call.workspace.admin(adminId)),
    body: /^</.test(body) ? body : `<p>${body}</p>`,
  };
}
