// Notes on contacts and companies. Notes in a conversation are replies: see conversation-replies.ts.
// Source: developers.intercom.com/docs/references/2.16/rest-api/api.intercom.io/notes.
import { atContact } from '../calls/merged-contacts.ts';
import { answer, record, text, time, whole } from './asking/answers.ts';
import { byCursor } from './asking/pages.ts';
import { may, needs, positional, verb, wire } from './asking/verb.ts';
import { contactsByEmail } from './contacts.ts';

const noteSchema = {
  type: 'object',
  required: ['id'],
  properties: { type: text, id: { type: 'string' }, created_at: time, contact: record, author: record, body: text },
} as const;

const oneNote = answer(noteSchema);
const noteList = {
  answer: answer({
    type: 'object',
    required: ['data'],
    properties: { data: { type: 'array', items: noteSchema }, total_count: whole, pages: record },
  }),
  field: 'data',
} as const;

const noteShows = ['id', 'created_at', 'author.name', 'body'] as const;

export const notes = {
  find: verb({
    calls: ['GET /notes/{id}'],
    effect: 'reads',
    takes: { id: positional('text') },
    shows: noteShows,
    run: (ask, { id }) => ask('GET /notes/{id}', { at: { id } }, oneNote),
  }),

  /** `body` may be HTML. */
  create: verb({
    calls: ['POST /contacts/{contact_id}/notes'],
    effect: 'changes',
    takes: { contact: positional('text'), body: needs('text'), admin: may('text') },
    shows: noteShows,
    run: (ask, { contact, body, admin }) =>
      atContact(contact, (at) =>
        ask(
          'POST /contacts/{contact_id}/notes',
          { at: { contact_id: at }, body: wire({ body, adminId: admin }) },
          oneNote,
        ),
      ),
  }),

  list: verb({
    calls: ['GET /contacts/{contact_id}/notes'],
    effect: 'reads',
    takes: { contact: positional('text') },
    shows: noteShows,
    run: (ask, { contact }) =>
      byCursor(ask, 'GET /contacts/{contact_id}/notes', { at: { contact_id: contact } }, noteList),
  }),

  'list-by-email': verb({
    calls: ['GET /contacts/{contact_id}/notes', 'POST /contacts/search'],
    effect: 'reads',
    takes: { email: positional('text') },
    shows: noteShows,
    async *run(ask, { email }) {
      for await (const { id } of contactsByEmail(ask, email))
        yield* byCursor(ask, 'GET /contacts/{contact_id}/notes', { at: { contact_id: id } }, noteList);
    },
  }),

  'create-for-company': verb({
    calls: ['POST /companies/{company_id}/notes'],
    effect: 'changes',
    takes: { company: positional('text'), body: needs('text'), admin: may('text') },
    shows: noteShows,
    run: (ask, { company, body, admin }) =>
      ask(
        'POST /companies/{company_id}/notes',
        { at: { company_id: company }, body: wire({ body, adminId: admin }) },
        oneNote,
      ),
  }),

  'list-for-company': verb({
    calls: ['GET /companies/{company_id}/notes'],
    effect: 'reads',
    takes: { company: positional('text') },
    shows: noteShows,
    run: (ask, { company }) =>
      byCursor(ask, 'GET /companies/{company_id}/notes', { at: { company_id: company } }, noteList),
  }),
} as const;
