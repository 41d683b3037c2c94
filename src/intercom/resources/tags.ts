// Tags, and what they are put on: contacts, companies, conversations.
// Source: developers.intercom.com/docs/references/2.16/rest-api/api.intercom.io/tags.
import { atContact } from '../calls/merged-contacts.ts';
import { answer, anything, text, time } from './asking/answers.ts';
import type { Ask } from './asking/ask.ts';
import { needs, positional, verb } from './asking/verb.ts';

const tagSchema = {
  type: 'object',
  required: ['id'],
  properties: { type: text, id: { type: 'string' }, name: text, applied_at: time },
} as const;

const oneTag = answer(tagSchema);
const tagList = answer({
  type: 'object',
  required: ['data'],
  properties: { data: { type: 'array', items: tagSchema } },
});

const tagged = {
  type: ['array', 'null'],
  items: {
    type: 'object',
    properties: { id: text, tagged: { type: ['boolean', 'null'] } },
  },
} as const;
const taggedCompanies = answer({ ...tagSchema, properties: { ...tagSchema.properties, companies: tagged } });

const tagShows = ['id', 'name'] as const;

export const tags = {
  find: verb({
    calls: ['GET /tags/{id}'],
    effect: 'reads',
    takes: { id: positional('text') },
    shows: tagShows,
    run: (ask, { id }) => ask('GET /tags/{id}', { at: { id } }, oneTag),
  }),

  list: verb({
    calls: ['GET /tags'],
    effect: 'reads',
    takes: {},
    shows: tagShows,
    async *run(ask) {
      yield* (await ask('GET /tags', {}, tagList)).data;
    },
  }),

  /** Gives the tag of that name where there is one, whatever its case. */
  create: verb({
    calls: ['POST /tags'],
    effect: 'changes',
    takes: { name: positional('text') },
    shows: tagShows,
    run: (ask, { name }) => ask('POST /tags', { body: { name } }, oneTag),
  }),

  rename: verb({
    calls: ['POST /tags'],
    effect: 'changes',
    takes: { id: positional('text'), name: positional('text') },
    shows: tagShows,
    run: (ask, { id, name }) => ask('POST /tags', { body: { id, name } }, oneTag),
  }),

  /** Failure `bad-request` where a rule or a segment needs it. */
  delete: verb({
    calls: ['DELETE /tags/{id}'],
    effect: 'deletes',
    takes: { id: positional('text') },
    shows: tagShows,
    run: (ask, { id }) => ask('DELETE /tags/{id}', { at: { id } }, anything),
  }),

  /** One contact or many, one question each, so that a contact that is not there is told. */
  'tag-contacts': verb({
    calls: ['POST /contacts/{contact_id}/tags'],
    effect: 'changes',
    takes: { tag: positional('text'), contacts: positional('texts') },
    shows: ['contact', 'tag'],
    async *run(ask, { tag, contacts }) {
      for (const contact of contacts) {
        await atContact(contact, (at) =>
          ask('POST /contacts/{contact_id}/tags', { at: { contact_id: at }, body: { id: tag } }, oneTag),
        );
        yield { contact, tag };
      }
    },
  }),

  'untag-contacts': verb({
    calls: ['DELETE /contacts/{contact_id}/tags/{id}'],
    effect: 'changes',
    takes: { tag: positional('text'), contacts: positional('texts') },
    shows: ['contact', 'tag'],
    async *run(ask, { tag, contacts }) {
      for (const contact of contacts) {
        await atContact(contact, (at) =>
          ask('DELETE /contacts/{contact_id}/tags/{id}', { at: { contact_id: at, id: tag } }, oneTag),
        );
        yield { contact, tag };
      }
    },
  }),

  'of-contact': verb({
    calls: ['GET /contacts/{contact_id}/tags'],
    effect: 'reads',
    takes: { contact: positional('text') },
    shows: tagShows,
    async *run(ask, { contact }) {
      const list = await atContact(contact, (at) =>
        ask('GET /contacts/{contact_id}/tags', { at: { contact_id: at } }, tagList),
      );
      yield* list.data;
    },
  }),

  /** Takes the tag's name, which makes it where there is none, and Intercom's ids of the companies. */
  'tag-companies': verb({
    calls: ['POST /tags'],
    effect: 'changes',
    takes: { name: positional('text'), companies: positional('texts') },
    shows: ['id', 'tagged'],
    run: (ask, { name, companies }) => markCompanies(ask, name, companies, {}),
  }),

  'untag-companies': verb({
    calls: ['POST /tags'],
    effect: 'changes',
    takes: { name: positional('text'), companies: positional('texts') },
    shows: ['id', 'tagged'],
    run: (ask, { name, companies }) => markCompanies(ask, name, companies, { untag: true }),
  }),

  'tag-conversations': verb({
    calls: ['POST /conversations/{conversation_id}/tags'],
    effect: 'changes',
    takes: { tag: positional('text'), conversations: positional('texts'), admin: needs('text') },
    shows: ['conversation', 'tag'],
    async *run(ask, { tag, conversations, admin }) {
      for (const conversation of conversations) {
        const given = { at: { conversation_id: conversation }, body: { id: tag, admin_id: admin } };
        await ask('POST /conversations/{conversation_id}/tags', given, oneTag);
        yield { conversation, tag };
      }
    },
  }),

  'untag-conversations': verb({
    calls: ['DELETE /conversations/{conversation_id}/tags/{id}'],
    effect: 'changes',
    takes: { tag: positional('text'), conversations: positional('texts'), admin: needs('text') },
    shows: ['conversation', 'tag'],
    async *run(ask, { tag, conversations, admin }) {
      for (const conversation of conversations) {
        const given = { at: { conversation_id: conversation, id: tag }, body: { admin_id: admin } };
        await ask('DELETE /conversations/{conversation_id}/tags/{id}', given, oneTag);
        yield { conversation, tag };
      }
    },
  }),
} as const;

/** Says of each company what became of it: Intercom leaves out those that it does not know. */
async function* markCompanies(ask: Ask, name: string, companies: readonly string[], how: { untag?: true }) {
  const marked = companies.map((id) => ({ id, ...how }));
  const tag = await ask('POST /tags', { body: { name, companies: marked } }, taggedCompanies);
  yield* tag.companies ?? [];
}
