// Segments of the pretend workspace: rules in the search language, whose members are counted when somebody asks.
import { livingContact } from '../contacts.ts';
import { notFound } from '../errors.ts';
import { type Call, type Operation, param } from '../operation.ts';
import type { Json } from '../payloads.ts';
import { segmentMembers, segmentsOf } from '../search.ts';
import type { SegmentRecord } from '../shelves.ts';

const READ = 'Read and list users and companies';

export const segmentOperations: readonly Operation[] = [
  { method: 'get', path: '/segments', permission: READ, answer: list },
  { method: 'get', path: '/segments/:id', permission: READ, answer: find },
  { method: 'get', path: '/contacts/:id/segments', permission: READ, answer: ofContact },
];

function list(call: Call): Json {
  const segments = call.workspace.shelves.segments.map((one) => shown(call, one));
  return { type: 'segment.list', segments, pages: {} };
}

function find(call: Call): Json {
  const segment = call.workspace.shelves.segments.find(({ id }) => id === param(call, 'id'));
  if (!segment) throw notFound();
  return shown(call, segment);
}

function ofContact(call: Call): Json {
  const contact = livingContact(call.workspace, param(call, 'id'));
  return { type: 'list', data: segmentsOf(call.workspace, contact).map((one) => shown(call, one)) };
}

function shown(call: Call, segment: SegmentRecord): Json {
  const { id, name, createdAt } = segment;
  const count = call.query.get('include_count') === 'true' ? segmentMembers(call.workspace, segment).length : undefined;
  return {
    type: 'segment',
    id,
    name,
    created_at: createdAt,
    updated_at: createdAt,
    person_type: 'contact',
    ...(count === undefined ? {} : { count }),
  };
}
