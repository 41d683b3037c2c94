// Articles of the Help Center.
// Source: developers.intercom.com/docs/references/2.16/rest-api/api.intercom.io/articles. Times are Unix seconds.
import { mapRead } from '../../lib/schema.ts';
import { answer, record, reference, text, time, whole } from './asking/answers.ts';
import { byNumber } from './asking/pages.ts';
import { may, needs, positional, verb, wire } from './asking/verb.ts';

const articleSchema = {
  type: 'object',
  required: ['id'],
  properties: {
    type: text,
    id: { type: 'string' },
    title: text,
    description: text,
    body: text,
    body_markdown: text,
    author_id: reference,
    state: text,
    url: text,
    parent_ids: { type: ['array', 'null'] },
    default_locale: text,
    created_at: time,
    updated_at: time,
  },
} as const;

const oneArticle = answer(articleSchema);
const articleList = {
  answer: answer({
    type: 'object',
    required: ['data'],
    properties: { data: { type: 'array', items: articleSchema }, total_count: whole, pages: record },
  }),
  field: 'data',
} as const;
const found = answer({
  type: 'object',
  required: ['data'],
  properties: {
    data: { type: 'object', properties: { articles: { type: ['array', 'null'], items: articleSchema } } },
    total_count: whole,
    pages: record,
  },
});
/** As the list of articles, without the highlights. */
const foundList = {
  answer: (value: unknown) => mapRead(found(value), ({ data, ...rest }) => ({ ...rest, data: data.articles ?? [] })),
  field: 'data',
} as const;
const articleGone = answer({ type: 'object', properties: { id: text, object: text } });

const articleShows = ['id', 'state', 'title', 'updated_at', 'url'] as const;

const written = {
  title: may('text'),
  description: may('text'),
  body: may('text'),
  bodyMarkdown: may('text'),
  state: may('text', ['published', 'draft']),
} as const;

export const articles = {
  find: verb({
    calls: ['GET /articles/{id}'],
    effect: 'reads',
    takes: { id: positional('text') },
    shows: articleShows,
    run: (ask, { id }) => ask('GET /articles/{id}', { at: { id } }, oneArticle),
  }),

  /** The one that changed last comes first. */
  list: verb({
    calls: ['GET /articles'],
    effect: 'reads',
    takes: {},
    shows: articleShows,
    run: (ask) => byNumber(ask, 'GET /articles', {}, articleList),
  }),

  search: verb({
    calls: ['GET /articles/search'],
    effect: 'reads',
    takes: { phrase: positional('text'), state: may('text', ['published', 'draft', 'all']) },
    shows: articleShows,
    run: (ask, { phrase, state }) => byNumber(ask, 'GET /articles/search', { query: { phrase, state } }, foundList),
  }),

  create: verb({
    calls: ['POST /articles'],
    effect: 'changes',
    takes: { ...written, title: needs('text'), author: needs('text'), collection: may('text') },
    shows: articleShows,
    run: (ask, { author, collection, ...fields }) => {
      const home = collection === undefined ? {} : { parent_id: Number(collection), parent_type: 'collection' };
      return ask('POST /articles', { body: { ...wire(fields), author_id: Number(author), ...home } }, oneArticle);
    },
  }),

  update: verb({
    calls: ['PUT /articles/{id}'],
    effect: 'changes',
    takes: { id: positional('text'), ...written },
    shows: articleShows,
    run: (ask, { id, ...fields }) => ask('PUT /articles/{id}', { at: { id }, body: wire(fields) }, oneArticle),
  }),

  delete: verb({
    calls: ['DELETE /articles/{id}'],
    effect: 'deletes',
    takes: { id: positional('text') },
    shows: ['id', 'deleted'],
    run: (ask, { id }) => ask('DELETE /articles/{id}', { at: { id } }, articleGone),
  }),
} as const;
