// A customer as the workspace's own system describes them, once the record is clean.

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
