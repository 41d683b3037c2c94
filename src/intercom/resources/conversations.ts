// Conversations and their parts, as they are found, listed and read.
// Source: developers.intercom.com/docs/references/2.16/rest-api/api.intercom.io/conversations. Times are Unix seconds.
import { answer, flag, record, reference, text, time, whole } from './asking/answers.ts';
import type { Ask } from './asking/ask.ts';
import { byCursor } from './asking/pages.ts';
import { may, needs, positional, verb } from './asking/verb.ts';
import { contactsByEmail } from './contacts.ts';
import { queryOf, searchTakes } from './searching.ts';

const partSchema = {
  type: 'object',
  required: ['id'],
  properties: {
    type: text,
    id: { type: 'string' },
    part_type: text,
    /** Only an email has one. */
    subject: text,
    body: text,
    created_at: time,
    updated_at: time,
    author: record,
    assigned_to: record,
    attachments: { type: ['array', 'null'] },
    email_message_metadata: record,
    redacted: flag,
  },
} as const;

const conversationSchema = {
  type: 'object',
  required: ['id'],
  properties: {
    type: text,
    id: { type: 'string' },
    title: text,
    state: text,
    open: flag,
    read: flag,
    priority: text,
    created_at: time,
    updated_at: time,
    waiting_since: time,
    snoozed_until: time,
    admin_assignee_id: reference,
    team_assignee_id: reference,
    source: { ...partSchema, type: ['object', 'null'], required: [] },
    contacts: record,
    teammates: record,
    tags: record,
    custom_attributes: record,
    conversation_parts: {
      type: ['object', 'null'],
      properties: { conversation_parts: { type: 'array', items: partSchema }, total_count: whole },
    },
  },
} as const;

export const oneConversation = answer(conversationSchema);
const conversationList = {
  answer: answer({
    type: 'object',
    required: ['conversations'],
    properties: { conversations: { type: 'array', items: conversationSchema }, total_count: whole, pages: record },
  }),
  field: 'conversations',
} as const;

export const conversationShows = ['id', 'state', 'updated_at', 'admin_assignee_id', 'source.body'] as const;
const partShows = ['id', 'created_at', 'author.type', 'part_type', 'subject', 'body'] as const;

/** Intercom gives 150 conversations a page at most. */
const PER_PAGE = 150;

interface Filter {
  field: string;
  operator: string;
  value: unknown;
}

/** The conversations that fit all filters; those of the last minutes may be missing. */
function searchConversations(ask: Ask, query: object) {
  return byCursor(ask, 'POST /conversations/search', { body: { query }, perPage: PER_PAGE }, conversationList);
}

function searchAll(ask: Ask, filters: readonly (Filter | null)[]) {
  const given = filters.filter((one) => one !== null);
  return searchConversations(ask, given.length === 1 && given[0] ? given[0] : { operator: 'AND', value: given });
}

/** A conversation with its 500 most recent parts; `plain` gives bodies as plain text, otherwise HTML. */
export function readConversation(ask: Ask, id: string, plain?: boolean) {
  const query = { display_as: plain ? 'plaintext' : undefined };
  return ask('GET /conversations/{id}', { at: { id }, query }, oneConversation);
}

const states = ['open', 'closed', 'snoozed'] as const;

export function ofContact(ask: Ask, contact: string, state?: string, unread?: boolean) {
  return searchAll(ask, [
    { field: 'contact_ids', operator: '=', value: contact },
    ...stateAndTime(state, undefined),
    unread ? { field: 'read', operator: '=', value: false } : null,
  ]);
}

export const conversations = {
  find: verb({
    calls: ['GET /conversations/{id}'],
    effect: 'reads',
    takes: { id: positional('text'), plain: may('flag') },
    shows: conversationShows,
    run: (ask, { id, plain }) => readConversation(ask, id, plain),
  }),

  list: verb({
    calls: ['GET /conversations'],
    effect: 'reads',
    takes: {},
    shows: conversationShows,
    run: (ask) => byCursor(ask, 'GET /conversations', { perPage: PER_PAGE }, conversationList),
  }),

  search: verb({
    calls: ['POST /conversations/search'],
    effect: 'reads',
    takes: searchTakes,
    shows: conversationShows,
    run: (ask, input) => searchConversations(ask, queryOf(input)),
  }),

  /** Those assigned to an admin; `before` is the time before which they changed last. */
  'by-admin': verb({
    calls: ['POST /conversations/search'],
    effect: 'reads',
    takes: { admin: positional('text'), state: may('text', states), before: may('time') },
    shows: conversationShows,
    run: (ask, { admin, state, before }) =>
      searchAll(ask, [{ field: 'admin_assignee_id', operator: '=', value: admin }, ...stateAndTime(state, before)]),
  }),

  'by-team': verb({
    calls: ['POST /conversations/search'],
    effect: 'reads',
    takes: { team: positional('text'), state: may('text', states), before: may('time') },
    shows: conversationShows,
    run: (ask, { team, state, before }) =>
      searchAll(ask, [{ field: 'team_assignee_id', operator: '=', value: team }, ...stateAndTime(state, before)]),
  }),

  /** Those of a user or a lead, by the contact's id. */
  'by-contact': verb({
    calls: ['POST /conversations/search'],
    effect: 'reads',
    takes: { contact: positional('text'), state: may('text', states), unread: may('flag') },
    shows: conversationShows,
    run: (ask, { contact, state, unread }) => ofContact(ask, contact, state, unread),
  }),

  /** Those of everybody who has the address. */
  'by-email': verb({
    calls: ['POST /conversations/search', 'POST /contacts/search'],
    effect: 'reads',
    takes: { email: positional('text'), state: may('text', states), unread: may('flag') },
    shows: conversationShows,
    async *run(ask, { email, state, unread }) {
      for await (const { id } of contactsByEmail(ask, email)) yield* ofContact(ask, id, state, unread);
    },
  }),

  /** In one state, and changed last before a time: what is old. */
  'by-state': verb({
    calls: ['POST /conversations/search'],
    effect: 'reads',
    takes: { state: positional('text', states), before: needs('time') },
    shows: conversationShows,
    run: (ask, { state, before }) => searchAll(ask, stateAndTime(state, before)),
  }),

  /** The first message and the 500 most recent parts, each with its subject where it is an email. */
  parts: verb({
    calls: ['GET /conversations/{id}'],
    effect: 'reads',
    takes: { id: positional('text'), plain: may('flag') },
    shows: partShows,
    async *run(ask, { id, plain }) {
      const { source, conversation_parts: parts } = await readConversation(ask, id, plain);
      if (source) yield { part_type: 'source', ...source, id: String(source.id ?? '') };
      for (const part of parts?.conversation_parts ?? [])
        yield { ...part, subject: part.subject ?? subjectOf(part.email_message_metadata) };
    },
  }),
} as const;

function stateAndTime(state: string | undefined, before: number | undefined): Filter[] {
  return [
    ...(state === undefined ? [] : [{ field: 'state', operator: '=', value: state }]),
    ...(before === undefined ? [] : [{ field: 'updated_at', operator: '<', value: before }]),
  ];
}

/** Since 2.9 an email's subject stands among its metadata. */
function subjectOf(metadata: unknown): string | null {
  const subject: unknown = typeof metadata === 'object' && metadata !== null ? Reflect.get(metadata, 'subject') : null;
  return typeof subject === 'string' ? subject : null;
}
