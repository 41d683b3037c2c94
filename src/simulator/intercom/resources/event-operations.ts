// Data events of the pretend workspace: taken in, listed, and counted.
import { findContact } from '../contacts.ts';
import { invalidParameter, missingParameter } from '../errors.ts';
import type { Call, Operation } from '../operation.ts';
import type { Json } from '../payloads.ts';
import type { ContactRecord, EventRecord } from '../records.ts';

export const eventOperations: readonly Operation[] = [
  { method: 'post', path: '/events/summaries', permission: 'Write events', answer: createSummary },
  { method: 'post', path: '/events', permission: 'Write events', status: 202, answer: createEvent },
  { method: 'get', path: '/events', permission: 'Read events', answer: listEvents },
];

const MOST_METADATA = 10;
const LISTED_SECONDS = 90 * 24 * 60 * 60;
const PER_PAGE = 50;

/** Events are told apart by contact, name and second; one that came before is accepted and not kept again. */
function createEvent(call: Call): null {
  const name = call.body.requiredText('event_name');
  const createdAt = call.body.integer('created_at');
  if (createdAt === undefined) throw missingParameter('created_at');
  const metadata = call.body.object('metadata')?.entries() ?? {};
  if (Object.keys(metadata).length > MOST_METADATA) throw invalidParameter('metadata may have at most 10 keys');
  const { id: contactId } = findContact(call.workspace, {
    id: call.body.text('id'),
    externalId: call.body.text('user_id'),
    email: call.body.text('email'),
  });
  keepEvent(call, { contactId, name, createdAt, metadata });
  return null;
}

/** Stands for as many events as it counts, at its first and its last time. */
function createSummary(call: Call): Json {
  const summary = call.body.object('event_summaries');
  if (!summary) throw missingParameter('event_summaries');
  const externalId = call.body.requiredText('user_id');
  const { id: contactId } = findContact(call.workspace, { id: undefined, externalId, email: undefined });
  const name = summary.requiredText('event_name');
  const [count, first, last] = [summary.integer('count'), summary.integer('first'), summary.integer('last')];
  if (count === undefined || first === undefined || last === undefined) throw missingParameter('count');
  for (let one = 0; one < count; one += 1) {
    const createdAt = one === count - 1 ? last : first + one;
    keepEvent(call, { contactId, name, createdAt, metadata: {} });
  }
  return {};
}

function keepEvent({ workspace }: Call, event: EventRecord): void {
  const { events } = workspace;
  const isSame = (one: EventRecord) =>
    one.contactId === event.contactId && one.name === event.name && one.createdAt === event.createdAt;
  if (events.some(isSame)) return;
  events.push(event);
  workspace.outlet.changed('event.created', workspace.id);
}

/** Lists those of 90 days, the newest first; the next page is named by its URL. */
function listEvents(call: Call): Json {
  const { query, workspace } = call;
  if (query.get('type') !== 'user') throw missingParameter('type');
  const contact = findContact(workspace, {
    id: query.get('intercom_user_id') ?? undefined,
    externalId: query.get('user_id') ?? undefined,
    email: query.get('email') ?? undefined,
  });
  const since = workspace.seconds() - LISTED_SECONDS;
  const own = workspace.events
    .filter((one) => one.contactId === contact.id && one.createdAt >= since)
    .sort((a, b) => b.createdAt - a.createdAt);
  const head = {
    type: 'event.summary',
    email: contact.email,
    intercom_user_id: contact.id,
    user_id: contact.externalId,
  };
  if (query.get('summary') === 'true') return { ...head, events: summariesOf(own) };
  const before = Number(query.get('before') ?? 0) || own.length;
  const start = own.length - before;
  const page = own.slice(start, start + PER_PAGE);
  const left = own.length - start - page.length;
  const next = left > 0 ? `/events?type=user&intercom_user_id=${contact.id}&before=${left}` : null;
  return { ...head, events: page.map((one) => eventPayload(contact, one)), pages: { next } };
}

function eventPayload(contact: ContactRecord, { name, createdAt, metadata }: EventRecord): Json {
  return {
    type: 'event',
    event_name: name,
    created_at: createdAt,
    intercom_user_id: contact.id,
    user_id: contact.externalId,
    email: contact.email,
    metadata,
  };
}

function summariesOf(events: readonly EventRecord[]): Json[] {
  return [...new Set(events.map(({ name }) => name))].map((name) => {
    const times = events.filter((one) => one.name === name).map(({ createdAt }) => createdAt);
    return {
      name,
      first: iso(Math.min(...times)),
      last: iso(Math.max(...times)),
      count: times.length,
      description: '',
    };
  });
}

function iso(seconds: number): string {
  return new Date(seconds * 1000).toISOString();
}
