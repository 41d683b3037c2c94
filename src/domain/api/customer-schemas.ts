// Customers in the API: records, their outcomes, values that were pulled from Intercom, and the state of the sync.
import { outcomes, refusals } from '../customers/customer.ts';
import { recordLimits } from '../customers/record.ts';
import type { Schema } from './operations.ts';

const text = { type: 'string' };
const orNull = (schema: Schema): Schema => ({ anyOf: [schema, { type: 'null' }] });
const time = { type: 'string', format: 'date-time' };
const value = { type: ['string', 'number', 'boolean', 'null'] };

function whole(properties: Readonly<Record<string, Schema>>): Schema {
  return { type: 'object', additionalProperties: false, required: Object.keys(properties), properties };
}

const textOf = (maxLength: number) => orNull({ type: 'string', maxLength });
const given = orNull({ anyOf: [{ type: 'string', maxLength: 40 }, { type: 'integer' }] });
/** Values may be nested: their names are joined. */
const attributes = { type: 'object', maxProperties: recordLimits.attributes, additionalProperties: true };
const id = { type: 'string', minLength: 1, maxLength: 250 };

const companySchema: Schema = {
  type: 'object',
  additionalProperties: false,
  required: ['id'],
  properties: {
    id,
    ...{ name: textOf(250), created_at: given, monthly_spend: orNull({ type: 'number' }), plan: textOf(250) },
    ...{ website: textOf(500), size: orNull({ type: 'integer', minimum: 0 }), industry: textOf(250) },
    is_owned: { type: 'boolean', default: false },
    attributes,
  },
};

/** The values of a record without its external id. */
const values: Readonly<Record<string, Schema>> = {
  ...{ email: textOf(250), phone: textOf(100), name: textOf(250), created_at: given, last_seen_at: given },
  ...{ time_zone: textOf(100), from_oauth: { type: 'boolean', default: false }, attributes },
  companies: { type: 'array', maxItems: recordLimits.companies, items: companySchema },
};

export const recordSchema: Schema = {
  type: 'object',
  additionalProperties: false,
  required: ['external_id'],
  properties: { external_id: id, ...values },
};

/** The record of a call whose path names the customer. */
export const namedRecordSchema: Schema = { ...recordSchema, required: [] };

/** `waiting`: it is stored, and its sync goes on. `diff` has the differences that a dry run found. */
export const customerOutcomeSchema = whole({
  external_id: text,
  contact_id: orNull(text),
  outcome: { type: 'string', enum: [...outcomes, 'waiting'] },
  reason: orNull({ type: 'string', enum: [...refusals] }),
  diff: {
    type: 'array',
    items: whole({
      field: text,
      ours: value,
      theirs: value,
      changes: { type: 'string', enum: ['intercom', 'ours', 'none'] },
    }),
  },
  errors: { type: 'array', items: whole({ at: text, detail: text }) },
});

export const customerChangeSchema = whole({
  external_id: text,
  contact_id: text,
  at: time,
  /** Only those that were pulled. */
  values: {
    type: 'object',
    additionalProperties: false,
    properties: {
      ...{ email: text, phone: text, name: text, last_seen_at: time, time_zone: text },
      attributes: { type: 'object', additionalProperties: value },
    },
  },
});

/** The cursor of a page goes on from its last change, also where there are no more. */
export const customerChangesSchema = whole({
  data: { type: 'array', items: customerChangeSchema },
  next_cursor: text,
  has_more: { type: 'boolean' },
});

const counts = (names: readonly string[]): Schema =>
  whole(Object.fromEntries(names.map((name) => [name, { type: 'integer' }])));

/** `standing_still`: why records wait. The lists have their newest 50. */
export const customerSyncSchema = whole({
  standing_still: orNull({ type: 'string', enum: ['off', 'admin', 'failures', 'forbidden'] }),
  customers: counts(['waiting', 'synced', 'refused']),
  refused: {
    type: 'array',
    items: whole({ external_id: text, contact_id: orNull(text), reason: orNull(text), detail: text }),
  },
  runs: {
    type: 'array',
    items: whole({
      ...{ id: text, kind: text, name: text, started_at: time, ended_at: orNull(time) },
      ...{ taken: { type: 'integer' }, outcomes: counts(outcomes) },
    }),
  },
  conflicts: { type: 'array', items: whole({ external_id: text, at: time, conflict: { type: 'object' } }) },
});
