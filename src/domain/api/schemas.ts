// The values and answers of the API as JSON schemas: they check calls, and the description is made of them.
import { CATEGORIES, SENTIMENTS, URGENCIES } from '../assist.ts';
import { listedStates } from '../consent/consent-list.ts';
import { eventTypes } from '../endpoints.ts';
import { errorCodes } from '../errors.ts';
import { PAGE, type Schema } from './operations.ts';

const text = { type: 'string' };
const orNull = (schema: Schema): Schema => ({ anyOf: [schema, { type: 'null' }] });
const time = { type: 'string', format: 'date-time' };
const number = { type: 'string', examples: ['+14155550132'] };

/** An object with exactly these members. */
export function object(properties: Readonly<Record<string, Schema>>): Schema {
  return { type: 'object', additionalProperties: false, required: Object.keys(properties), properties };
}

/** A page of a list. */
export function page(item: Schema): Schema {
  return object({ data: { type: 'array', items: item }, next_cursor: orNull(text) });
}

export const pageQuery = {
  limit: { type: 'integer', minimum: 1, maximum: PAGE.most, default: PAGE.usual },
  cursor: { type: 'string', maxLength: 200 },
} as const satisfies Readonly<Record<string, Schema>>;

/** Source: RFC 9457. */
export const problemSchema = object({
  type: { type: 'string', enum: [...errorCodes, 'internal'].map((code) => `urn:threadwire:problem:${code}`) },
  ...{ title: text, status: { type: 'integer' }, detail: text },
  errors: { type: 'array', items: object({ at: text, detail: text }) },
});

/** States of a text for other systems; `unknown`: it may have reached Twilio, and nobody can tell. */
export const textStatuses = [
  ...['received', 'blocked', 'queued', 'sent', 'delivered', 'failed', 'unknown', 'held', 'refused', 'canceled'],
] as const;

export const textSchema = object({
  id: { type: 'string', format: 'uuid' },
  direction: { type: 'string', enum: ['in', 'out'] },
  status: { type: 'string', enum: [...textStatuses] },
  reason: orNull(text),
  to: number,
  from: number,
  body: text,
  conversation_id: orNull(text),
  contact_id: orNull(text),
  created_at: time,
});

export const textWithEvents = object({
  ...(textSchema['properties'] as Record<string, Schema>),
  events: {
    type: 'array',
    items: object({ status: text, at: time, source: text, error_code: orNull({ type: 'integer' }) }),
  },
  trace: { type: 'array', items: object({ step: text, decision: orNull(text), why: text }) },
});

/**
 * `status` says what became of a call that sends a text; `reason` why it is held or was refused. `until`: the time that it waits
 * for. The price is the least that it may cost, where it is known.
 */
export const sentSchema = object({
  ...{ id: orNull({ type: 'string', format: 'uuid' }), text_id: orNull({ type: 'string', format: 'uuid' }) },
  status: { type: 'string', enum: ['queued', 'scheduled', 'held', 'refused'] },
  ...{ reason: orNull(text), until: orNull(time), to: orNull(number), from: orNull(number) },
  ...{ segments: orNull({ type: 'integer' }), price: orNull(text), currency: orNull(text) },
});

/** As `sentSchema` in short, with an empty text for what there is not: a data connector maps each field by its type. */
export const connectorSentSchema = object({
  status: { type: 'string', enum: ['queued', 'waiting', 'held', 'refused'] },
  reason: text,
  text_id: text,
});

/** `none`: nobody was texted, for the reason. */
export const smsStatusSchema = object({
  status: { type: 'string', enum: [...textStatuses, 'none'] },
  ...{ reason: text, text_id: text, sent_at: text, has_replied: { type: 'boolean' } },
  consent: { type: 'string', enum: [...listedStates] },
});

export const numberSchema = object({
  number,
  label: orNull(text),
  is_preferred: { type: 'boolean' },
  country: orNull({ type: 'string', examples: ['US'] }),
  team_id: orNull(text),
  messaging_service_sid: orNull(text),
});

const state = { type: 'string', enum: [...listedStates] };

export const consentSchema = object({
  number,
  state,
  scope: { type: 'string', enum: ['number', 'service', 'workspace'] },
  evidence: {
    type: 'array',
    items: object({
      at: time,
      state,
      source: text,
      words: orNull(text),
      said_to: orNull(text),
      reason: orNull(text),
      origin: orNull(text),
    }),
  },
});

export const listedConsentSchema = object({ number, state, at: time, source: text });

export const consentStateSchema = state;

export const changedConsentSchema = object({
  number,
  state,
  changed: { type: 'boolean' },
  reason: orNull({ type: 'string', enum: ['customer-opted-out'] }),
});

export const contactSchema = object({
  id: text,
  role: { type: 'string', enum: ['user', 'lead'] },
  name: orNull(text),
  number: orNull(number),
});

export const templateSchema = object({ id: { type: 'string', format: 'uuid' }, name: text, body: text });

/** The outcome of what was done with a text or a dead letter: `reason` says why nothing was. */
export const doneSchema = object({ done: { type: 'boolean' }, reason: orNull(text) });

export const deadLetterSchema = object({
  ...{ id: text, queue: text, reason: text, tries: { type: 'integer' } },
  ...{ text_id: orNull(text), queued_at: time, given_up_at: time },
});

const endpoint = {
  id: { type: 'string', format: 'uuid' },
  url: text,
  events: { type: 'array', items: { type: 'string', enum: [...eventTypes] } },
  status: { type: 'string', enum: ['on', 'failing', 'off'] },
  ...{ reason: orNull(text), since: orNull(time), created_at: time },
};

/** `since`: it fails or is off since then, for this reason. */
export const endpointSchema = object(endpoint);

export const madeEndpointSchema = object({ ...endpoint, secret: { type: 'string', examples: ['whsec_…'] } });

export const testedSchema = object({
  delivered: { type: 'boolean' },
  answered: orNull({ type: 'integer' }),
  reason: orNull(text),
});

export const replayedSchema = object({ events: { type: 'integer' } });

export const deliverySchema = object({
  id: { type: 'string', format: 'uuid' },
  type: { type: 'string', enum: [...eventTypes, 'test'] },
  at: time,
  status: { type: 'string', enum: ['waiting', 'delivered', 'failed'] },
  ...{ tries: { type: 'integer' }, answered: orNull({ type: 'integer' }), reason: orNull(text) },
});

const share = { type: 'number', minimum: 0, maximum: 1 };
const oneOrNull = (values: readonly string[]): Schema => orNull({ type: 'string', enum: [...values] });
/** The answer of a machine, with its reason in words, and who made it. */
const made = { reason: text, provider: { type: 'string', enum: ['built-in'] } };

/** Null: unknown. */
export const classifiedSchema = object({
  category: oneOrNull(CATEGORIES),
  urgency: oneOrNull(URGENCIES),
  sentiment: oneOrNull(SENTIMENTS),
  language: orNull(text),
  confidence: share,
  ...made,
});

export const moodSchema = object({ label: oneOrNull(SENTIMENTS), escalation_risk: share, ...made });

/** An empty draft: nothing fits. */
export const draftedSchema = object({ draft: text, confidence: share, ...made });

export const scoredSchema = object({
  overall_score: share,
  dimensions: { type: 'array', items: object({ name: text, score: share, evidence: text }) },
  coaching_notes: { type: 'array', items: text },
  provider: made.provider,
});
