// A customer as the workspace's own system describes them: the record's schema, and the record once it is clean.
import type { Schema } from '../api/operations.ts';

/** Dates are whole Unix seconds, as Intercom has them. */
export type AttributeValue = string | number | boolean | null;

export interface CompanyRecord {
  /** The id in the workspace's own system. */
  id: string;
  name: string | null;
  /** Unix seconds. */
  createdAt: number | null;
  monthlySpend: number | null;
  plan: string | null;
  website: string | null;
  size: number | null;
  industry: string | null;
  /** The customer owns it, so that their record has the last word about it. */
  isOwned: boolean;
  /** Under the names that they get in Intercom. */
  attributes: Readonly<Record<string, AttributeValue>>;
}

export interface CustomerRecord {
  externalId: string;
  email: string | null;
  /** E.164. */
  phone: string | null;
  name: string | null;
  /** Unix seconds. */
  createdAt: number | null;
  lastSeenAt: number | null;
  /** An IANA name. */
  timeZone: string | null;
  /** They signed up by another service, which chose name and number. */
  fromOauth: boolean;
  attributes: Readonly<Record<string, AttributeValue>>;
  /** Null: the record does not say, and memberships stay as they are. */
  companies: readonly CompanyRecord[] | null;
}

/** A value of a record that is left out, or changed; `at` is a JSON pointer. */
export interface RecordFault {
  at: string;
  kind: 'phone' | 'time' | 'zone' | 'name' | 'twice' | 'too-many' | 'shortened';
}

/** Intercom's limits. Source: developers.intercom.com/docs/references/2.16/rest-api/api.intercom.io/data-attributes. */
export const recordLimits = { attributes: 250, attributeName: 190, attributeValue: 255, companies: 1_000 } as const;

const orNull = (schema: Schema): Schema => ({ anyOf: [schema, { type: 'null' }] });
const text = (maxLength: number) => orNull({ type: 'string', maxLength });
const time = orNull({ anyOf: [{ type: 'string', maxLength: 40 }, { type: 'integer' }] });
/** Values may be nested: their names are joined. */
const attributes = { type: 'object', maxProperties: recordLimits.attributes, additionalProperties: true };
const id = { type: 'string', minLength: 1, maxLength: 250 };

const companySchema: Schema = {
  type: 'object',
  additionalProperties: false,
  required: ['id'],
  properties: {
    id,
    ...{ name: text(250), created_at: time, monthly_spend: orNull({ type: 'number' }), plan: text(250) },
    ...{ website: text(500), size: orNull({ type: 'integer', minimum: 0 }), industry: text(250) },
    is_owned: { type: 'boolean', default: false },
    attributes,
  },
};

/** The values of a record without its external id. */
const values: Readonly<Record<string, Schema>> = {
  ...{ email: text(250), phone: text(100), name: text(250), created_at: time, last_seen_at: time },
  ...{ time_zone: text(100), from_oauth: { type: 'boolean', default: false }, attributes },
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
