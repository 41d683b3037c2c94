// Collections of articles, which may lie in one another.
// Source: developers.intercom.com/docs/references/2.16/rest-api/api.intercom.io/help-center. Times are Unix seconds.
import { answer, record, reference, text, time, whole } from './asking/answers.ts';
import { byNumber } from './asking/pages.ts';
import { may, positional, verb, wire } from './asking/verb.ts';

const collectionSchema = {
  type: 'object',
  required: ['id'],
  properties: {
    type: text,
    id: { type: 'string' },
    name: text,
    description: text,
    parent_id: text,
    help_center_id: reference,
    order: whole,
    url: text,
    created_at: time,
    updated_at: time,
  },
} as const;

const oneCollection = answer(collectionSchema);
const collectionList = {
  answer: answer({
    type: 'object',
    required: ['data'],
    properties: { data: { type: 'array', items: collectionSchema }, total_count: whole, pages: record },
  }),
  field: 'data',
} as const;
const collectionGone = answer({ type: 'object', properties: { id: text, object: text } });

const collectionShows = ['id', 'parent_id', 'name', 'description'] as const;

const written = { description: may('text'), parent: may('text') } as const;

export const collections = {
  find: verb({
    calls: ['GET /help_center/collections/{id}'],
    effect: 'reads',
    takes: { id: positional('text') },
    shows: collectionShows,
    run: (ask, { id }) => ask('GET /help_center/collections/{id}', { at: { id } }, oneCollection),
  }),

  list: verb({
    calls: ['GET /help_center/collections'],
    effect: 'reads',
    takes: {},
    shows: collectionShows,
    run: (ask) => byNumber(ask, 'GET /help_center/collections', {}, collectionList),
  }),

  create: verb({
    calls: ['POST /help_center/collections'],
    effect: 'changes',
    takes: { name: positional('text'), ...written },
    shows: collectionShows,
    run: (ask, { parent, ...fields }) =>
      ask('POST /help_center/collections', { body: wire({ ...fields, parentId: parent }) }, oneCollection),
  }),

  update: verb({
    calls: ['PUT /help_center/collections/{id}'],
    effect: 'changes',
    takes: { id: positional('text'), name: may('text'), ...written },
    shows: collectionShows,
    run: (ask, { id, parent, ...fields }) => {
      const body = wire({ ...fields, parentId: parent });
      return ask('PUT /help_center/collections/{id}', { at: { id }, body }, oneCollection);
    },
  }),

  delete: verb({
    calls: ['DELETE /help_center/collections/{id}'],
    effect: 'deletes',
    takes: { id: positional('text') },
    shows: ['id', 'deleted'],
    run: (ask, { id }) => ask('DELETE /help_center/collections/{id}', { at: { id } }, collectionGone),
  }),
} as const;
