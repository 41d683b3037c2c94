// Companies: found, listed, written and deleted.
// Source: developers.intercom.com/docs/references/2.16/rest-api/api.intercom.io/companies. Times are Unix seconds.
import { answer, flag, record, text, time, whole } from './asking/answers.ts';
import type { Ask } from './asking/ask.ts';
import { failed } from './asking/failed.ts';
import { byNumber } from './asking/pages.ts';
import { scroll } from './asking/scroll.ts';
import { type InputOf, may, positional, verb, wire } from './asking/verb.ts';

export const companySchema = {
  type: 'object',
  required: ['id'],
  properties: {
    type: text,
    id: { type: 'string' },
    company_id: text,
    name: text,
    plan: record,
    size: whole,
    website: text,
    industry: text,
    monthly_spend: { type: ['number', 'null'] },
    user_count: whole,
    session_count: whole,
    remote_created_at: time,
    created_at: time,
    updated_at: time,
    last_request_at: time,
    custom_attributes: record,
    tags: record,
    segments: record,
  },
} as const;

export const oneCompany = answer(companySchema);
const companyList = {
  answer: answer({
    type: 'object',
    required: ['data'],
    properties: { data: { type: 'array', items: companySchema }, total_count: whole, pages: record },
  }),
  field: 'data',
} as const;

/** Asked for by its own id or name, a company comes as one object; the description says a list. */
const companyOrList = answer({
  type: 'object',
  properties: { ...companySchema.properties, id: text, data: { type: 'array', items: companySchema } },
});

const scrolled = answer({
  type: ['object', 'null'],
  properties: { data: { type: ['array', 'null'], items: companySchema }, scroll_param: text, pages: record },
});

const companyGone = answer({ type: 'object', properties: { id: text, deleted: flag } });

export const companyShows = ['id', 'company_id', 'name', 'user_count', 'monthly_spend'] as const;

const written = {
  name: may('text'),
  plan: may('text'),
  size: may('whole'),
  website: may('text'),
  industry: may('text'),
  monthlySpend: may('whole'),
  attributes: may('pairs'),
} as const;

const { attributes: _pairs, ...plainFields } = written;

function companyBody({ attributes, ...fields }: InputOf<typeof written>): object {
  return wire({ ...fields, customAttributes: attributes });
}

export function readCompany(ask: Ask, id: string) {
  return ask('GET /companies/{id}', { at: { id } }, oneCompany);
}

/** The first, where several have the name. Failure `not-found`. */
export async function readCompanyBy(ask: Ask, query: { company_id: string } | { name: string }) {
  const found = await ask('GET /companies', { query }, companyOrList);
  const company = found.data?.[0] ?? found;
  if (typeof company.id !== 'string') throw failed('not-found', Object.values(query)[0] ?? '');
  return { ...company, id: company.id };
}

export const companies = {
  find: verb({
    calls: ['GET /companies/{id}'],
    effect: 'reads',
    takes: { id: positional('text') },
    shows: companyShows,
    run: (ask, { id }) => readCompany(ask, id),
  }),

  'find-by-company-id': verb({
    calls: ['GET /companies'],
    effect: 'reads',
    takes: { companyId: positional('text') },
    shows: companyShows,
    run: (ask, { companyId }) => readCompanyBy(ask, { company_id: companyId }),
  }),

  /** A name may be that of several: the first one counts. */
  'find-by-name': verb({
    calls: ['GET /companies'],
    effect: 'reads',
    takes: { name: positional('text') },
    shows: companyShows,
    run: (ask, { name }) => readCompanyBy(ask, { name }),
  }),

  /** Makes the company of a company_id, or changes it. A company without contacts is in no list. */
  create: verb({
    calls: ['POST /companies'],
    effect: 'changes',
    takes: { companyId: positional('text'), ...written, remoteCreatedAt: may('time') },
    shows: companyShows,
    run: (ask, { attributes, ...fields }) =>
      ask('POST /companies', { body: wire({ ...fields, customAttributes: attributes }) }, oneCompany),
  }),

  update: verb({
    calls: ['PUT /companies/{id}'],
    effect: 'changes',
    takes: { id: positional('text'), ...plainFields, attributes: may('pairs') },
    shows: companyShows,
    run: (ask, { id, ...fields }) => ask('PUT /companies/{id}', { at: { id }, body: companyBody(fields) }, oneCompany),
  }),

  /** Intercom archives it a while after its answer. */
  delete: verb({
    calls: ['DELETE /companies/{id}'],
    effect: 'deletes',
    takes: { id: positional('text') },
    shows: ['id', 'deleted'],
    run: (ask, { id }) => ask('DELETE /companies/{id}', { at: { id } }, companyGone),
  }),

  /** At most 10,000; those without contacts are left out. */
  list: verb({
    calls: ['POST /companies/list'],
    effect: 'reads',
    takes: {},
    shows: companyShows,
    run: (ask) => byNumber(ask, 'POST /companies/list', {}, companyList),
  }),

  /** Every company, however many: one scroll of a workspace at a time, begun again where Intercom fails. */
  scroll: verb({
    calls: ['GET /companies/scroll'],
    effect: 'reads',
    takes: {},
    shows: companyShows,
    run: (ask) => scroll(ask, 'GET /companies/scroll', scrolled),
  }),
} as const;
