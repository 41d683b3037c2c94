// Data events of contacts: made with typed metadata, listed, and counted.
// Source: developers.intercom.com/docs/references/2.16/rest-api/api.intercom.io/data-events. Times are Unix seconds.
import { answer, anything, record, text, whole } from './asking/answers.ts';
import type { Ask } from './asking/ask.ts';
import { failed } from './asking/failed.ts';
import { byUrl } from './asking/pages.ts';
import { may, needs, positional, verb, wire } from './asking/verb.ts';

const eventSchema = {
  type: 'object',
  properties: { id: text, event_name: text, created_at: whole, metadata: record, email: text, intercom_user_id: text },
} as const;
const eventList = {
  answer: answer({ type: 'object', properties: { events: { type: 'array', items: eventSchema }, pages: record } }),
  field: 'events',
} as const;

/** `first` and `last` come as ISO dates in some answers and as seconds in others. */
const moment = { type: ['string', 'integer', 'null'] } as const;
const summary = answer({
  type: 'object',
  required: ['events'],
  properties: {
    events: {
      type: 'array',
      items: {
        type: 'object',
        properties: { name: text, first: moment, last: moment, count: whole, description: text },
      },
    },
  },
});

const eventShows = ['event_name', 'created_at', 'metadata'] as const;

/** Whose event: a user has an id, an external id and an email, a lead its id alone. */
const whose = { contact: may('text'), externalId: may('text'), email: may('text') } as const;

interface Whose {
  contact?: string | undefined;
  externalId?: string | undefined;
  email?: string | undefined;
}

/** Intercom keeps the first ten. */
const MOST_METADATA = 10;

/** The kinds of values besides texts and numbers, by the option that gives them. */
interface Metadata {
  metadata?: Readonly<Record<string, unknown>> | undefined;
  dates?: Readonly<Record<string, unknown>> | undefined;
  amounts?: Readonly<Record<string, unknown>> | undefined;
  links?: Readonly<Record<string, unknown>> | undefined;
  stripeCustomer?: string | undefined;
  stripeInvoice?: string | undefined;
  stripeCharge?: string | undefined;
}

const metadataTakes = {
  metadata: may('pairs'),
  /** Unix seconds, or a date that is read as such; Intercom wants names that end with `_date`. */
  dates: may('pairs'),
  /** An amount and a currency, such as `1999 usd`, in the currency's smallest unit. */
  amounts: may('pairs'),
  /** A URL, with its label after a space where it is to have one. */
  links: may('pairs'),
  stripeCustomer: may('text'),
  stripeInvoice: may('text'),
  stripeCharge: may('text'),
} as const;

export const events = {
  /**
   * Intercom takes two events of one contact, name and second for one: each of ours has its own second. Failures `name-reserved`
   * for metadata called `type`, and `bad-request` for more than ten.
   */
  create: verb({
    calls: ['POST /events'],
    effect: 'changes',
    takes: { name: positional('text'), ...whose, at: may('time'), ...metadataTakes },
    shows: ['event_name', 'created_at'],
    async run(ask, { name, contact, externalId, email, at, ...values }) {
      const metadata = metadataOf(values);
      const who = wire({ id: contact, userId: externalId, email });
      if (Object.keys(who).length === 0) throw failed('bad-request', 'contact');
      const createdAt = ownSecond(ask, JSON.stringify([who, name.toLowerCase()]), at);
      const event = { event_name: name, created_at: createdAt, ...who, metadata };
      await ask('POST /events', { body: event }, anything);
      return { event_name: name, created_at: createdAt, metadata };
    },
  }),

  /** Those of the last 90 days, newest first. */
  list: verb({
    calls: ['GET /events'],
    effect: 'reads',
    takes: whose,
    shows: eventShows,
    run: (ask, by) => byUrl(ask, 'GET /events', { query: { type: 'user', ...whoseEvents(by) } }, eventList),
  }),

  /** Each name with its first and last time and its count. */
  summaries: verb({
    calls: ['GET /events'],
    effect: 'reads',
    takes: whose,
    shows: ['name', 'count', 'first', 'last'],
    async *run(ask, by) {
      const query = { type: 'user', summary: true, ...whoseEvents(by) };
      yield* (await ask('GET /events', { query }, summary)).events;
    },
  }),

  /** Writes a summary for events that happened before they were told: a user's, by external id. */
  'create-summary': verb({
    calls: ['POST /events/summaries'],
    effect: 'changes',
    takes: {
      name: positional('text'),
      externalId: needs('text'),
      count: needs('whole'),
      first: needs('time'),
      last: needs('time'),
    },
    shows: ['event_name', 'count'],
    async run(ask, { name, externalId, count, first, last }) {
      const event_summaries = { event_name: name, count, first, last };
      await ask('POST /events/summaries', { body: { user_id: externalId, event_summaries } }, anything);
      return event_summaries;
    },
  }),
} as const;

function whoseEvents({ contact, externalId, email }: Whose): Record<string, string | undefined> {
  if ([contact, externalId, email].filter((one) => one !== undefined).length !== 1)
    throw failed('bad-request', 'contact');
  return { intercom_user_id: contact, user_id: externalId, email };
}

function metadataOf(values: Metadata): Record<string, unknown> {
  const all = {
    ...values.metadata,
    ...mapped(values.dates, (name, value) => [name.endsWith('_date') ? name : `${name}_date`, secondsOf(value)]),
    ...mapped(values.amounts, (name, value) => [name, amountOf(value)]),
    ...mapped(values.links, (name, value) => [name, linkOf(value)]),
    ...wire({
      stripeCustomer: values.stripeCustomer,
      stripeInvoice: values.stripeInvoice,
      stripeCharge: values.stripeCharge,
    }),
  };
  // Intercom gives events a type of its own. Source: intercom-ruby, README, "Metadata Object".
  if ('type' in all) throw failed('name-reserved', 'type');
  if (Object.keys(all).length > MOST_METADATA) throw failed('bad-request', 'metadata');
  return all;
}

function mapped(
  pairs: Readonly<Record<string, unknown>> | undefined,
  map: (name: string, value: unknown) => [string, unknown],
): Record<string, unknown> {
  return Object.fromEntries(Object.entries(pairs ?? {}).map(([name, value]) => map(name, value)));
}

function secondsOf(value: unknown): number {
  const seconds = typeof value === 'number' ? value : Math.floor(Date.parse(String(value)) / 1000);
  if (!Number.isSafeInteger(seconds)) throw failed('bad-request', String(value));
  return seconds;
}

function amountOf(value: unknown): { amount: number; currency: string } {
  const [, amount, currency] = /^(-?\d+) ([a-z]{3})$/i.exec(String(value)) ?? [];
  if (amount === undefined || currency === undefined) throw failed('bad-request', String(value));
  return { amount: Number(amount), currency: currency.toLowerCase() };
}

function linkOf(value: unknown): string | { url: string; value: string } {
  const [url = '', ...label] = String(value).split(' ');
  return label.length === 0 ? url : { url, value: label.join(' ') };
}

/** The seconds that events of this process have, by contact and name. */
const usedSeconds = new Set<string>();
const MOST_REMEMBERED = 10_000;

function ownSecond(ask: Ask, key: string, wanted: number | undefined): number {
  let second = wanted ?? Math.floor(ask.now() / 1000);
  while (usedSeconds.has(`${key}@${second}`)) second += 1;
  if (usedSeconds.size >= MOST_REMEMBERED) usedSeconds.clear();
  usedSeconds.add(`${key}@${second}`);
  return second;
}
