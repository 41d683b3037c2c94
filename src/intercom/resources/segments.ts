// Segments: groups of people or companies by rules, which an admin writes in Intercom.
// Source: developers.intercom.com/docs/references/2.16/rest-api/api.intercom.io/segments.
import { atContact } from '../calls/merged-contacts.ts';
import { answer, text, time, whole } from './asking/answers.ts';
import { byCursor } from './asking/pages.ts';
import { may, positional, verb } from './asking/verb.ts';
import { contactList, contactShows } from './contacts.ts';

const segmentSchema = {
  type: 'object',
  required: ['id'],
  properties: {
    type: text,
    id: { type: 'string' },
    name: text,
    person_type: text,
    count: whole,
    created_at: time,
    updated_at: time,
  },
} as const;

const oneSegment = answer(segmentSchema);
export const segmentList = answer({
  type: 'object',
  required: ['segments'],
  properties: { segments: { type: 'array', items: segmentSchema } },
});
const segmentsOfContact = answer({
  type: 'object',
  required: ['data'],
  properties: { data: { type: 'array', items: segmentSchema } },
});

const segmentShows = ['id', 'name', 'person_type', 'count'] as const;

export const segments = {
  find: verb({
    calls: ['GET /segments/{id}'],
    effect: 'reads',
    takes: { id: positional('text') },
    shows: segmentShows,
    run: (ask, { id }) => ask('GET /segments/{id}', { at: { id } }, oneSegment),
  }),

  list: verb({
    calls: ['GET /segments'],
    effect: 'reads',
    takes: { count: may('flag') },
    shows: segmentShows,
    async *run(ask, { count }) {
      const query = { include_count: count || undefined };
      yield* (await ask('GET /segments', { query }, segmentList)).segments;
    },
  }),

  'of-contact': verb({
    calls: ['GET /contacts/{contact_id}/segments'],
    effect: 'reads',
    takes: { contact: positional('text') },
    shows: segmentShows,
    async *run(ask, { contact }) {
      const list = await atContact(contact, (at) =>
        ask('GET /contacts/{contact_id}/segments', { at: { contact_id: at } }, segmentsOfContact),
      );
      yield* list.data;
    },
  }),

  /** The contacts in a segment: Intercom finds them by search alone. */
  members: verb({
    calls: ['POST /contacts/search'],
    effect: 'reads',
    takes: { id: positional('text') },
    shows: contactShows,
    run: (ask, { id }) => {
      const query = { field: 'segment_id', operator: '=', value: id };
      return byCursor(ask, 'POST /contacts/search', { body: { query } }, contactList);
    },
  }),
} as const;
