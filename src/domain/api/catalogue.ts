// Every call of the API.
import { LONGEST_REASON } from '../consent/consent.ts';
import { eventTypes, LONGEST_URL } from '../endpoints.ts';
import { LONGEST_DRAFT } from '../texts/text-check.ts';
import {
  customerChangesSchema,
  customerOutcomeSchema,
  customerSyncSchema,
  namedRecordSchema,
  recordSchema,
} from './customer-schemas.ts';
import type { Operation, Schema } from './operations.ts';
import {
  changedConsentSchema,
  classifiedSchema,
  connectorSentSchema,
  consentSchema,
  consentStateSchema,
  contactSchema,
  deadLetterSchema,
  deliverySchema,
  doneSchema,
  draftedSchema,
  endpointSchema,
  listedConsentSchema,
  madeEndpointSchema,
  moodSchema,
  numberSchema,
  object,
  page,
  pageQuery,
  replayedSchema,
  scoredSchema,
  sentSchema,
  smsStatusSchema,
  templateSchema,
  testedSchema,
  textSchema,
  textStatuses,
  textWithEvents,
} from './schemas.ts';
import { changedSettings, settingsSchema } from './setting-values.ts';

const number = { type: 'string', minLength: 3, maxLength: 40, examples: ['+14155550132'] };
const time = { type: 'string', format: 'date-time', maxLength: 40 };
const id = { type: 'string', format: 'uuid' };
/** A name that Intercom or another system has for a contact. */
const name = { type: 'string', minLength: 1, maxLength: 250 };
const letterId = { type: 'string', minLength: 1, maxLength: 100 };
/** Kept with the evidence of a change. */
const source = { type: 'string', minLength: 1, maxLength: LONGEST_REASON };
/** A name or an id. */
const templateName = { type: 'string', minLength: 1, maxLength: 200 };
const templateBody = object({
  name: { type: 'string', minLength: 1, maxLength: 200 },
  body: { type: 'string', minLength: 1, maxLength: 5_000 },
});
const common = { params: {}, query: {}, body: null } as const;

const names = { contact_id: name, external_id: name, user_id: name, email: name };
const oneOf = (properties: Readonly<Record<string, Schema>>) => ({
  ...{ additionalProperties: false, minProperties: 1, maxProperties: 1, properties },
});

/** The names of a person in the object of a Series; the first with a value counts. */
export const seriesNames = ['contact_id', 'external_id', 'user_id', 'phone', 'email'] as const;

/** A member of the flat object that a Series sends. */
const flatValue = { type: ['string', 'number', 'boolean', 'null'], maxLength: 5_000 };
/** The names of the person, and fields of a template, as a step sends them: one that has no value may be empty. */
function connectorBody(properties: Readonly<Record<string, Schema>>): Schema {
  const { maxProperties, properties: names, additionalProperties } = series.body;
  return { type: 'object', maxProperties, properties: { ...names, ...properties }, additionalProperties };
}

const series = {
  path: '/series/{template}',
  scope: 'send',
  params: { template: { type: 'string', minLength: 1, maxLength: 200 } },
  query: {
    step: { type: 'string', minLength: 1, maxLength: 100 },
    /** Hours; minutes or days with their letter. */
    window: { type: 'string', pattern: '^[1-9][0-9]{0,4}[mhd]?$', default: '24h', examples: ['24h', '7d', '30m'] },
    purpose: { type: 'string', enum: ['transactional', 'marketing'], default: 'transactional' },
    from: number,
  },
  body: {
    type: 'object',
    maxProperties: 100,
    properties: Object.fromEntries(seriesNames.map((one) => [one, { ...flatValue, maxLength: 250 }])),
    additionalProperties: flatValue,
  },
  answer: sentSchema,
} as const;

const readText = { type: 'string', minLength: 1, maxLength: 5_000 } as const;
/** A text that a machine reads. */
const reading = { ...common, method: 'POST', scope: 'read', body: object({ text: readText }) } as const;

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
  sendText: {
    ...common,
    method: 'POST',
    path: '/texts',
    scope: 'send',
    body: {
      type: 'object',
      additionalProperties: false,
      required: [],
      properties: {
        to: { anyOf: [number, { type: 'object', ...oneOf(names) }] },
        ...names,
        ...{ sender: number, from: number },
        body: { type: 'string', minLength: 1, maxLength: LONGEST_DRAFT },
        template: { type: 'string', minLength: 1, maxLength: 200 },
        template_id: id,
        values: { type: 'object', maxProperties: 100, additionalProperties: flatValue },
        send_at: time,
        purpose: { type: 'string', enum: ['transactional', 'marketing'], default: 'transactional' },
      },
    },
    isOnce: true,
    answer: sentSchema,
  },
  sendSeriesText: { ...series, method: 'POST' },
  putSeriesText: { ...series, method: 'PUT' },
  sendSms: {
    ...common,
    method: 'POST',
    path: '/connectors/send-sms',
    scope: 'send',
    query: { purpose: series.query.purpose, from: number },
    body: connectorBody({
      message: { ...flatValue, maxLength: LONGEST_DRAFT },
      template: { ...flatValue, maxLength: 200 },
      once: { ...flatValue, maxLength: 180 },
    }),
    isOnce: true,
    answer: connectorSentSchema,
  },
  readSmsStatus: {
    ...common,
    method: 'POST',
    path: '/connectors/sms-status',
    scope: 'read',
    body: connectorBody({ text_id: { ...flatValue, maxLength: 100 } }),
    answer: smsStatusSchema,
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
  changeConsent: {
    ...common,
    method: 'PUT',
    path: '/consents/{number}',
    scope: 'consent',
    params: { number },
    body: object({ state: { type: 'string', enum: ['opted-in', 'opted-out'] }, source }),
    answer: changedConsentSchema,
  },
  endOptOut: {
    ...common,
    method: 'DELETE',
    path: '/consents/{number}',
    scope: 'consent',
    params: { number },
    query: { source },
    answer: changedConsentSchema,
  },
  releaseText: {
    ...common,
    method: 'POST',
    path: '/texts/{id}/release',
    scope: 'admin',
    params: { id },
    answer: doneSchema,
  },
  cancelText: {
    ...common,
    method: 'POST',
    path: '/texts/{id}/cancel',
    scope: 'admin',
    params: { id },
    answer: doneSchema,
  },
  listDeadLetters: {
    ...common,
    method: 'GET',
    path: '/dead-letters',
    scope: 'read',
    query: pageQuery,
    answer: page(deadLetterSchema),
  },
  retryDeadLetter: {
    ...common,
    method: 'POST',
    path: '/dead-letters/{id}/retry',
    scope: 'admin',
    params: { id: letterId },
    answer: doneSchema,
  },
  dropDeadLetter: {
    ...common,
    method: 'DELETE',
    path: '/dead-letters/{id}',
    scope: 'admin',
    params: { id: letterId },
    answer: doneSchema,
  },
  findContacts: {
    ...common,
    method: 'GET',
    path: '/contacts',
    scope: 'read',
    query: { contact_id: name, external_id: name, user_id: name, number, email: name },
    answer: page(contactSchema),
  },
  putCustomer: {
    ...common,
    method: 'PUT',
    path: '/customers/{external_id}',
    scope: 'admin',
    params: { external_id: name },
    query: {
      dry_run: { type: 'boolean', default: false },
      wait: { type: 'integer', minimum: 0, maximum: 10, default: 10 },
    },
    body: namedRecordSchema,
    answer: customerOutcomeSchema,
    mayGoOn: true,
  },
  listCustomerChanges: {
    ...common,
    method: 'GET',
    path: '/customers/changes',
    scope: 'read',
    query: pageQuery,
    answer: customerChangesSchema,
  },
  putCustomers: {
    ...common,
    method: 'POST',
    path: '/customers/batch',
    scope: 'admin',
    query: { dry_run: { type: 'boolean', default: false } },
    body: recordSchema,
    answer: customerOutcomeSchema,
    isLines: true,
  },
  readCustomerSync: { ...common, method: 'GET', path: '/customers/sync', scope: 'read', answer: customerSyncSchema },
  actOnCustomerSync: {
    ...common,
    method: 'POST',
    path: '/customers/sync/{act}',
    scope: 'admin',
    params: { act: { type: 'string', enum: ['pause', 'resume', 'retry'] } },
    answer: customerSyncSchema,
  },
  listTemplates: {
    ...common,
    method: 'GET',
    path: '/templates',
    scope: 'read',
    query: pageQuery,
    answer: page(templateSchema),
  },
  readTemplate: {
    ...common,
    method: 'GET',
    path: '/templates/{id}',
    scope: 'read',
    params: { id: templateName },
    answer: templateSchema,
  },
  createTemplate: {
    ...common,
    method: 'POST',
    path: '/templates',
    scope: 'admin',
    body: templateBody,
    answer: templateSchema,
  },
  changeTemplate: {
    ...common,
    method: 'PUT',
    path: '/templates/{id}',
    scope: 'admin',
    params: { id: templateName },
    body: { ...templateBody, required: ['body'] },
    answer: templateSchema,
  },
  archiveTemplate: {
    ...common,
    method: 'DELETE',
    path: '/templates/{id}',
    scope: 'admin',
    params: { id: templateName },
    answer: templateSchema,
  },
  listWebhooks: { ...common, method: 'GET', path: '/webhooks', scope: 'admin', answer: page(endpointSchema) },
  createWebhook: {
    ...common,
    method: 'POST',
    path: '/webhooks',
    scope: 'admin',
    body: object({
      url: { type: 'string', minLength: 1, maxLength: LONGEST_URL },
      events: { type: 'array', minItems: 1, maxItems: 20, items: { type: 'string', enum: [...eventTypes] } },
    }),
    answer: madeEndpointSchema,
  },
  deleteWebhook: {
    ...common,
    method: 'DELETE',
    path: '/webhooks/{id}',
    scope: 'admin',
    params: { id },
    answer: endpointSchema,
  },
  testWebhook: {
    ...common,
    method: 'POST',
    path: '/webhooks/{id}/test',
    scope: 'admin',
    params: { id },
    answer: testedSchema,
  },
  replayWebhook: {
    ...common,
    method: 'POST',
    path: '/webhooks/{id}/replay',
    scope: 'admin',
    params: { id },
    body: {
      type: 'object',
      additionalProperties: false,
      required: [],
      properties: { since: time, until: time, only_failed: { type: 'boolean', default: true } },
    },
    mayBeEmpty: true,
    answer: replayedSchema,
  },
  listDeliveries: {
    ...common,
    method: 'GET',
    path: '/webhooks/{id}/deliveries',
    scope: 'admin',
    params: { id },
    query: { limit: pageQuery.limit },
    answer: page(deliverySchema),
  },
  classifyText: { ...reading, path: '/assist/classify', answer: classifiedSchema },
  analyzeText: { ...reading, path: '/assist/analyze', answer: moodSchema },
  draftAnswer: {
    ...common,
    method: 'POST',
    path: '/assist/draft',
    scope: 'read',
    body: object({
      conversation: {
        type: 'array',
        minItems: 1,
        maxItems: 200,
        items: object({ role: { type: 'string', enum: ['customer', 'agent'] }, content: readText }),
      },
    }),
    answer: draftedSchema,
  },
  evaluateConversation: {
    ...common,
    method: 'POST',
    path: '/assist/evaluate',
    scope: 'read',
    body: object({
      messages: {
        type: 'array',
        minItems: 1,
        maxItems: 200,
        items: {
          ...object({ role: { type: 'string', enum: ['customer', 'agent'] }, content: readText, at: time }),
          required: ['role', 'content'],
        },
      },
    }),
    answer: scoredSchema,
  },
  readSettings: { ...common, method: 'GET', path: '/settings', scope: 'admin', answer: settingsSchema },
  changeSettings: {
    ...common,
    method: 'PATCH',
    path: '/settings',
    scope: 'admin',
    body: changedSettings,
    answer: settingsSchema,
  },
} as const satisfies Readonly<Record<string, Omit<Operation, 'id'>>>;

export type OperationId = keyof typeof catalogue;

export const operations: readonly (Operation & { id: OperationId })[] = (Object.keys(catalogue) as OperationId[]).map(
  (id) => ({ id, ...catalogue[id] }),
);
