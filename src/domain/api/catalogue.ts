// Every call of the API.
import type { Operation } from './operations.ts';
import {
  consentSchema,
  consentStateSchema,
  listedConsentSchema,
  numberSchema,
  page,
  pageQuery,
  textSchema,
  textStatuses,
  textWithEvents,
} from './schemas.ts';

const number = { type: 'string', minLength: 3, maxLength: 40, examples: ['+14155550132'] };
const time = { type: 'string', format: 'date-time', maxLength: 40 };
const common = { params: {}, query: {}, body: null } as const;

export const catalogue = {
  listNumbers: { ...common, method: 'GET', path: '/numbers', scope: 'read', answer: page(numberSchema) },
  listTexts: {
    ...common,
    method: 'GET',
    path: '/texts',
    scope: 'read',
    query: {
      number,
      conversation_id: { type: 'string', minLength: 1, maxLength: 100 },
      status: { type: 'string', enum: [...textStatuses] },
      direction: { type: 'string', enum: ['in', 'out'] },
      since: time,
      until: time,
      ...pageQuery,
    },
    answer: page(textSchema),
  },
  readText: {
    ...common,
    method: 'GET',
    path: '/texts/{id}',
    scope: 'read',
    params: { id: { type: 'string', format: 'uuid' } },
    answer: textWithEvents,
  },
  listConsents: {
    ...common,
    method: 'GET',
    path: '/consents',
    scope: 'read',
    query: { state: consentStateSchema, ...pageQuery },
    answer: page(listedConsentSchema),
  },
  readConsent: {
    ...common,
    method: 'GET',
    path: '/consents/{number}',
    scope: 'read',
    params: { number },
    answer: consentSchema,
  },
} as const satisfies Readonly<Record<string, Omit<Operation, 'id'>>>;

export type OperationId = keyof typeof catalogue;

export const operations: readonly (Operation & { id: OperationId })[] = (Object.keys(catalogue) as OperationId[]).map(
  (id) => ({ id, ...catalogue[id] }),
);
