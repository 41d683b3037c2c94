// Data attributes: the fields that contacts and companies have. Those of conversations have an API of their own.
// Source: developers.intercom.com/docs/references/2.16/rest-api/api.intercom.io/data-attributes.
import { answer, flag, text, time } from './asking/answers.ts';
import { may, needs, positional, verb, wire } from './asking/verb.ts';

const attributeSchema = {
  type: 'object',
  required: ['name'],
  properties: {
    type: text,
    id: { type: ['integer', 'string', 'null'] },
    model: text,
    name: { type: 'string' },
    full_name: text,
    label: text,
    description: text,
    data_type: text,
    options: { type: ['array', 'null'] },
    api_writable: flag,
    messenger_writable: flag,
    custom: flag,
    archived: flag,
    created_at: time,
    updated_at: time,
  },
} as const;

const oneAttribute = answer(attributeSchema);
const attributeList = answer({
  type: 'object',
  required: ['data'],
  properties: { data: { type: 'array', items: attributeSchema } },
});

const attributeShows = ['id', 'model', 'name', 'data_type', 'archived', 'description'] as const;

const models = ['contact', 'company'] as const;
const dataTypes = ['string', 'integer', 'float', 'boolean', 'date', 'datetime', 'options'] as const;

export const dataAttributes = {
  list: verb({
    calls: ['GET /data_attributes'],
    effect: 'reads',
    takes: { model: may('text', models), archived: may('flag') },
    shows: attributeShows,
    async *run(ask, { model, archived }) {
      const query = { model, include_archived: archived || undefined };
      yield* (await ask('GET /data_attributes', { query }, attributeList)).data;
    },
  }),

  /** A name is that of one attribute, of contacts or of companies; `options` needs at least two values. */
  create: verb({
    calls: ['POST /data_attributes'],
    effect: 'changes',
    takes: {
      name: positional('text'),
      model: needs('text', models),
      dataType: needs('text', dataTypes),
      options: may('texts'),
      description: may('text'),
      messengerWritable: may('flag'),
    },
    shows: attributeShows,
    run: (ask, { options, ...fields }) =>
      ask('POST /data_attributes', { body: { ...wire(fields), ...optionsIn(options) } }, oneAttribute),
  }),

  /** The type stays as it is. */
  update: verb({
    calls: ['PUT /data_attributes/{id}'],
    effect: 'changes',
    takes: {
      id: positional('text'),
      options: may('texts'),
      description: may('text'),
      messengerWritable: may('flag'),
    },
    shows: attributeShows,
    run: (ask, { id, options, ...fields }) => {
      const body = { ...wire(fields), ...optionsIn(options) };
      return ask('PUT /data_attributes/{id}', { at: { id }, body }, oneAttribute);
    },
  }),

  archive: verb({
    calls: ['PUT /data_attributes/{id}'],
    effect: 'changes',
    takes: { id: positional('text') },
    shows: attributeShows,
    run: (ask, { id }) => ask('PUT /data_attributes/{id}', { at: { id }, body: { archived: true } }, oneAttribute),
  }),
} as const;

function optionsIn(options: readonly string[] | undefined): object {
  return options === undefined ? {} : { options: options.map((value) => ({ value })) };
}
